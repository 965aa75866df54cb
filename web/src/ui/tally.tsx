/**
 * The result of a vote. The bar stands over the base of the rule (absent members included), with a mark at the needed
 * number; against is hatched, absent is an outline. The hemicycle gives each member a seat with a sign, up to 120. The
 * table is the accessible form of both.
 */
import { t } from '../i18n';
import type { Objects } from '../protocol';
import { CHOICE_ICON, ChoiceSign } from './bits';
import { Icon } from './icons';
import { reasonWords, verdictWords } from './rule';

type Poll = Objects['poll'];
type Part = keyof NonNullable<Poll['totals']>;

const PARTS: readonly Part[] = ['yes', 'no', 'abstain', 'other', 'missing', 'absent'];

/** The parts that have anybody in them, in their fixed order. `absent` counts only where the base counts the absent. */
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
  const mark = why ? Math.min(100, (why.needed / Math.max(whole, why.needed)) * 100) : 0;
  return (
    <figure class="tally-bar" role="img" aria-label={`${verdictWords(poll)}. ${reasonWords(poll)}`}>
      <div class="tally-track">
        {shown.map(({ part, n }) => <div key={part} class={`tally-part ${part}`} style={{ flexGrow: n }}><span>{n}</span></div>)}
        {why && <div class="tally-mark" style={{ left: `${mark}%` }} />}
      </div>
      {why && <div class="tally-need"><span style={{ left: `${mark}%` }}>{t('result.need', { needed: why.needed })}</span></div>}
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
            <th scope="row"><PartSign part={part} />{t(`part.${part}`)}</th>
            <td>{n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isChoice = (part: Part): part is keyof typeof CHOICE_ICON => part in CHOICE_ICON;

const PartSign = ({ part }: { part: Part }) => (isChoice(part) ? <ChoiceSign choice={part} size={28} /> : <span class={`seat-empty ${part}`} />);

/** Seats of a half circle: rows from the outside in, filled from left to right. Pure geometry, in units of the radius. */
export function seats(count: number): { x: number; y: number; r: number }[] {
  const rows = Math.max(1, Math.min(7, Math.round(Math.sqrt(count / 2.2))));
  const radii = Array.from({ length: rows }, (_, i) => 1 - (i * 0.58) / Math.max(rows, 2));
  const total = radii.reduce((sum, r) => sum + r, 0);
  const counts = radii.map((r) => Math.floor((count * r) / total));
  for (let i = 0; counts.reduce((a, b) => a + b, 0) < count; i = (i + 1) % rows) counts[i] = (counts[i] ?? 0) + 1;
  const places = radii.flatMap((radius, row) => {
    const n = counts[row] ?? 0;
    return Array.from({ length: n }, (_, i) => {
      const angle = n === 1 ? Math.PI / 2 : Math.PI - (Math.PI * i) / (n - 1);
      return { x: Math.cos(angle) * radius, y: -Math.sin(angle) * radius, angle, r: 0 };
    });
  });
  const gap = Math.min(...radii.map((radius, row) => (Math.PI * radius) / Math.max(1, (counts[row] ?? 1) - 1)), rows > 1 ? 0.58 / rows : 1);
  return places.sort((a, b) => b.angle - a.angle || a.y - b.y).map(({ x, y }) => ({ x, y, r: Math.min(0.085, gap * 0.42) }));
}

export function Hemicycle({ poll }: { poll: Poll }) {
  const people = parts(poll).flatMap(({ part, n }) => Array.from({ length: n }, () => part));
  if (people.length === 0 || people.length > 120) return <TallyBar poll={poll} />;
  const places = seats(people.length);
  return (
    <svg class="hemicycle" viewBox="-1.1 -1.1 2.2 1.22" role="img" aria-label={`${verdictWords(poll)}. ${reasonWords(poll)}`}>
      {places.map(({ x, y, r }, i) => {
        const part = people[i]!;
        return (
          <g key={i} class={`seat ${part}`} transform={`translate(${x} ${y})`}>
            <circle r={r} />
            {isChoice(part) && <g transform={`scale(${(r * 1.25) / 24}) translate(-12 -12)`}><Icon name={CHOICE_ICON[part]} /></g>}
          </g>
        );
      })}
      <text class="hemicycle-figure" y="-.12" text-anchor="middle">{poll.totals?.yes ?? 0}</text>
      <text class="hemicycle-of" y=".02" text-anchor="middle">{t('result.of', { base: poll.reasoning?.base ?? people.length })}</text>
    </svg>
  );
}

/** How many have voted, in `--act` only: never what. */
export function VotedBar({ voted, entitled }: { voted: number; entitled: number }) {
  return (
    <div class="voted-bar" role="progressbar" aria-label={t('vote.voted')} aria-valuemin={0} aria-valuemax={entitled} aria-valuenow={voted}>
      <div style={{ width: `${entitled ? (100 * voted) / entitled : 0}%` }} />
    </div>
  );
}
