/**
 * The result of a vote. The bar stands over the base of the rule (absent members included), with a mark at the needed
 * number; against is hatched, absent is an outline. The hemicycle gives each member a seat with a sign, up to 120. The
 * table is the accessible form of both.
 */
import { t } from '../i18n';
import type { Objects } from '../protocol';
import { CHOICE_ICON, ChoiceSign } from './bits';
import { Icon } from './icons';
import { amount } from './figures';
import { choiceWord, reasonWords, verdictWords } from './rule';

type Poll = Omit<Objects['poll'], 'voted'>;
type Part = keyof NonNullable<Poll['totals']>;

const PARTS: readonly Part[] = ['yes', 'no', 'abstain', 'other', 'invalid', 'missing', 'absent'];

/** The parts that have anybody in them, in their fixed order, in units of weight. `absent` counts only where the base counts the absent. */
export function parts(poll: Poll): { part: Part; n: number }[] {
  const totals = poll.totals;
  if (!totals) return [];
  const shown = poll.rule.base === 'members' ? PARTS : PARTS.filter((one) => one !== 'absent');
  return shown.map((part) => ({ part, n: totals[part] })).filter((one) => one.n > 0 || one.part === 'yes' || one.part === 'no');
}

export function TallyBar({ poll }: { poll: Poll }) {
  const why = poll.reasoning;
  const shown = parts(poll).filter((one) => one.n > 0);
  const whole = Math.max(1, shown.reduce((sum, one) => sum + one.n, 0));
  const asks = why && (poll.rule.majority === 'more' || poll.rule.majority === 'at_least') ? why.needed : 0;
  const mark = Math.min(100, (asks / Math.max(whole, asks)) * 100);
  return (
    <figure class="tally-bar" role="img" aria-label={`${verdictWords(poll)}. ${reasonWords(poll)}`}>
      <div class="tally-track">
        {shown.map(({ part, n }) => <div key={part} class={`tally-part ${part}`} style={{ flexGrow: n }}><span>{amount(n, poll.unit)}</span></div>)}
        {asks > 0 && <div class="tally-mark" style={{ left: `${mark}%` }} />}
      </div>
      {asks > 0 && <div class="tally-need"><span style={{ left: `${mark}%` }}>{t('result.need', { needed: amount(asks, poll.unit) })}</span></div>}
    </figure>
  );
}

/** Numbers as a table: the form that everybody can read. */
export function TallyTable({ poll }: { poll: Poll }) {
  return (
    <table class="tally-table">
      <caption class="unseen">{t('result.table')}</caption>
      <tbody>
        {parts(poll).map(({ part, n }) => (
          <tr key={part} class={part}>
            <th scope="row"><PartSign part={part} />{partWord(poll, part)}</th>
            <td>{amount(n, poll.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function partWord(poll: Poll, part: Part): string {
  if (isChoice(part)) return choiceWord(poll.rule, part);
  if (part === 'missing' && poll.state !== 'closed') return t('part.missing.yet');
  return part === 'missing' || part === 'absent' || part === 'invalid' ? t(`part.${part}`) : '';
}

const isChoice = (part: Part): part is keyof typeof CHOICE_ICON => part in CHOICE_ICON;

const PartSign = ({ part }: { part: Part }) => (isChoice(part) ? <ChoiceSign choice={part} size={28} /> : <span class={`seat-empty ${part}`} />);

/** Whether each seat of a half circle stands for one vote. */
const seated = (poll: Poll, votes: number): boolean => poll.unit === 1 && votes > 0 && votes <= 120;

/** Innermost row of the half circle, as a share of the outermost: the figure stands inside. */
const INNER = 0.47;

const radiiOf = (rows: number): number[] => Array.from({ length: rows }, (_, i) => 1 - (i * (1 - INNER)) / Math.max(1, rows - 1));

/** The room a seat has with so many rows: along the row, and between rows. */
function roomOf(count: number, rows: number): number {
  const arc = Math.PI * radiiOf(rows).reduce((sum, r) => sum + r, 0);
  return Math.min(arc / Math.max(1, count - rows), rows > 1 ? (1 - INNER) / (rows - 1) : 0.5);
}

/**
 * Seats of a half circle, equally far from each other, in units of the radius: as many rows as give each seat the most
 * room. They are filled from left to right; of two at the same angle the inner one comes first. Pure geometry.
 */
export function seats(count: number): { x: number; y: number; r: number }[] {
  const choices = [1, 2, 3, 4, 5, 6, 7].filter((rows) => rows === 1 || count >= 3 * rows);
  const rows = choices.reduce((best, one) => (roomOf(count, one) > roomOf(count, best) ? one : best), 1);
  const radii = radiiOf(rows);
  const counts = shared(count, radii);
  const r = Math.min(0.11, roomOf(count, rows) * 0.36);
  const places = radii.flatMap((radius, row) => spread(counts[row] ?? 0).map((angle) => ({ x: Math.cos(angle) * radius, y: -Math.sin(angle) * radius, angle, radius })));
  return places.sort((a, b) => (Math.abs(a.angle - b.angle) > 1e-6 ? b.angle - a.angle : a.radius - b.radius)).map(({ x, y }) => ({ x, y, r }));
}

/** `count` seats over the rows by their length; what is left over goes to the largest remainders. */
function shared(count: number, radii: readonly number[]): number[] {
  const total = radii.reduce((sum, r) => sum + r, 0);
  const exact = radii.map((r) => (count * r) / total);
  const counts = exact.map(Math.floor);
  const left = count - counts.reduce((a, b) => a + b, 0);
  const order = exact.map((n, row) => ({ row, rest: n - Math.floor(n) })).sort((a, b) => b.rest - a.rest);
  for (const { row } of order.slice(0, left)) counts[row] = (counts[row] ?? 0) + 1;
  return counts;
}

/** Angles of n seats from left to right. */
const spread = (n: number): number[] => Array.from({ length: n }, (_, i) => (n === 1 ? Math.PI / 2 : Math.PI - (Math.PI * i) / (n - 1)));

export function Hemicycle({ poll }: { poll: Poll }) {
  const people = parts(poll).flatMap(({ part, n }) => Array.from({ length: n }, () => part));
  if (!seated(poll, people.length)) return <TallyBar poll={poll} />;
  const places = seats(people.length);
  return (
    <svg class="hemicycle" viewBox="-1.1 -1.1 2.2 1.22" role="img" aria-label={`${verdictWords(poll)}. ${reasonWords(poll)}`}>
      {places.map(({ x, y, r }, i) => {
        const part = people[i]!;
        return (
          <g key={i} class={`seat ${part}`} transform={`translate(${x} ${y})`}>
            <circle r={r} />
            {isChoice(part) && <g transform={`scale(${(r * 1.5) / 24}) translate(-12 -12)`}><Icon name={CHOICE_ICON[part]} /></g>}
          </g>
        );
      })}
      <text class="hemicycle-figure" y="-.06" text-anchor="middle">{poll.totals?.yes ?? 0}</text>
      <text class="hemicycle-of" y=".07" text-anchor="middle">{t('result.of', { base: poll.reasoning?.base || people.length })}</text>
    </svg>
  );
}

export { VotedBar } from './voted-bar';
