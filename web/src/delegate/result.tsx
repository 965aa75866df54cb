/** The result of a vote on every seat: verdict, one sentence, then the bar and the numbers; names for those who may see them. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { span, time } from '../i18n/format';
import { ballotsOf, byGivenName, ownBallot, votedIn, type Choice, type PollFrame } from '../store/select';
import { ChoiceSign } from '../ui/bits';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { reasonWords, ruleWords, verdictWords } from '../ui/rule';
import { TallyBar, TallyTable } from '../ui/tally';
import { backWord, missedWords } from './ballot';

export function ResultBody({ poll, onDone }: { poll: PollFrame; onDone: () => void }) {
  const missed = missedWords(poll);
  return (
    <div class="result">
      {missed && <p class="told"><Icon name="info" size={28} /><span>{missed}</span></p>}
      <Verdict poll={poll} />
      {poll.totals && <><TallyBar poll={poll} /><TallyTable poll={poll} /></>}
      {poll.override && <p class="second">{t('result.override', { reason: poll.override })}</p>}
      <p class="second result-foot">
        <span>{t('motion.needs', { share: ruleWords(poll.rule) })}</span>
        <span>{poll.closed_at ? span(poll.opened_at, poll.closed_at) : time(poll.opened_at)} · {t('result.turnout', { voted: votedIn(poll.id), entitled: poll.entitled })}</span>
      </p>
      <Names poll={poll} />
      <Button size="big" wide class="done" onClick={onDone}>{t(backWord())}</Button>
    </div>
  );
}

export function Verdict({ poll }: { poll: PollFrame }) {
  const carried = poll.state === 'closed' && poll.reasoning?.carried;
  const tone = poll.state === 'void' ? 'void' : carried ? 'yes' : 'no';
  const mine = ownBallot(poll.id)?.choice;
  return (
    <div class={`outcome ${tone}`} role="status">
      <span class="outcome-mark"><Icon name={poll.state === 'void' ? 'dash' : carried ? 'check' : 'cross'} size={40} /></span>
      <div>
        <p class="outcome-word">{verdictWords(poll)}</p>
        <p>{reasonWords(poll)}</p>
        {mine && <p class="second own-choice">{t('result.yours')} <ChoiceSign choice={mine} size={22} /> {t(`choice.${mine}`)}</p>}
      </div>
    </div>
  );
}

const ORDER: readonly Choice[] = ['no', 'abstain', 'other', 'yes'];

/** Who chose what, folded away; the fewer come first. Written only once it is unfolded: there may be hundreds. */
function Names({ poll }: { poll: PollFrame }) {
  const [open, setOpen] = useState(false);
  const ballots = ballotsOf(poll.id);
  if (ballots.length === 0) return null;
  return (
    <details class="names" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('result.names', { n: ballots.length })}</summary>
      {open && ORDER.map((choice) => {
        const of = ballots.filter((one) => one.choice === choice).sort((a, b) => byGivenName(a.name, b.name));
        return of.length > 0 && (
          <section key={choice}>
            <h4><ChoiceSign choice={choice} size={24} />{t(`choice.${choice}`)} · {of.length}</h4>
            <ul>{of.map((one) => <li key={one.participant}>{one.name}{one.text && <span class="second">: {one.text}</span>}</li>)}</ul>
          </section>
        );
      })}
    </details>
  );
}
