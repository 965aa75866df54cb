/**
 * This device's seat in one meeting: joins, takes pushes by the rules, joins again when something is missing.
 *
 * `room` holds what everybody of my audience sees, `mine` what concerns me alone. A view is replaced whole when the
 * answer says `full`. `have` moves by pushes and joins, never by answers to commands. Without a connection the view that
 * this device kept may be shown in its place (`aged` says from when); the next join replaces it.
 */
import { signal } from '@preact/signals';
import { Store } from '../store/store';
import { heard } from './clock';
import { isRefused, type Refused } from './http';
import { judge, judgeMine } from './rules';
import { ask, connect, connected, listen, renew, whenConnected, whenWoken } from './socket';

interface Mine { n: number; set?: Record<string, unknown>; del?: readonly string[] }
interface Joined {
  ok: true; seq: number; head: string; epoch: string; audience: string; now: number; full: boolean;
  set: Record<string, unknown>; del?: readonly string[]; mine?: Mine;
}
interface Push { meeting: string; from: number; seq: number; now: number; set?: Record<string, unknown>; del?: readonly string[] }

export const room = new Store();
export const mine = new Store();

/** Id of the meeting I sit in, or null. */
export const sitting = signal<string | null>(null);
/** joining: nothing to show yet; live: the view is here; refused: I may not be here. */
export const standing = signal<'joining' | 'live' | 'refused'>('joining');
export const refusal = signal<Refused | null>(null);
/** "staff", "members", "guests:3,7", "screen". */
export const audience = signal('');
/** The view shown is one that was kept: when it was seen, the server's time. Null: it is today's. */
export const aged = signal<number | null>(null);
/** Counts the joins that were answered: a change means that the view is certain again. */
export const joins = signal(0);

/** The last entry this seat was shown. */
const have = signal(0);
let haveMine = 0;
let epoch: string | undefined;
let wished: string | undefined;
let joining: Promise<void> | null = null;
let again = false;

/** How long an answer to `join` may take: many seats at once after a restart; and when it only proves that we are connected. */
const PATIENT = 15_000;
const PROBING = 3_000;

/** Take a seat. The same meeting again does nothing. `as` asks for another audience (the screen). */
export function enter(meeting: string, as?: string): void {
  if (sitting.peek() === meeting) return;
  forget();
  sitting.value = meeting;
  wished = as;
  listen<Push>('push', take);
  listen<{ meeting: string } & Mine>('mine', (frame) => { if (frame.meeting === sitting.peek()) takeMine(frame); });
  listen<{ meeting: string }>('rejoin', (frame) => { if (frame.meeting === sitting.peek()) void join(); });
  connect();
  whenConnected(joinWhenUp);
  whenWoken(() => (sitting.peek() ? joinOnce(PROBING) : Promise.resolve()));
}

/** Leave the meeting: nothing of it stays in memory. */
export function leave(): void {
  forget();
  sitting.value = null;
}

const joinWhenUp = (): void => void join();

/** What this device may keep of the view, to be read without a connection. Null while there is none, or it is a kept one. */
export function kept(): { set: Record<string, unknown>; mine: Record<string, unknown>; audience: string; seq: number } | null {
  if (standing.peek() !== 'live' || aged.peek() !== null) return null;
  return { set: room.dump(), mine: mine.dump(), audience: audience.peek(), seq: have.peek() };
}

/** Show a kept view, unless the server's own is there meanwhile. */
export function showKept(meeting: string, view: { set: Record<string, unknown>; mine: Record<string, unknown> }, at: number): void {
  if (meeting !== sitting.peek() || standing.peek() !== 'joining') return;
  room.replace(view.set);
  mine.replace(view.mine);
  aged.value = at;
  standing.value = 'live';
}

function forget(): void {
  aged.value = null;
  have.value = haveMine = 0;
  epoch = wished = undefined;
  standing.value = 'joining';
  refusal.value = null;
  room.replace({});
  mine.replace({});
}

/** Ask for what changed since `have`. One at a time; asked meanwhile, once more afterwards. */
export async function join(): Promise<void> {
  if (joining) { again = true; return joining; }
  joining = joinOnce(PATIENT).catch(() => { if (connected()) renew(); }); // cut: the next connection joins; no answer: a new one
  await joining;
  joining = null;
  if (again) { again = false; await join(); }
}

/** Throws when no answer comes in time, or the connection goes. */
async function joinOnce(within: number): Promise<void> {
  const meeting = sitting.peek();
  if (!meeting) return;
  const body = { meeting, have: have.peek() || undefined, epoch, audience: wished ?? (audience.peek() || undefined) };
  const answer = await ask<Joined | Refused>('join', body, within);
  if (meeting !== sitting.peek()) return;
  if (isRefused(answer)) {
    refusal.value = answer;
    standing.value = 'refused';
    return;
  }
  settle(answer);
}

function settle(answer: Joined): void {
  heard(answer.now);
  if (answer.full) room.replace(answer.set);
  else room.apply(answer);
  have.value = answer.seq;
  epoch = answer.epoch;
  audience.value = answer.audience;
  if (answer.mine) {
    haveMine = answer.mine.n;
    mine.replace(answer.mine.set ?? {});
  }
  aged.value = null;
  standing.value = 'live';
  joins.value += 1;
}

function take(push: Push): void {
  if (push.meeting !== sitting.peek()) return;
  heard(push.now);
  switch (judge(have.peek(), push.from, push.seq)) {
    case 'accept':
      room.apply(push);
      have.value = push.seq;
      break;
    case 'join':
      void join();
      break;
    case 'ignore':
      break;
  }
}

const PUSH_WITHIN = 1_000;

/** Back when the effect of a command (its answer's `seq`) is in the view, or a push for it is not to be expected. */
export function shown(seq: number): Promise<void> {
  return new Promise((done) => {
    const finish = (): void => { clearTimeout(timer); stop(); done(); };
    const timer = setTimeout(finish, PUSH_WITHIN);
    const stop = have.subscribe((now) => { if (now >= seq || now === 0) queueMicrotask(finish); });
  });
}

/** A personal frame, from the server or riding in an answer. */
export function takeMine(frame: Mine): void {
  switch (judgeMine(haveMine, frame.n)) {
    case 'accept':
      mine.apply(frame);
      haveMine = frame.n;
      break;
    case 'join':
      void join();
      break;
    case 'ignore':
      break;
  }
}

/** For tests and the pictures' fixture: a view that came from nowhere. */
export function pretend(meeting: string, view: Record<string, unknown>, own: Record<string, unknown>, who = 'members'): void {
  forget();
  sitting.value = meeting;
  room.replace(view);
  mine.replace(own);
  audience.value = who;
  standing.value = 'live';
}
