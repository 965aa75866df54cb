/**
 * What came out of an election, a choice, a ranking or a score: a table with bars, winners marked with a sign and a
 * word, ties named. The table is the accessible form.
 */
import { t, tn } from '../i18n';
import type { Objects } from '../protocol';
import { amount } from './figures';
import { Icon } from './icons';
import { elects, optionText } from './kinds';

type Poll = Omit<Objects['poll'], 'voted'>;
export interface Line { option: number; text: string; yes: number; no: number; abstain: number; state: 'won' | 'tied' | '' }

/** Winners first, best first; then the tied; then by votes, equals as the ballot has them. Pure. */
export function lines({ method, outcome }: Pick<Poll, 'method' | 'outcome'>): Line[] {
  if (!outcome) return [];
  const { elected, tied, tallies } = outcome;
  const ids = tallies.length > 0 ? tallies.map((one) => one.option) : [...elected, ...tied];
  const place = (id: number): number => (elected.includes(id) ? elected.indexOf(id) : tied.includes(id) ? 1_000 : 2_000);
  return ids.map((option): Line => {
    const { yes = 0, no = 0, abstain = 0 } = tallies.find((one) => one.option === option) ?? {};
    return { option, text: optionText(method, option), yes, no, abstain, state: elected.includes(option) ? 'won' : tied.includes(option) ? 'tied' : '' };
  }).sort((a, b) => place(a.option) - place(b.option) || b.yes - a.yes || a.option - b.option);
}

/** What a full bar stands for: every valid ballot, or every point there was to give. */
const whole = ({ method, totals, outcome }: Poll): number =>
  Math.max(1, (totals?.marked ?? 0) * (method.kind === 'score' ? method.top : 1), ...(outcome?.tallies.map((one) => one.yes) ?? []));

export default function OutcomeTable({ poll, most = Infinity }: { poll: Poll; most?: number }) {
  const all = lines(poll);
  if (all.length === 0) return null;
  const figures = (poll.outcome?.tallies.length ?? 0) > 0;
  const each = poll.method.kind === 'each';
  const full = whole(poll);
  return (
    <>
      <table class="option-table">
        <caption class="unseen">{t('result.table')}</caption>
        <thead><tr>
          <th scope="col">{t(elects(poll.method) ? 'tally.candidate' : 'tally.option')}</th>
          {figures && <th scope="col">{t(headOf(poll))}</th>}
          {figures && each && <><th scope="col">{t('tally.no')}</th><th scope="col">{t('tally.abstain')}</th></>}
        </tr></thead>
        <tbody>
          {all.slice(0, most).map((one) => (
            <tr key={one.option} class={one.state}>
              <th scope="row">
                {one.text}<State poll={poll} line={one} />
                {figures && <span class="option-bar" aria-hidden="true"><i style={{ width: `${(100 * one.yes) / full}%` }} /></span>}
              </th>
              {figures && <td>{amount(one.yes, poll.unit)}</td>}
              {figures && each && <><td>{amount(one.no, poll.unit)}</td><td>{amount(one.abstain, poll.unit)}</td></>}
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > most && <p class="second option-rest">{tn('tally.more', all.length - most)}</p>}
    </>
  );
}

function headOf({ method }: Poll) {
  switch (method.kind) {
    case 'ranked': return 'tally.first';
    case 'score': return 'tally.points';
    case 'each': return 'tally.yes';
    default: return 'tally.votes';
  }
}

function State({ poll, line }: { poll: Poll; line: Line }) {
  if (line.state === '') return null;
  const word = line.state === 'tied' ? 'tally.tied' : elects(poll.method) ? 'tally.elected' : 'tally.chosen';
  return <> <span class="option-state"><Icon name={line.state === 'won' ? 'check' : 'info'} size={20} />{t(word)}</span></>;
}

/** "Phiếu hợp lệ: 24 · Không gửi phiếu: 1" */
export function ballotsWords({ totals, unit }: Poll): string {
  if (!totals) return '';
  const parts = [t('tally.marked', { n: amount(totals.marked, unit) })];
  if (totals.invalid) parts.push(t('tally.invalid', { n: amount(totals.invalid, unit) }));
  if (totals.missing) parts.push(t('tally.missing', { n: amount(totals.missing, unit) }));
  return parts.join(' · ');
}
