/**
 * My private annotations of this meeting: shown at once, kept in the outbox until the server has them, told to my other
 * devices, and theirs told here.
 *
 * Rules: an operation leaves the outbox only when acknowledged. The same id may be sent again; it counts once. What is
 * refused stays on this device and is tried again at the next visit. `have` is the last number known without a gap. What
 * the server has is kept here too (offline/), so that notes can be read without it.
 */
import { computed, effect, signal } from '@preact/signals';
import { get, isRefused, type Refused } from '../../net/http';
import { newId } from '../../net/ids';
import { joins, sitting } from '../../net/seat';
import { ask, connected, listen, whenConnected } from '../../net/socket';
import { name, read } from '../../offline/device';
import { waitingHere } from '../../ui/connection';
import { batch, folded, follows, type NoteOp } from './ops';
import { deviceOutbox, memoryOutbox, type Outbox, type Waiting } from './outbox';

const ops = signal<ReadonlyMap<string, NoteOp>>(new Map());
const waiting = signal<readonly Waiting[]>([]);
/** Refused by the server, with why. Still on this device. */
export const stuck = signal<Refused | null>(null);

/** This device refused to keep what was written (no room): it lasts as long as this page, unless it is sent. */
export const unkept = signal(false);

/** Everything that stands, in the order of its making. */
export const standing = computed<NoteOp[]>(() => folded(ops.value.values()));
/** How many operations the server has not acknowledged. */
export const pending = computed(() => waiting.value.length);

let meeting = '';
let person = '';
let have = 0;
let outbox: Outbox = memoryOutbox();
let sending = false;
let started = false;
let filled: Promise<unknown> = Promise.resolve();
let ready: Promise<unknown> = Promise.resolve();

/** What the server has, as far as this device knows it. */
export interface KeptNotes { n: number; ops: NoteOp[] }
export const keptNotes = (ofMeeting: string): KeptNotes | null =>
  (ofMeeting === meeting ? { n: have, ops: [...ops.peek().values()].filter((one) => one.n !== undefined) } : null);

/** Begin with this person's annotations of this meeting; the same ones again do nothing. */
export function openNotes(ofMeeting: string, ofPerson: string): void {
  start();
  if (ofMeeting === meeting && ofPerson === person) return;
  [meeting, person, have] = [ofMeeting, ofPerson, 0];
  ops.value = new Map();
  waiting.value = [];
  stuck.value = null;
  filled = fromDevice();
  ready = filled.then(() => fetchNotes()).then(send);
}

function start(): void {
  if (started) return;
  started = true;
  listen<{ meeting: string; n: number; ops: NoteOp[] }>('notes', (frame) => { if (frame.meeting === meeting) void take(frame.ops); });
  joins.subscribe((n) => { if (n && sitting.peek() === meeting) void ready.then(() => fetchNotes()).then(send); });
  whenConnected(() => void ready.then(send));
  effect(() => { waitingHere.value = waiting.value.length; });
}

/** Put on the page now, into the outbox at once, on the server as soon as possible. */
export function add(...made: NoteOp[]): void {
  know(made);
  const more = made.map((op) => ({ meeting, person, op }));
  waiting.value = [...waiting.peek(), ...more];
  void filled.then(() => outbox.put(more)).then(() => { unkept.value = false; }, () => { unkept.value = true; }).then(() => ready).then(send);
}

/** A fresh operation's common part. */
export const stamp = (version: string, paper: number, page: number): Pick<NoteOp, 'op' | 'version' | 'paper' | 'page' | 'at'> =>
  ({ op: newId(), version, paper, page, at: Date.now() });

async function fromDevice(): Promise<void> {
  const [ofMeeting, ofPerson] = [meeting, person];
  outbox = await deviceOutbox();
  const [kept, before] = await Promise.all([outbox.all(ofPerson, ofMeeting), read<KeptNotes>(name('notes', ofPerson, ofMeeting))]);
  if (meeting !== ofMeeting || person !== ofPerson) return;
  if (before) {
    know(before.ops);
    have = Math.max(have, before.n);
  }
  const ids = new Set(waiting.peek().map((one) => one.op.op));
  waiting.value = [...kept.filter((one) => !ids.has(one.op.op)), ...waiting.peek()];
  know(kept.map((one) => one.op));
}

/** Everything after `have`. */
async function fetchNotes(): Promise<void> {
  const of = meeting;
  try {
    const answer = await get<{ n: number; ops: NoteOp[] }>(`/m/${encodeURIComponent(of)}/notes?since=${have}`);
    if (of !== meeting) return;
    if (answer.n < have) return await startOver();
    know(answer.ops);
    have = answer.n;
  } catch {
    /* the next join asks again */
  }
}

/** The server knows less than it once did (it was restored from a copy): what stands is what it says, and what waits. */
async function startOver(): Promise<void> {
  have = 0;
  ops.value = new Map();
  know(waiting.peek().map((one) => one.op));
  await fetchNotes();
}

async function take(given: readonly NoteOp[]): Promise<void> {
  const fresh = given.filter((one) => (one.n ?? 0) > have);
  if (!follows(have, fresh)) return fetchNotes();
  know(fresh);
  have += fresh.length;
}

/** What the server numbers takes the place of what was only here. */
function know(more: readonly NoteOp[]): void {
  if (!more.length) return;
  const next = new Map(ops.peek());
  for (const one of more) if (one.n !== undefined || !next.has(one.op)) next.set(one.op, one);
  ops.value = next;
}

/** One message after the other until the outbox is empty. */
async function send(): Promise<void> {
  if (sending || stuck.peek()) return;
  sending = true;
  try {
    while (waiting.peek().length && connected()) await sendBatch(batch(waiting.peek()));
  } catch {
    setTimeout(() => void send(), 2_000); // no answer in time; a new connection comes sooner
  } finally {
    sending = false;
  }
}

async function sendBatch(some: readonly Waiting[]): Promise<void> {
  const of = meeting;
  const version = some[0]!.op.version;
  const body = some.map(({ op: { version: _, n: __, ...rest } }) => rest);
  const answer = await ask<{ ok: true; n: number } | Refused>('keep', { id: newId(), meeting: of, version, ops: body });
  if (of !== meeting) return;
  if (isRefused(answer)) {
    if (answer.code !== 'clerk.not_stored') stuck.value = answer; // a full disk: tried again in a moment
    throw answer;
  }
  await acknowledged(some, answer.n);
}

async function acknowledged(some: readonly Waiting[], n: number): Promise<void> {
  const ids = some.map((one) => one.op.op);
  waiting.value = waiting.peek().filter((one) => !ids.includes(one.op.op));
  await outbox.drop(ids).catch(() => undefined);
  if (n === have + some.length) {
    know(some.map((one, i) => ({ ...one.op, n: have + 1 + i })));
    have = n;
  } else if (n > have) {
    await fetchNotes();
  }
}
