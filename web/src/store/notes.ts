/**
 * My private annotations in this meeting: the operations that the server keeps and those still on this device.
 *
 * An operation: `{op, version, page, kind: "ink" | "note" | "del", ...}`; `del` takes back the one named in `of`.
 * The reader adds (`addLocal`) and sends them; this module only knows which stand.
 */
import { computed, signal } from '@preact/signals';
import { get } from '../net/http';
import { listen } from '../net/socket';

export interface NoteOp {
  op: string; version: string; page: number; kind: 'ink' | 'note' | 'del'; of?: string; text?: string; at?: number;
  n?: number; [more: string]: unknown;
}

const ops = signal<ReadonlyMap<string, NoteOp>>(new Map());
let meeting = '';
let have = 0;

/** Everything that stands: added and not taken back, in order of adding. */
export const standing = computed<NoteOp[]>(() => {
  const gone = new Set([...ops.value.values()].filter((one) => one.kind === 'del').map((one) => one.of));
  return [...ops.value.values()].filter((one) => one.kind !== 'del' && !gone.has(one.op));
});

export const notesOf = (version: string): NoteOp[] => standing.value.filter((one) => one.version === version);
/** Typed notes and inked pages of a version: what a list calls "n notes". */
export const notesCount = (version: string): number => {
  const mine = notesOf(version);
  return mine.filter((one) => one.kind === 'note').length + new Set(mine.filter((one) => one.kind === 'ink').map((one) => one.page)).size;
};

/** Ask for everything that came after what is known; again after each connection. */
export async function loadNotes(id: string): Promise<void> {
  if (id !== meeting) {
    meeting = id;
    have = 0;
    ops.value = new Map();
  }
  const answer = await get<{ n: number; ops: NoteOp[] }>(`/m/${id}/notes?since=${have}`);
  if (id !== meeting) return;
  take(answer);
}

/** From my other devices, live. */
export function listenToNotes(): void {
  listen<{ meeting: string; n: number; ops: NoteOp[] }>('notes', (frame) => { if (frame.meeting === meeting) take(frame); });
}

/** Show at once what was drawn or typed here; the same id from the server later changes nothing. */
export function addLocal(more: readonly NoteOp[]): void {
  ops.value = new Map([...ops.peek(), ...more.map((one) => [one.op, one] as const)]);
}

function take(answer: { n: number; ops: NoteOp[] }): void {
  addLocal(answer.ops);
  have = Math.max(have, answer.n);
}
