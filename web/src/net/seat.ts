/**
 * This device's seat in one meeting: joins, takes pushes by the rules, joins again when something is missing.
 *
 * `room` holds what everybody of my audience sees, `mine` what concerns me alone. A view is replaced whole when the
 * answer says `full`. `have` moves by pushes and joins, never by answers to commands.
 */
import { signal } from '@preact/signals';
import { Store } from '../store/store';
import { heard } from './clock';
import { isRefused, type Refused } from './http';
import { judge, judgeMine } from './rules';
import { ask, connect, listen, whenConnected } from './socket';

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
/** Counts the joins that were answered: a change means that the view is certain again. */
export const joins = signal(0);

/** The last entry this seat was shown. */
const have = signal(0);
let haveMine = 0;
let epoch: string | undefined;
let wished: string | undefined;
let joining: Promise<void> | null = null;
let again = false;

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
}

/** Leave the meeting: nothing of it stays in memory. */
export function leave(): void {
  forget();
  sitting.value = null;
}

const joinWhenUp = (): void => void join();

function forget(): void {
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
  joining = joinOnce();
  try {
    await joining;
  } finally {
    joining = null;
  }
  if (again) { again = false; await join(); }
}

async function joinOnce(): Promise<void> {
  const meeting = sitting.peek();
  if (!meeting) return;
  let answer: Joined | Refused;
  try {
    answer = await ask<Joined | Refused>('join', { meeting, have: have.peek() || undefined, epoch, audience: wished ?? (audience.peek() || undefined) });
  } catch {
    return; // the connection went again: the next one joins
  }
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
