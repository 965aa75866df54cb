/**
 * The next step: one button in one place for the whole meeting, with what it will mean written above it. A button that
 * takes another's place is inert for a moment; what became of the act stands under it.
 */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { go, path } from '../app/router';
import { checkIn, mayCheckIn } from '../delegate/check-in';
import { t, tn, type Key } from '../i18n';
import { duration, kept, time } from '../i18n/format';
import { newAct, type Act } from '../net/act';
import type { CommandName, Commands } from '../protocol';
import { item as itemOf, items, me, meeting, motion as motionOf, motions, paper as paperOf, pollFrame, pollFrames, quorum, record, showsVoted, votedIn } from '../store/select';
import { useArmed } from '../ui/arming';
import { ActButton, Button } from '../ui/button';
import type { IconName } from '../ui/icons';
import { asksWords } from '../ui/rule';
import { needsChair, stepKey, type Step } from './next';
import { QueueFold } from './people';
import { ask, hallOf, skip, step as nextOf, type Opening } from './state';
import { CastingChoice, closeAll, nobodyMissing, open, resumeAll, secretWords } from './vote-dialogs';
import { readyOf } from './votes';

/** While a vote goes on, whoever waits for the floor is folded away. */
const DURING_A_VOTE = new Set<Step['kind']>(['close-vote', 'resume-vote', 'enter-count', 'counting', 'casting']);

export function NextStep() {
  const step = nextOf.value;
  if (!step) return null;
  const name = JSON.stringify(step);
  return (
    <section class="next-step" aria-label={t('next.name')}>
      {DURING_A_VOTE.has(step.kind) && <QueueFold />}
      {mayCheckIn() && <p class="next-check-in"><span>{t('next.not-checked-in')}</span><Button size="small" look="call" icon="check" onClick={checkIn}>{t('next.check-in')}</Button></p>}
      <Proposal step={step} name={name} key={name} />
    </section>
  );
}

function Proposal({ step, name }: { step: Step; name: string }) {
  const act = useMemo(() => newAct(), [name]);
  const armed = useArmed(name);
  const guard = (event: Event): void => { if (!armed.peek()) { event.stopPropagation(); event.preventDefault(); } };
  const meaning = meaningOf(step);
  const key = stepKey(step);
  return (
    <div class="proposal" onClickCapture={guard}>
      {meaning && (
        <p class="meaning">
          <span>{meaning}</span>
          {key && (
            <span class="passes">
              {step.kind === 'vote' && me.value?.chair && <button type="button" class="pass" onClick={() => ask({ is: 'open-votes', motion: step.motion })}>{t('next.otherwise')}</button>}
              <button type="button" class="pass" onClick={() => skip(key)}>{t('next.pass')}</button>
            </span>
          )}
        </p>
      )}
      {needsChair(step) && !me.value?.chair ? <p class="waits">{t('next.chair-does', { name: meeting.value?.chair ?? '' })}</p> : <StepButton step={step} act={act} />}
    </div>
  );
}

const Lead = ({ children }: { children: ComponentChildren }) => <b>{children}</b>;

/** What it will mean, in a line or two. */
function meaningOf(step: Step): ComponentChildren {
  switch (step.kind) {
    case 'convene': return t('next.convene.means');
    case 'start': return quorumMeaning();
    case 'resume': return t('next.resume.means', { time: meeting.value?.paused_at ? time(meeting.value.paused_at) : '' });
    case 'open': return itemMeaning(step.item);
    case 'present': { const paper = paperOf(step.paper); return <><Lead>{kept(paper?.title ?? '')}</Lead>{tn('next.present.means', paper?.pages.length ?? 0)}</>; }
    case 'vote': return voteMeaning(step.motion);
    case 'close-vote': return <StillMissing polls={step.polls} />;
    case 'resume-vote': return t('next.resume-vote.means');
    case 'enter-count': return t(pollFrame(step.poll)?.by === 'paper' ? 'next.enter-count.paper' : 'next.enter-count.hands');
    case 'counting': return <Lead>{t('chair.vote.counting.wait')}</Lead>;
    case 'casting': return t('next.casting.means');
    case 'second-round': return <><Lead>{kept(pollFrame(step.poll)?.text ?? '')}</Lead>{tn('next.second-round.means', step.seats)}</>;
    case 'advance': return itemMeaning(step.next);
    case 'close': return <>{t('next.close.means')}{step.left > 0 && ` ${tn('next.close.left', step.left)}`}</>;
    case 'write-record': return t('next.record.means');
    case 'sign': return t('next.sign.means', { notation: record.value?.notation ?? '' });
    case 'wait': return <Lead>{t(`next.wait.${step.for}` as Key)}</Lead>;
    case 'document': return <><Lead>{t('next.filed', { notation: record.value?.notation ?? '' })}</Lead></>;
    case 'cancelled': return <Lead>{t('phase.cancelled')}</Lead>;
  }
}

function quorumMeaning(): ComponentChildren {
  const now = quorum.value;
  if (!now) return null;
  const args = { present: now.present, members: now.members, needed: now.needed };
  return now.reached ? t('next.start.means', args) : <span class="short">{t('next.no-quorum', args)}</span>;
}

function itemMeaning(id: number): ComponentChildren {
  const item = itemOf(id);
  if (!item) return null;
  const who = [item.presenter, item.minutes ? duration(item.minutes) : ''].filter(Boolean).join(' · ');
  return <><Lead>{`${item.number}. ${kept(item.title)}`}</Lead>{kept(who)}</>;
}

