/**
 * The secretary's own text, saved as it is typed: a rest in typing sends it, one save at a time for each place.
 *
 * Nothing is shown as saved before the server has said so. What could not be sent stays in the field and is tried
 * again; a text that somebody else has changed meanwhile is not overwritten: both stand side by side until one is taken.
 */
import { computed, signal } from '@preact/signals';
import { serverNow } from '../../net/clock';
import { get, post, type Refused } from '../../net/http';

export interface Cell {
  text: string;
  /** As the server has it, and the number of that save. */
  saved: string;
  rev: number;
  is: 'same' | 'waiting' | 'saving' | 'failed' | 'conflict';
  refusal: Refused | null;
  /** In a conflict: what stands there now. */
  theirs: { text: string; rev: number } | null;
}
interface Prose { rev: number; blocks: Record<string, string>; revs: Record<string, number> }

const REST = 700; // ms without a key before a text is sent
const AGAIN = 4_000; // ms until the next try when nobody answered
const EMPTY: Cell = { text: '', saved: '', rev: 0, is: 'same', refusal: null, theirs: null };

export const cells = signal<Readonly<Record<string, Cell>>>({});
export const savedAt = signal<number | null>(null);
/** Counts the saves: the preview listens to it. */
export const saves = signal(0);

const timers = new Map<string, ReturnType<typeof setTimeout>>();
let meeting = '';

export const cell = (key: string): Cell => cells.value[key] ?? EMPTY;
const peek = (key: string): Cell => cells.peek()[key] ?? EMPTY;

/** One word for the whole page. */
export const standing = computed<'saved' | 'saving' | 'failed' | 'conflict'>(() => {
  const all = Object.values(cells.value);
  if (all.some((one) => one.is === 'conflict')) return 'conflict';
  if (all.some((one) => one.is === 'failed')) return 'failed';
  return all.some((one) => one.is !== 'same') ? 'saving' : 'saved';
});

/** Read what stands there. What is being typed here stays. */
export async function load(id: string): Promise<void> {
  if (meeting !== id) forget(id);
  const prose = await get<Prose>(`/m/${id}/prose`);
  if (meeting !== id) return;
  const next = { ...cells.peek() };
  for (const [key, text] of Object.entries(prose.blocks)) {
    if (peek(key).is === 'same') next[key] = { ...EMPTY, text, saved: text, rev: prose.revs[key] ?? prose.rev };
  }
  cells.value = next;
}

function forget(id: string): void {
  timers.forEach(clearTimeout);
  timers.clear();
  meeting = id;
  cells.value = {};
  savedAt.value = null;
}

const change = (key: string, by: Partial<Cell>): void => { cells.value = { ...cells.peek(), [key]: { ...peek(key), ...by } }; };

export function type(key: string, text: string): void {
  const now = peek(key);
  if (now.is === 'conflict') return change(key, { text });
  change(key, { text, is: now.is === 'saving' ? 'saving' : 'waiting', refusal: null });
  wait(key, REST);
}

function wait(key: string, ms: number): void {
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => void save(key), ms));
}

/** Send it now: the field was left, or somebody pressed "try again". */
export async function save(key: string): Promise<void> {
  const now = peek(key);
  if (now.is === 'same' || now.is === 'conflict') return;
  if (now.is === 'saving') return wait(key, REST); // one at a time: the newer text goes afterwards
  if (now.text === now.saved) return change(key, { is: 'same', refusal: null });
  clearTimeout(timers.get(key));
  change(key, { is: 'saving', refusal: null });
  const id = meeting;
  const answer = await post<{ rev: number }>(`/m/${id}/prose`, { key, text: now.text, rev: now.rev }, 'PUT');
  if (id !== meeting) return;
  if (answer.ok) taken(key, now.text, answer.rev);
  else refused(key, answer);
}

function taken(key: string, text: string, rev: number): void {
  savedAt.value = serverNow();
  saves.value += 1;
  const more = peek(key).text !== text;
  change(key, { saved: text, rev, is: more ? 'waiting' : 'same', refusal: null });
  if (more) wait(key, REST);
}

function refused(key: string, no: Refused): void {
  if (no.code === 'record.conflict') return change(key, { is: 'conflict', theirs: { text: String(no.args['text'] ?? ''), rev: Number(no.args['rev'] ?? 0) } });
  change(key, { is: 'failed', refusal: no });
  if (no.code === 'net.unreachable' || no.code === 'net.error') wait(key, AGAIN);
}

/** After a conflict: mine goes over theirs, or theirs stands. */
export function settle(key: string, take: 'mine' | 'theirs'): void {
  const { text, theirs } = peek(key);
  if (!theirs) return;
  if (take === 'theirs') return change(key, { text: theirs.text, saved: theirs.text, rev: theirs.rev, is: 'same', theirs: null });
  change(key, { text, saved: theirs.text, rev: theirs.rev, is: 'waiting', theirs: null });
  void save(key);
}

export const saveAll = (): Promise<void[]> => Promise.all(Object.keys(cells.peek()).map(save));
export const unsaved = (): boolean => Object.values(cells.peek()).some((one) => one.is !== 'same');
