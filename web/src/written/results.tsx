/** What came of it: for each question verdict, figures, reasons; and, where it is published, who answered what. */
import { t, tn } from '../i18n';
import { ballotsOf, byGivenName, pollFrames, type PollFrame } from '../store/select';
import { room } from '../net/seat';
import { Badge, ChoiceSign } from '../ui/bits';
import { Icon } from '../ui/icons';
import { choiceWord, reasonWords, toneOf, TONE_ICON, verdictWords } from '../ui/rule';
import { FileList } from './files';
import { TallyBar, TallyTable } from '../ui/tally';

export function Results() {
  const closed = pollFrames.value.filter((one) => one.state === 'closed');
  return (
    <section class="wr-part">
      <h2>{t('written.results')}</h2>
      {closed.map((one, at) => <Result key={one.id} poll={one} number={at + 1} />)}
    </section>
  );
}

function Result({ poll, number }: { poll: PollFrame; number: number }) {
  const tone = toneOf(poll);
  const ballots = ballotsOf(poll.id).sort((a, b) => byGivenName(a.name, b.name));
  return (
    <article class="wr-result">
      <p class="wr-asked"><span class="wr-number">{number}.</span> {poll.text}</p>
      <p class={`wr-verdict ${tone}`}><Icon name={TONE_ICON[tone]} size={28} /><strong>{verdictWords(poll)}</strong></p>
      <p>{reasonWords(poll)}</p>
      {poll.totals && <><TallyBar poll={poll} /><TallyTable poll={poll} /></>}
      {ballots.length > 0 && (
        <details class="wr-by-name">
          <summary>{tn('written.by-name', ballots.length)}</summary>
          <ul>
            {ballots.map((one) => (
              <li key={one.participant}>
                <span>{one.name}</span>
                <span class="wr-answer">{one.choice && <><ChoiceSign choice={one.choice} size={24} />{choiceWord(poll.rule, one.choice)}</>}{room.get('opinion', one.participant)?.late && <Badge tone="warn">{t('written.late')}</Badge>}</span>
                {one.text && <span class="wr-text">{one.text}</span>}
                <FileList files={room.get('opinion', one.participant)?.files ?? []} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
