/**
 * What tellers counted, as papers for `voting.enter_count`. Pure.
 *
 * Tellers write down how many papers were valid and how many votes each candidate has, not what stood on every paper. The
 * server counts papers. So papers are laid out that have exactly these totals: the votes of one option after the other are
 * dealt around the table of papers. Each paper then has as many marks as its neighbours or one more, never the same mark
 * twice, and there are as many papers as were counted; totals, base and verdict are those of the tally sheet. A count by
 * preference cannot be told from totals: there each order is entered with its number.
 */
import type { Commands, Method, Objects, Rule } from '../protocol';

export type Paper = Commands['voting.enter_count']['papers'][number];
type Choice = Rule['choices'][number];
type Poll = Pick<Objects['poll'], 'method' | 'rule'>;

/** What is typed in: whole numbers; an empty field is NaN. */
export interface Counts {
  /** Of a question: by choice. */
  choices: Partial<Record<Choice, number>>;
  /** Of the other kinds: valid papers, and by option its votes (points for score). */
  valid: number;
  yes: readonly number[];
  /** Of `each` only: against. The others have no opinion. */
  no: readonly number[];
  /** Of `ranked` only: orders of preference by their places in the list from 1, each with its number. */
  orders: readonly { marks: readonly number[]; count: number }[];
  invalid: number;
}

export type Fault = 'missing' | 'too_many' | 'over_valid' | 'marks' | 'bad_order' | 'over_points';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const whole = (n: number): boolean => Number.isInteger(n) && n >= 0;

/** Papers in all: what is compared with how many may vote. */
export function counted(poll: Poll, counts: Counts): number {
  const invalid = whole(counts.invalid) ? counts.invalid : 0;
  if (poll.method.kind === 'question') return sum(poll.rule.choices.map((one) => counts.choices[one] ?? 0).filter(whole)) + invalid;
  if (poll.method.kind === 'ranked') return sum(counts.orders.map((one) => one.count).filter(whole)) + invalid;
  return (whole(counts.valid) ? counts.valid : 0) + invalid;
}

/** What does not add up, or null. `limit`: papers there can be. */
export function faultOf(poll: Poll, counts: Counts, limit: number): Fault | null {
  if (!whole(counts.invalid)) return 'missing';
  const own = poll.method.kind === 'question' ? faultOfChoices(poll, counts) : poll.method.kind === 'ranked' ? faultOfOrders(poll.method, counts) : faultOfMarks(poll.method, counts);
  return own ?? (counted(poll, counts) > limit ? 'too_many' : null);
}

const faultOfChoices = (poll: Poll, counts: Counts): Fault | null =>
  poll.rule.choices.every((one) => whole(counts.choices[one] ?? Number.NaN)) ? null : 'missing';

function faultOfMarks(method: Method, { valid, yes, no }: Counts): Fault | null {
  if (![valid, ...yes].every(whole)) return 'missing';
  switch (method.kind) {
    case 'score': return yes.some((one) => one > valid * method.top) ? 'over_points' : null;
    case 'each': return !no.every(whole) ? 'missing' : yes.some((one, i) => one + no[i]! > valid) ? 'over_valid' : null;
    default:
      if (yes.some((one) => one > valid)) return 'over_valid';
      return sum(yes) > valid * method.most || sum(yes) < valid * method.least ? 'marks' : null;
  }
}

function faultOfOrders(method: Method, { orders }: Counts): Fault | null {
  const good = (marks: readonly number[]): boolean =>
    marks.length >= method.least && marks.length <= method.most && new Set(marks).size === marks.length && marks.every((one) => one >= 1 && one <= method.options.length);
  if (!orders.every((one) => whole(one.count))) return 'missing';
  return orders.every((one) => good(one.marks)) ? null : 'bad_order';
}

/** Votes in all, of kinds whose papers mark options. */
export const votesIn = (counts: Counts): number => sum(counts.yes.filter(whole));

/** The papers to send. The counts hold (`faultOf` says null). */
export function papersOf(poll: Poll, counts: Counts): Paper[] {
  const { method } = poll;
  switch (method.kind) {
    case 'question': return poll.rule.choices.map((choice) => ({ choice, count: counts.choices[choice] ?? 0 })).filter((one) => one.count > 0);
    case 'ranked': return counts.orders.filter((one) => one.count > 0).map(({ marks, count }) => ({ marks, count }));
    case 'score': return grouped(dealtPoints(method, counts));
    case 'each': return grouped(dealtAnswers(counts));
    case 'options': case 'approval': return grouped(dealtMarks(method, counts));
  }
}

/** Marks dealt around the papers, one option after the other. */
function dealtMarks(method: Method, { valid, yes }: Counts): number[][] {
  const papers: number[][] = Array.from({ length: valid }, () => []);
  let at = 0;
  yes.forEach((votes, i) => {
    for (let n = 0; n < votes; n += 1) papers[at++ % valid]!.push(method.options[i]!.id);
  });
  return papers.map((marks) => marks.sort((a, b) => a - b));
}

const dealtAnswers = ({ valid, yes, no }: Counts): number[][] =>
  Array.from({ length: valid }, (_, paper) => yes.map((votes, i) => (paper < votes ? 1 : paper < votes + no[i]! ? 0 : -1)));

/** Each option's points spread evenly. */
const dealtPoints = (method: Method, { valid, yes }: Counts): number[][] =>
  Array.from({ length: valid }, (_, paper) => method.options.map((_one, i) => Math.floor(yes[i]! / valid) + (paper < yes[i]! % valid ? 1 : 0)));

function grouped(papers: readonly number[][]): Paper[] {
  const found = new Map<string, { marks: number[]; count: number }>();
  for (const marks of papers) {
    const key = marks.join();
    const one = found.get(key);
    if (one) one.count += 1;
    else found.set(key, { marks, count: 1 });
  }
  return [...found.values()];
}

/** "2 1 3", "2, 1, 3" or "2>1>3": an order of preference by the places in the list. */
export const orderOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
