/**
 * How a ballot is filled in, as a secretary puts it together: fields as they are typed, defaults by kind, what is still
 * wrong, and the method as the server takes it. Pure.
 */
import type { Commands, Method, Rule } from '../../protocol';

export type Kind = Method['kind'];
export const KINDS: readonly Kind[] = ['question', 'options', 'approval', 'each', 'ranked', 'score'];

export interface MethodDraft { kind: Kind; options: readonly string[]; least: string; most: string; seats: string; top: string; blank: boolean }

export const MOST_OPTIONS = 200;
const MOST_TOP = 100;

export const isElection = (kind: Kind): boolean => kind === 'approval' || kind === 'each' || kind === 'ranked';
/** Ballots of these mark some of the options; the others answer every one. */
export const marksSome = (kind: Kind): boolean => kind === 'options' || kind === 'approval' || kind === 'ranked';

export const draftOf = (method?: Method): MethodDraft => {
  if (!method || method.kind === 'question') return { kind: 'question', options: ['', ''], least: '1', most: '', seats: '1', top: '10', blank: false };
  const { kind, options, least, most, seats, top } = method;
  return { kind, options: options.map((one) => one.text), least: String(least), most: followsDefault(method) ? '' : String(most), seats: String(seats), top: String(top || 10), blank: least === 0 };
};

/** An empty field "at most" follows the others: as many as seats; one option; all in a ranking. */
const followsDefault = ({ kind, options, most, seats }: Method): boolean => most === usualMost(kind, options.length, seats);

export const usualMost = (kind: Kind, size: number, seats: number): number =>
  kind === 'approval' ? Math.min(Math.max(1, seats), Math.max(1, size)) : kind === 'options' ? 1 : Math.max(1, size);

/** What stands in the fields, in another kind. A list of options stays. */
export const inKind = (draft: MethodDraft, kind: Kind): MethodDraft => ({ ...draft, kind, most: '', least: '1', blank: false });

const whole = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

export const namesOf = (draft: MethodDraft): string[] => draft.options.map((one) => one.trim()).filter(Boolean);

export type Lack = 'options' | 'too_many' | 'twice' | 'seats' | 'limits' | 'top' | null;

/** What is still wrong, or null. */
export function lackOf(draft: MethodDraft): Lack {
  if (draft.kind === 'question') return null;
  const names = namesOf(draft);
  if (names.length < (draft.kind === 'each' ? 1 : 2)) return 'options';
  if (names.length > MOST_OPTIONS) return 'too_many';
  if (new Set(names.map((one) => one.toLocaleLowerCase('vi'))).size < names.length) return 'twice';
  const { least, most, seats, top } = methodOf(draft);
  if (!(seats >= 1 && seats <= names.length)) return 'seats';
  if (!(least >= 0 && least <= most && most >= 1 && most <= names.length)) return 'limits';
  return draft.kind !== 'score' || (top >= 1 && top <= MOST_TOP) ? null : 'top';
}

/** As the server takes it. Numbers that are no numbers are NaN: `lackOf` says so. */
export function methodOf(draft: MethodDraft): Method {
  if (draft.kind === 'question') return { kind: 'question', options: [], least: 1, most: 1, seats: 1, top: 0 };
  const options = namesOf(draft).map((text, i) => ({ id: i + 1, text }));
  const seats = draft.seats.trim() === '' && draft.kind === 'each' ? options.length : whole(draft.seats);
  const most = !marksSome(draft.kind) || draft.most.trim() === '' ? usualMost(draft.kind, options.length, seats) : whole(draft.most);
  const least = draft.blank ? 0 : marksSome(draft.kind) ? whole(draft.least) : 1;
  return { kind: draft.kind, options, least, most, seats, top: draft.kind === 'score' ? whole(draft.top) : 0 };
}

export const asCommand = (draft: MethodDraft): Commands['voting.add_motion']['method'] => methodOf(draft);

/** A pasted list: one name a line, numbers and bullets before it taken off. */
export const linesOf = (text: string): string[] =>
  text.split(/\r?\n/).map((line) => line.replace(/^\s*(?:\d{1,3}[.)]|[-–•*+])\s+/, '').replace(/\s+/g, ' ').trim()).filter(Boolean);

/** The list with `at` moved one step. */
export function moved(list: readonly string[], at: number, by: -1 | 1): string[] {
  const next = [...list];
  const to = at + by;
  if (to < 0 || to >= next.length) return next;
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** A pack that cannot decide this: a secret question has no opinion in words. */
export const unfit = (rule: Rule, kind: Kind): boolean => !rule.named && kind === 'question' && rule.choices.includes('other');
