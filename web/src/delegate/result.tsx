/** The result of a vote on every seat: verdict, one sentence, then the figures; names for those who may see them. */
import { useState } from 'preact/hooks';
import { lazy } from '../app/lazy';
import { t } from '../i18n';
import { kept, span, time } from '../i18n/format';
import { ballotsOf, byGivenName, isIn, motion, ownBallot, pollFrames, votedIn, type Choice, type PollFrame } from '../store/select';
import { Badge, ChoiceSign } from '../ui/bits';
import { Button } from '../ui/button';
import { amount } from '../ui/figures';
import { Icon } from '../ui/icons';
import { marksWords } from '../ui/marks-words';
import { choiceWord, howWords, reasonWords, TONE_ICON, toneOf, verdictWords } from '../ui/rule';
import { TallyBar, TallyTable } from '../ui/tally';
import { missedWords } from './ballot';
import { backWord, Bloc } from './ballot-parts';
import { due, moreResults, openSlot, risenByItself, slots } from './ballot-state';
import { What } from './receipt';

const KindResult = lazy(() => import('./kind-result'));
const Codes = lazy(() => import('./codes'));

export default function ResultBody({ poll, onDone }: { poll: PollFrame; onDone: () => void }) {
  const missed = missedWords(poll);
  return (
    <div class="result">
      {missed && <p class="told"><Icon name="info" size={28} /><span>{missed}</span></p>}
      <Verdict poll={poll} />
      {poll.state === 'closed' && <Figures poll={poll} />}
      {poll.bloc.length > 1 && <Bloc poll={poll} />}
      {poll.override && <p class="second">{t('result.override', { reason: poll.override })}</p>}
      <p class="second result-foot">
        <span>{howWords(poll)}</span>
        <span>{poll.closed_at ? span(poll.opened_at, poll.closed_at) : time(poll.opened_at)} · {turnout(poll)}</span>
      </p>
      {poll.urn && poll.state === 'closed' && <Codes poll={poll} />}
      <Names poll={poll} />
      <Turns poll={poll} />
      <Onward onDone={onDone} />
    </div>
  );
}

const turnout = (poll: PollFrame): string =>
  poll.by === 'seats' ? t('result.turnout', { voted: votedIn(poll.id), entitled: poll.entitled }) : t(`vote.by.${poll.by}`);

function Figures({ poll }: { poll: PollFrame }) {
  if (poll.method.kind !== 'question') return <KindResult poll={poll} />;
  return poll.totals && <><TallyBar poll={poll} /><TallyTable poll={poll} /></>;
}

/** To the next ballot or result that waits, else back. */
function Onward({ onDone }: { onDone: () => void }) {
  const [next, ...rest] = moreResults.value;
  const ballot = due.value[0];
  if (ballot) return <Button look="main" size="big" wide class="done" onClick={() => { risenByItself.value = ballot.poll; openSlot(ballot); }}>{t('vote.next', { left: due.value.length, all: slots.value.length })}</Button>;
  if (next === undefined) return <Button size="big" wide class="done" onClick={onDone}>{t(backWord())}</Button>;
  return <Button look="main" size="big" wide class="done" onClick={() => { moreResults.value = rest; risenByItself.value = next; openSlot({ poll: next, voter: null }); }}>{t('result.next', { left: rest.length + 1 })}</Button>;
}

function Verdict({ poll }: { poll: PollFrame }) {
  const tone = toneOf(poll);
  const mine = ownBallot(poll.id);
  return (
    <div class={`outcome ${tone}`} role="status">
      <span class="outcome-mark"><Icon name={TONE_ICON[tone]} size={40} /></span>
      <div>
        <p class="outcome-word">{verdictWords(poll)}</p>
        <p>{reasonWords(poll)}</p>
        {mine && isIn(mine) && poll.rule.named && <p class={`second own-choice ${poll.method.kind === 'question' ? '' : 'words'}`}>{t('result.yours')} <What poll={poll} ballot={mine} size={22} /></p>}
      </div>
    </div>
  );
}

const ORDER: readonly Choice[] = ['no', 'abstain', 'other', 'yes'];

/** Who chose what, folded away; the fewer come first. Written only once it is unfolded: there may be hundreds. */
function Names({ poll }: { poll: PollFrame }) {
  const [open, setOpen] = useState(false);
  const ballots = ballotsOf(poll.id).sort((a, b) => byGivenName(a.name, b.name));
  if (ballots.length === 0) return null;
  const weight = (units: number): string => (poll.unit === 1 ? '' : ` (${amount(units, poll.unit)})`);
  return (
    <details class="names" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('result.names', { n: ballots.length })}</summary>
      {open && poll.method.kind !== 'question' && <ul>{ballots.map((one) => <li key={one.participant}>{one.name}{weight(one.weight)}: <span class="second">{marksWords(poll.method, one.marks)}</span></li>)}</ul>}
      {open && poll.method.kind === 'question' && ORDER.map((choice) => {
        const of = ballots.filter((one) => one.choice === choice);
        return of.length > 0 && (
          <section key={choice}>
            <h4><ChoiceSign choice={choice} size={24} />{choiceWord(poll.rule, choice)} · {of.length}</h4>
            <ul>{of.map((one) => <li key={one.participant}>{one.name}{weight(one.weight)}{one.by !== null && <span class="second"> ({t('result.by-proxy')})</span>}{one.text && <span class="second">: {one.text}</span>}</li>)}</ul>
          </section>
        );
      })}
    </details>
  );
}

/** Every time this motion was voted on: void ones, and the round before a second one. */
function Turns({ poll }: { poll: PollFrame }) {
  const before = motion(poll.motion)?.follows;
  const turns = pollFrames.value.filter((one) => one.motion === poll.motion || one.id === before || motion(one.motion)?.follows === poll.id);
  if (turns.length < 2) return null;
  return (
    <details class="turns">
      <summary>{t('result.turns', { n: turns.length })}</summary>
      <ul>
        {turns.map((one, at) => (
          <li key={one.id}>
            <button type="button" class="turn-row" aria-current={one.id === poll.id} disabled={one.id === poll.id} onClick={() => openSlot({ poll: one.id, voter: null })}>
              {at + 1}. {time(one.opened_at)} · {one.state === 'open' ? t('bar.vote') : verdictWords(one)}{one.state === 'void' && one.void_reason && `: ${kept(one.void_reason)}`} {one.id === poll.id && <Badge tone="soft">{t('result.turns.this')}</Badge>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
