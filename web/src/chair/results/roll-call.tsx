/**
 * The roll call of a named vote, to be printed and signed: who chose what, totals, and why it ended as it did. Black on
 * white, whatever the theme; on paper only the sheet itself.
 */
import { useEffect } from 'preact/hooks';
import { go } from '../../app/router';
import { TopBar } from '../../app/topbar';
import { t, tn } from '../../i18n';
import { kept, longDate, span } from '../../i18n/format';
import type { Objects } from '../../protocol';
import { ballotsOf, byGivenName, item as itemOf, meeting, people, person, type PollFrame } from '../../store/select';
import { Empty } from '../../ui/bits';
import { Button } from '../../ui/button';
import { amount } from '../../ui/figures';
import { asksWords, choiceWord, reasonWords, verdictWords } from '../../ui/rule';
import { parts } from '../../ui/tally';
import { hasRollCall } from './all';
import { answerWords } from './answers';
import { resultsPath } from './index';

export function RollCall({ poll }: { poll: PollFrame }) {
  const frame = meeting.value;
  useEffect(() => { document.title = `${t('results.roll-call')} · ${poll.text}`; }, [poll.text]);
  if (!frame) return null;
  return (
    <div class="roll-call">
      <TopBar title={t('results.roll-call')} under={frame.title} back={() => go(resultsPath(poll.id))} />
      <main id="content" tabIndex={-1}>{hasRollCall(poll) ? <><p class="roll-acts"><Button look="main" icon="paper" onClick={() => print()}>{t('roll.print')}</Button></p><SheetOf poll={poll} /></> : <Empty icon="lock" title={t('roll.none')}>{t('roll.none.hint')}</Empty>}</main>
    </div>
  );
}

function SheetOf({ poll }: { poll: PollFrame }) {
  const frame = meeting.value!;
  const item = itemOf(poll.item);
  const ballots = ballotsOf(poll.id).sort((a, b) => byGivenName(a.name, b.name));
  return (
    <article class="roll-sheet">
      <header>
        <p class="roll-unit">{frame.unit}</p>
        <h1>{t('roll.title')}</h1>
        <p>{[frame.title, frame.number].filter(Boolean).join(' · ')}</p>
        <p>{longDate(poll.opened_at)}, {span(poll.opened_at, poll.closed_at ?? poll.opened_at)} · {frame.place}</p>
      </header>
      <dl class="roll-facts">
        <div><dt>{t('roll.item', { number: item?.number ?? '' })}</dt><dd>{kept(item?.title ?? '')}</dd></div>
        <div><dt>{t('roll.question')}</dt><dd><b>{kept(poll.text)}</b></dd></div>
        <div><dt>{t('roll.rule')}</dt><dd>{asksWords(poll.rule)}. {poll.rule.citation}</dd></div>
        <div><dt>{t('roll.quorum')}</dt><dd>{t('results.quorum', { present: poll.quorum.present, base: poll.quorum.base, needed: poll.quorum.needed })}{poll.override && `. ${t('results.override', { reason: poll.override })}`}</dd></div>
        <div><dt>{t('roll.result')}</dt><dd><b>{verdictWords(poll)}.</b> {reasonWords(poll)}</dd></div>
      </dl>
      <Totals poll={poll} />
      <Table poll={poll} ballots={ballots} />
      <Silent ballots={ballots} />
      <footer class="roll-signs"><p>{t('roll.secretary')}</p><p>{t('roll.chair')}</p></footer>
    </article>
  );
}

/** "Tán thành 23 · Không tán thành 1 · ..." */
function Totals({ poll }: { poll: PollFrame }) {
  if (poll.method.kind !== 'question') return null;
  const word = (part: ReturnType<typeof parts>[number]['part']): string => {
    switch (part) {
      case 'yes': case 'no': case 'abstain': case 'other': return choiceWord(poll.rule, part);
      case 'missing': case 'absent': case 'invalid': return t(`part.${part}`);
      default: return '';
    }
  };
  return <p class="roll-totals">{parts(poll).map(({ part, n }) => `${word(part)}: ${amount(n, poll.unit)}`).join(' · ')}</p>;
}

function Table({ poll, ballots }: { poll: PollFrame; ballots: readonly Objects['ballot'][] }) {
  const weighted = ballots.some((one) => one.weight !== poll.unit);
  return (
    <table>
      <caption>{tn('roll.ballots', ballots.length)}</caption>
      <thead><tr><th scope="col">{t('roll.place')}</th><th scope="col">{t('roll.name')}</th><th scope="col">{t('roll.position')}</th>{weighted && <th scope="col">{t('roll.weight')}</th>}<th scope="col">{t('roll.choice')}</th></tr></thead>
      <tbody>
        {ballots.map((one, i) => (
          <tr key={one.participant}>
            <td>{i + 1}</td><th scope="row">{one.name}</th><td>{kept(person(one.participant)?.position ?? '')}</td>
            {weighted && <td>{amount(one.weight, poll.unit)}</td>}
            <td>{answerWords(poll, one)}{one.by !== null && <small> ({t('results.by-proxy', { name: person(one.by)?.name ?? '' })})</small>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Members of whom there is no ballot: they had not voted, were away or took no part. */
function Silent({ ballots }: { ballots: readonly Objects['ballot'][] }) {
  const voted = new Set(ballots.map((one) => one.participant));
  const rest = people.value.filter((one) => one.capacity === 'member' && !voted.has(one.id));
  return rest.length > 0 ? <p class="roll-silent">{tn('roll.without', rest.length)} {rest.map((one) => one.name).join(', ')}.</p> : null;
}
