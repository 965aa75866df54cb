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
import { item as itemOf, items, me, meeting, motion as motionOf, paper as paperOf, poll as pollOf, quorum, record } from '../store/select';
import { useArmed } from '../ui/arming';
import { ActButton, Button } from '../ui/button';
import type { IconName } from '../ui/icons';
import { ruleWords } from '../ui/rule';
import { needsChair, stepKey, type Step } from './next';
import { ask, skip, step as nextOf } from './state';
import { QueueFold } from './people';

export function NextStep() {
  const step = nextOf.value;
  if (!step) return null;
  const name = JSON.stringify(step.kind === 'close-vote' ? { ...step, missing: 0 } : step);
  return (
    <section class="next-step" aria-label={t('next.name')}>
      {step.kind === 'close-vote' && <QueueFold />}
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
          {key && <button type="button" class="pass" onClick={() => skip(key)}>{t('next.pass')}</button>}
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
    case 'close-vote': return step.missing ? tn('next.missing', step.missing) : t('next.all-voted');
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

function voteMeaning(id: number): ComponentChildren {
  const motion = motionOf(id);
  const now = quorum.value;
  if (!motion || !now) return null;
  if (!now.reached) return <span class="short">{t('next.no-quorum', { present: now.present, members: now.members, needed: now.needed })}</span>;
  const needs = motion.needed ? t('next.vote.needs', { needed: motion.needed, members: now.members }) : t('next.vote.needs-share', { share: ruleWords(motion.rule) });
  return <><Lead>{kept(motion.text)}</Lead>{tn('next.vote.means', now.present)} {needs}</>;
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
    case 'vote': return step.quorum ? does(t('next.vote'), 'voting.open', { motion: step.motion }, 'ballot') : asks(t('next.vote-anyway'), () => ask({ is: 'vote-anyway', motion: step.motion }));
    case 'close-vote': return step.missing ? asks(t('next.close-vote'), () => ask({ is: 'close-vote', poll: step.poll })) : does(t('next.close-vote'), 'voting.close', { poll: step.poll });
    case 'advance': return does(t('next.advance', { number: number(step.next) }), 'agenda.open_item', { item: step.next });
    case 'close': return asks(t('next.close'), () => ask({ is: 'end' }), 'stop');
    case 'write-record': return asks(t('next.record'), () => go(path.console(meeting.value!.id, 'minutes')), 'edit');
    case 'sign': return asks(t('next.sign'), () => ask({ is: 'sign' }), 'sign');
    case 'document': return asks(t('next.document'), () => go(path.document(step.document)), 'archive');
    case 'wait': case 'cancelled': return null;
  }
}

const number = (id: number): string => items.value.find((one) => one.id === id)?.number ?? '';

/** For tests and the dialog of closing: how many have not voted in a poll. */
export const missingIn = (poll: number): number => { const one = pollOf(poll); return one ? one.entitled - one.voted : 0; };