/** Reads the counts itself: ballots draw this line anew and leave the button alone. */
function StillMissing({ polls }: { polls: readonly number[] }) {
  const missing = polls.map((id) => { const poll = pollFrame(id); return poll?.by === 'seats' && showsVoted(poll) ? Math.max(0, poll.entitled - votedIn(id)) : null; });
  if (polls.length > 1) return tn('next.close-all.means', polls.length);
  if (missing[0] == null) return t(pollFrame(polls[0])?.by === 'seats' ? 'next.missing.unknown' : 'next.entered');
  return missing[0] > 0 ? tn('next.missing', missing[0]) : t('next.all-voted');
}

function voteMeaning(id: number): ComponentChildren {
  const motion = motionOf(id);
  if (!motion) return null;
  const { electorate, quorum: own } = hallOf(motion);
  const short = !own.reached && <span class="short">{t('next.no-quorum', { present: own.present, members: own.members, needed: own.needed })}</span>;
  const ready = readyOf(motion.item, motions.value, pollFrames.value).length;
  const needs = motion.needed && motion.method.kind === 'question' ? t('next.vote.needs', { needed: motion.needed, members: electorate.members }) : `${asksWords(motion.rule)}.`;
  return (
    <>
      <Lead>{kept(motion.text)}</Lead>
      {short || <>{tn(motion.rule.named ? 'next.vote.means' : 'next.vote.means.secret', electorate.voters)} {needs}</>}
      {ready > 1 && <> {tn('next.vote.ready', ready)}</>}
    </>
  );
}

function StepButton({ step, act }: { step: Step; act: Act }) {
  const does = <C extends CommandName>(word: string, cmd: C, args: Commands[C], icon?: IconName) =>
    <ActButton act={act} look="main" size="big" wide icon={icon} onClick={() => void act.send(cmd, args)}>{word}</ActButton>;
  const asks = (word: string, run: () => void, icon?: IconName) => <Button look="main" size="big" wide icon={icon} onClick={run}>{word}</Button>;
  switch (step.kind) {
    case 'convene': return does(t('next.convene'), 'meeting.convene', {});
    case 'start': return step.quorum ? does(t('next.start'), 'meeting.start', {}, 'play') : asks(t('next.start-anyway'), () => ask({ is: 'start-anyway' }));
    case 'resume': return does(t('next.resume'), 'meeting.resume', {}, 'play');
    case 'open': return does(t('next.open', { number: number(step.item) }), 'agenda.open_item', { item: step.item });
    case 'present': return does(t('next.present'), 'papers.present', { paper: step.paper }, 'screen');
    case 'vote': return <OpenStep step={step} act={act} />;
    case 'close-vote': return <CloseStep polls={step.polls} act={act} />;
    case 'resume-vote': return <ActButton act={act} look="main" size="big" wide icon="play" onClick={() => void resumeAll(act, step.polls)}>{t('next.resume-vote')}</ActButton>;
    case 'enter-count': return asks(t('next.enter-count'), () => ask({ is: 'count', poll: step.poll }), 'edit');
    case 'casting': return <CastingChoice poll={step.poll} onChoose={(choice) => ask({ is: 'casting', poll: step.poll, choice })} />;
    case 'second-round': return does(t('next.second-round'), 'voting.second_round', { poll: step.poll }, 'redo');
    case 'advance': return does(t('next.advance', { number: number(step.next) }), 'agenda.open_item', { item: step.next });
    case 'close': return asks(t('next.close'), () => ask({ is: 'end' }), 'stop');
    case 'write-record': return asks(t('next.record'), () => go(path.console(meeting.value!.id, 'minutes')), 'edit');
    case 'sign': return asks(t('next.sign'), () => ask({ is: 'sign' }), 'sign');
    case 'document': return asks(t('next.document'), () => go(path.document(step.document)), 'archive');
    case 'wait': case 'counting': case 'cancelled': return null;
  }
}

/** On the devices, in one press; what a secret result may tell, or a missing quorum, is asked about first. */
function OpenStep({ step, act }: { step: Step & { kind: 'vote' }; act: Act }) {
  const opening: Opening = { cmd: 'voting.open', args: { motion: step.motion }, motion: step.motion };
  if (!step.quorum) return <Button look="main" size="big" wide onClick={() => ask({ is: 'vote-anyway', opening })}>{t('next.vote-anyway')}</Button>;
  const press = (): void => { if (secretWords(step.motion)) ask({ is: 'open-secret', motion: step.motion }); else void open(act, opening, 'open'); };
  return <ActButton act={act} look="main" size="big" wide icon="ballot" onClick={press}>{t('next.vote')}</ActButton>;
}

/** Closed at once where everybody has voted; else it is asked once more, in another place. */
function CloseStep({ polls, act }: { polls: readonly number[]; act: Act }) {
  const press = (): void => { if (nobodyMissing(polls)) void closeAll(act, polls); else ask({ is: 'close-votes', polls }); };
  return <ActButton act={act} look="main" size="big" wide onClick={press}>{t(polls.length > 1 ? 'chair.close-all' : 'next.close-vote')}</ActButton>;
}

const number = (id: number): string => items.value.find((one) => one.id === id)?.number ?? '';
