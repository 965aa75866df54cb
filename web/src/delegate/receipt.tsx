/** After sending, and instead of it: the receipt, why there is no ballot, or what the vote waits for. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { lazy } from '../app/lazy';
import { t, tRefusal } from '../i18n';
import { timeWithSeconds } from '../i18n/format';
import { me, showsVoted, votedIn, type OwnBallot, type PollFrame } from '../store/select';
import { ChoiceSign } from '../ui/bits';
import { Button } from '../ui/button';
import { receiptCode } from '../ui/figures';
import { Icon } from '../ui/icons';
import { marksWords } from '../ui/marks-words';
import { choiceWord, needWords } from '../ui/rule';
import { VotedBar } from '../ui/voted-bar';
import { backWord } from './ballot-parts';
import { change, due, nextDue, openSlot, risenByItself, slots, type Slot } from './ballot-state';

/** Figures while the vote is open: few rules show them. */
const Interim = lazy(() => import('./interim'));

export function Receipt({ poll, slot, ballot, onDone }: { poll: PollFrame; slot: Slot; ballot: OwnBallot; onDone: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  return (
    <>
      <div class="receipt" ref={ref} tabIndex={-1} role="status">
        <span class="receipt-mark"><Icon name="check" size={56} /></span>
        <div>{poll.rule.named ? <Named poll={poll} ballot={ballot} /> : <Secret ballot={ballot} />}</div>
      </div>
      <Progress poll={poll} />
      <Acts poll={poll} slot={slot} onDone={onDone} changeable={poll.rule.changeable && ballot.entitled && poll.state === 'open'} />
    </>
  );
}

function Named({ poll, ballot }: { poll: PollFrame; ballot: OwnBallot }) {
  return (
    <>
      <p class="receipt-title">{t('vote.received')}</p>
      <p class="receipt-choice"><What poll={poll} ballot={ballot} size={32} />{ballot.at && poll.method.kind === 'question' && <span> · {t('vote.at', { time: timeWithSeconds(ballot.at) })}</span>}</p>
      {ballot.at && poll.method.kind !== 'question' && <p class="receipt-time">{t('vote.at', { time: timeWithSeconds(ballot.at) })}</p>}
      {ballot.text && <p class="second receipt-text">{ballot.text}</p>}
      <p class="second">{t('vote.recorded')}</p>
    </>
  );
}

/** Nothing of the choice, no number in a row: a code that proves that the ballot is in the urn, not what is on it. */
function Secret({ ballot }: { ballot: OwnBallot }) {
  return (
    <>
      <p class="receipt-title">{t('vote.received.secret')}</p>
      {ballot.receipt && <p class="receipt-choice"><span>{t('vote.code')}</span> <b class="receipt-code">{receiptCode(ballot.receipt)}</b></p>}
      <p class="second">{t('vote.code.hint')}</p>
    </>
  );
}

/** What is on a named ballot. */
export function What({ poll, ballot, size }: { poll: PollFrame; ballot: Pick<OwnBallot, 'choice' | 'marks'>; size: number }) {
  if (poll.method.kind !== 'question') return <b>{marksWords(poll.method, ballot.marks)}</b>;
  return ballot.choice && <><ChoiceSign choice={ballot.choice} size={size} /><b>{choiceWord(poll.rule, ballot.choice)}</b></>;
}

function Progress({ poll }: { poll: PollFrame }) {
  const waits = poll.state === 'tied' ? 'result.tied.wait' : poll.state === 'counting' ? 'vote.counting' : poll.state === 'paused' ? 'vote.paused' : null;
  return (
    <div class="progress">
      {waits && <Told icon={poll.state === 'paused' ? 'pause' : 'info'}>{t(waits)}</Told>}
      {showsVoted(poll) && (
        <>
          <p class="progress-line"><span>{t('vote.voted')}</span><b>{votedIn(poll.id)}/{poll.entitled}</b></p>
          <VotedBar voted={votedIn(poll.id)} entitled={poll.entitled} />
        </>
      )}
      {poll.totals && poll.method.kind === 'question' && <Interim poll={poll} />}
      {!waits && <p class="second">{t('vote.result-follows')}</p>}
    </div>
  );
}

/** On to the next ballot; else back. One filled button, and only where something needs doing. */
function Acts({ poll, slot, onDone, changeable = false }: { poll: PollFrame; slot: Slot; onDone: () => void; changeable?: boolean }) {
  const next = nextDue(slot);
  const go = (): void => { risenByItself.value = next!.poll; openSlot(next!); };
  return (
    <div class="ballot-acts">
      {changeable && <Button size="big" wide class="change" icon="edit" onClick={() => change({ poll: poll.id, voter: slot.voter })}>{t('vote.change')}</Button>}
      {next ? <Button look="main" size="big" wide class="done next-ballot" onClick={go}>{t('vote.next', { left: due.value.length, all: slots.value.length })}</Button>
        : <Button size="big" wide class="done" onClick={onDone}>{t(backWord())}</Button>}
    </div>
  );
}

/** No more ballots, or none from tablets. */
export function Waiting({ poll, slot, onDone }: { poll: PollFrame; slot: Slot; onDone: () => void }) {
  return (
    <>
      <p class="needs">{needWords(poll)}</p>
      {poll.by !== 'seats' && <Told icon={poll.by === 'hands' ? 'hand' : 'ballot'}>{t(`vote.by.${poll.by}`)}. {t(`bar.vote.${poll.by}.hint`)}.</Told>}
      {poll.by === 'seats' && <Told>{t('vote.not-in')}</Told>}
      {poll.by === 'seats' || poll.state !== 'open' ? <Progress poll={poll} /> : <p class="second">{t('vote.result-follows')}</p>}
      <Acts poll={poll} slot={slot} onDone={onDone} />
    </>
  );
}

export function NotEntitled({ poll, slot, reason, onDone }: { poll: PollFrame; slot: Slot; reason: string | null; onDone: () => void }) {
  return (
    <>
      <p class="needs">{needWords(poll)}</p>
      <Told>{me.value?.capacity === 'substitute' && reason === 'voting.not_a_member' ? t('vote.substitute') : reason ? tRefusal(reason) : t('vote.not-entitled')}</Told>
      <Progress poll={poll} />
      <Acts poll={poll} slot={slot} onDone={onDone} />
    </>
  );
}

export const Told = ({ icon = 'info', children }: { icon?: 'info' | 'pause' | 'hand' | 'ballot'; children: ComponentChildren }) => <p class="told"><Icon name={icon} size={28} /><span>{children}</span></p>;
