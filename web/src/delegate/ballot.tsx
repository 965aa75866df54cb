/**
 * The ballot: question, what is needed, equal choices, one send button that repeats the choice; then, in the same
 * sheet of the same height, the receipt. It rises by itself when a vote opens, unless a pen is down or somebody types;
 * lowered, the session bar keeps it. Where several ballots are mine to cast, it leads from one to the next.
 */
import { useEffect, useRef } from 'preact/hooks';
import { lazy } from '../app/lazy';
import { speakBehind, t } from '../i18n';
import { kept, time } from '../i18n/format';
import { ballotFor, isIn, isLive, item, pollFrame, type OwnBallot, type PollFrame } from '../store/select';
import { Badge } from '../ui/bits';
import { needWords, verdictWords } from '../ui/rule';
import { Sheet } from '../ui/sheet';
import { ballotOpen, ballotVoter, isChanging, lower, risenByItself, sameSlot, slots, type Slot } from './ballot-state';
import { Bloc, OnBehalf } from './ballot-parts';
import { Question } from './question';
import { NotEntitled, Receipt, Waiting } from './receipt';

/** Elections, rankings, scores: most meetings never need them. */
const Kind = lazy(async () => (await Promise.all([import('./kinds'), speakBehind()]))[0]);

const result = () => Promise.all([import('./result'), speakBehind()]);
const ResultBody = lazy(async () => (await result())[0]);

export function BallotSheet() {
  const poll = pollFrame(ballotOpen.value);
  return poll ? <OneBallot key={`${poll.id}/${ballotVoter.value}`} poll={poll} slot={{ poll: poll.id, voter: ballotVoter.value }} /> : null;
}

function OneBallot({ poll, slot }: { poll: PollFrame; slot: Slot }) {
  const moment = `${poll.state} ${isIn(ballotFor(poll.id, slot.voter))} ${isChanging(slot)}`;
  const first = useRef(moment);
  useEffect(() => { // what comes next is there before it is needed
    void result().catch(() => undefined);
    if (poll.urn) void import('../net/seal').catch(() => undefined);
  }, [poll.id]);
  const live = isLive(poll);
  return (
    <Sheet open steady title={kept(poll.text)} class={`ballot ${poll.method.kind}`} sudden={risenByItself.value === poll.id || moment !== first.current} moment={moment}
      closeWord={t(live ? 'ui.collapse' : 'ui.close')} onClose={lower} over={<Over poll={poll} slot={slot} />}>
      {live ? <Live poll={poll} slot={slot} /> : <ResultBody poll={poll} onDone={lower} />}
    </Sheet>
  );
}

/** "Đang biểu quyết · Nội dung 3 · Biểu quyết công khai · Phiếu 2 trong 3" */
function Over({ poll, slot }: { poll: PollFrame; slot: Slot }) {
  const number = item(poll.item)?.number ?? '';
  const kind = t(poll.rule.named ? 'vote.open-ballot' : 'vote.secret');
  const all = slots.value;
  const at = all.findIndex((one) => sameSlot(one, slot)) + 1;
  return (
    <>
      <StateBadge poll={poll} />
      <span><span class="on-tablet-inline">{t('vote.where', { number, kind })}</span><span class="on-phone-inline">{t(poll.rule.named ? 'vote.open-ballot.short' : 'vote.secret')}</span></span>
      {at > 0 && all.length > 1 && <Badge tone="soft">{t('vote.step', { n: at, of: all.length })}</Badge>}
    </>
  );
}

function StateBadge({ poll }: { poll: PollFrame }) {
  switch (poll.state) {
    case 'open': return <Badge tone="live" icon="ballot">{t('bar.vote')}</Badge>;
    case 'paused': return <Badge tone="warn" icon="pause">{t('clock.paused')}</Badge>;
    case 'counting': return <Badge tone="quiet" icon="ballot">{t('vote.closed')}</Badge>;
    case 'tied': return <Badge tone="warn" icon="info">{verdictWords(poll)}</Badge>;
    case 'closed': case 'void': return <Badge tone="quiet" icon="ballot">{t('vote.closed')}</Badge>;
  }
}

/** Choosing and receipt lie in one cell, so the sheet keeps its height through both. */
function Live({ poll, slot }: { poll: PollFrame; slot: Slot }) {
  const ballot = ballotFor(poll.id, slot.voter);
  const chooses = (poll.state === 'open' || poll.state === 'paused') && poll.by === 'seats' && (ballot?.entitled ?? false) && (!isIn(ballot) || isChanging(slot));
  const keeps = chooses || (poll.method.kind === 'question' && poll.by === 'seats'); // a long list of candidates is not kept for its height
  const Fill = poll.method.kind === 'question' ? Question : Kind;
  return (
    <>
      {slot.voter !== null && ballot && <OnBehalf name={ballot.name} />}
      <div class="ballot-panes">
        {keeps && (
          <div class={`ballot-pane ${chooses ? '' : 'hidden'}`} inert={!chooses}>
            <p class="needs">{needWords(poll)}</p>
            {poll.bloc.length > 1 && <Bloc poll={poll} />}
            <Fill poll={poll} slot={slot} active={chooses} />
          </div>
        )}
        {!chooses && <div class="ballot-pane"><Told poll={poll} slot={slot} ballot={ballot} /></div>}
      </div>
    </>
  );
}

function Told({ poll, slot, ballot }: { poll: PollFrame; slot: Slot; ballot: OwnBallot | undefined }) {
  if (ballot && isIn(ballot)) return <Receipt poll={poll} slot={slot} ballot={ballot} onDone={lower} />;
  if (poll.by !== 'seats' || ballot?.entitled) return <Waiting poll={poll} slot={slot} onDone={lower} />;
  return <NotEntitled poll={poll} slot={slot} reason={ballot?.reason ?? null} onDone={lower} />;
}

/** "Biểu quyết đã đóng lúc 09:42. Phiếu của bạn chưa được gửi và không được tính." */
export function missedWords(poll: PollFrame): string | null {
  const mine = ballotFor(poll.id, null);
  if (!mine?.entitled || isIn(mine) || poll.state !== 'closed' || !poll.closed_at) return null;
  return poll.rule.silence === 'yes' ? t('vote.missed.silent', { time: time(poll.closed_at) }) : t('vote.missed', { time: time(poll.closed_at) });
}
