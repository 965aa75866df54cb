/**
 * Who chose what, on demand: the question, the verdict and every name, as large as they fit; in pages where they do not
 * fit at the smallest size. A name is never cut. Of elections and choices each name with what is on its ballot; where
 * that takes more than a line, the ordinary result (`children`) stays.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { ballotsOf, byGivenName, type Choice, type Poll } from '../store/select';
import { ChoiceSign } from '../ui/bits';
import { amount } from '../ui/figures';
import { marksWords } from '../ui/marks-words';
import { choiceWord } from '../ui/rule';
import { pages, type Column, type Line } from './names-layout';
import { Title, useMeasured } from './parts';
import { ResultFoot, Verdict } from './result';
import { Over } from './vote';

type Ballot = ReturnType<typeof ballotsOf>[number];
/** `what`: what is on a ballot, where it is not said by the head. */
interface Voter { name: string; what: string }
interface Group { choice: Choice | null; head: string; voters: readonly Voter[] }
interface Room { width: number; height: number }

/** The fewer come first, as on the delegates' devices. */
const ORDER: readonly Choice[] = ['no', 'abstain', 'other', 'yes'];
/** In px on a screen of 1920. */
const SIZES = [56, 52, 48, 46, 44, 42, 40, 38, 36, 34] as const;
const SMALLEST = 34;
/** Each choice in columns of its own is worth a smaller size down to 44; below that, the largest size wins. */
const TRIES: readonly (readonly [size: number, apart: boolean])[] = [
  ...SIZES.filter((size) => size >= 44).map((size) => [size, true] as const),
  ...SIZES.flatMap((size) => [[size, true], [size, false]] as const),
];
/** In em: the height of a line, the gap between columns, what the sign before a head takes. */
const [LINE, GAP, SIGN] = [1.3, 1.1, 1.5];
const TURN = 8_000;
/** What a slide leaves free at its sides, in rem. */
const SIDES = 12;

export function Names({ poll, children }: { poll: Poll; children: ComponentChildren }) {
  useMeasured();
  const groups = groupsOf(poll);
  const wide = ruler(groups);
  const widest = Math.max(...groups.flatMap((one, group) => one.voters.map((_, at) => wide({ is: 'name', group, at }))));
  const small = pixels(SMALLEST);
  if (poll.method.kind !== 'question' && widest * small > document.documentElement.clientWidth - pixels(SIDES * 16)) return <>{children}</>;
  return <Slide poll={poll} groups={groups} wide={wide} />;
}

function Slide({ poll, groups, wide }: { poll: Poll; groups: readonly Group[]; wide: (line: Line) => number }) {
  const ref = useRef<HTMLDivElement>(null);
  const { size, made } = settle(groups, useRoom(ref), wide);
  const at = useTurn(made.length);
  const shown = made[at] ?? [];
  return (
    <main class="slide result-slide">
      <Over poll={poll} />
      <Title text={poll.text} steps={[36, 34]} lines={2} class="question" />
      <div class="names-verdict"><Verdict poll={poll} />{made.length > 1 && <p class="names-page">{at + 1}/{made.length}</p>}</div>
      <hr />
      <div class="names" ref={ref} style={{ fontSize: `${size / 16}rem`, gridTemplateColumns: `repeat(${shown.length || 1}, auto)` }}>
        {shown.map((column, key) => <Lines key={`${at}.${key}`} column={column} groups={groups} />)}
      </div>
      <ResultFoot poll={poll} />
    </main>
  );
}

function Lines({ column, groups }: { column: Column; groups: readonly Group[] }) {
  return (
    <ul>
      {column.map((line) => {
        const { choice, head, voters } = groups[line.group]!;
        if (line.is === 'head') return <li key={line.group} class={`names-head ${line.again ? 'again' : ''}`}>{choice && <ChoiceSign choice={choice} />}{head}</li>;
        const { name, what } = voters[line.at]!;
        return <li key={`${line.group}.${line.at}`}>{name}{what && <span class="quiet">: {what}</span>}</li>;
      })}
    </ul>
  );
}

function groupsOf(poll: Poll): Group[] {
  const ballots = ballotsOf(poll.id).sort((a, b) => byGivenName(a.name, b.name));
  if (poll.method.kind !== 'question') return [{ choice: null, head: '', voters: ballots.map((one) => ({ name: nameOf(poll, one), what: marksWords(poll.method, one.marks) })) }];
  return ORDER.map((choice) => {
    const voters = ballots.filter((one) => one.choice === choice).map((one) => ({ name: nameOf(poll, one), what: '' }));
    return { choice, head: `${choiceWord(poll.rule, choice)} · ${voters.length}`, voters };
  }).filter((one) => one.voters.length > 0);
}

/** "Vũ Đình Khải (2; qua ủy quyền)" */
function nameOf(poll: Poll, one: Ballot): string {
  const notes = [one.weight === poll.unit ? '' : amount(one.weight, poll.unit), one.by === null ? '' : t('result.by-proxy')].filter(Boolean);
  return notes.length ? `${one.name} (${notes.join('; ')})` : one.name;
}

/** `size` px of a screen of 1920 on this one. */
const pixels = (size: number): number => (size / 16) * parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The largest size at which all stand on one page; else the smallest, in pages. */
function settle(groups: readonly Group[], room: Room, wide: (line: Line) => number): { size: number; made: Column[][] } {
  const counts = groups.map((one) => one.voters.length);
  const headed = groups.some((one) => one.choice !== null);
  let made: Column[][] = [];
  for (const [size, apart] of room.height > 0 ? TRIES : []) {
    const em = pixels(size);
    made = pages(counts, { rows: Math.floor(room.height / (LINE * em)), width: room.width / em, gap: GAP, wide }, headed, apart);
    const narrow = made[0]?.every((column) => column.every((line) => wide(line) * em <= room.width));
    if (made.length === 1 && narrow) return { size, made };
  }
  return { size: SMALLEST, made };
}

/** How wide a line is, in em. */
function ruler(groups: readonly Group[]): (line: Line) => number {
  const pen = document.createElement('canvas').getContext('2d')!;
  const family = getComputedStyle(document.body).fontFamily;
  const width = (weight: number, text: string): number => { pen.font = `${weight} 100px ${family}`; return pen.measureText(text).width / 100 + 0.1; };
  const heads = groups.map((one) => SIGN + width(700, one.head));
  const names = groups.map((one) => one.voters.map(({ name, what }) => width(500, what ? `${name}: ${what}` : name)));
  return (line) => (line.is === 'head' ? heads[line.group]! : names[line.group]![line.at]!);
}

/** The room for names, whatever size the question above took. */
function useRoom(ref: { current: HTMLDivElement | null }): Room {
  const [room, setRoom] = useState<Room>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setRoom({ width: box.clientWidth, height: box.clientHeight }));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return room;
}

/** Which page is shown: the next one every eight seconds, and round again. */
function useTurn(of: number): number {
  const [at, setAt] = useState(0);
  useEffect(() => {
    setAt(0);
    if (of < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % of), TURN);
    return () => clearInterval(timer);
  }, [of]);
  return Math.min(at, Math.max(0, of - 1));
}
