/**
 * The one connection to the server: websocket only, reconnecting with spread, and how it is, as a signal.
 *
 * `link` says what the badge shows. A cut of less than 2 s is not shown at all; then "reconnecting"; after 8 s, or as
 * soon as the device itself says so, "offline" with the time since when. Nothing is buffered here: what was not sent
 * is said to be not sent. A device that slept does not trust its connection: it asks, and opens a new one if no answer
 * comes. Trying again is our own affair, not the library's: it knows neither why the server went nor that we slept.
 */
import { signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import { serverNow } from './clock';
import { sessionEnded } from './http';
import { backoff, isRestart } from './rules';

export type Link = { state: 'connected' } | { state: 'reconnecting' | 'offline'; since: number };

export const link = signal<Link>({ state: 'connected' });

const AMBER = 2_000;
const RED = 8_000;
/** Hidden for longer than this, the connection may have died without a word. */
const SLEPT = 4_000;

let socket: Socket | null = null;
const listeners = new Map<string, (frame: never) => void>();
const onConnect = new Set<() => void>();
let timers: ReturnType<typeof setTimeout>[] = [];
let next: ReturnType<typeof setTimeout> | undefined;
let tries = 0;
let restarting = false;
let hiddenAt: number | null = null;
/** A try is under way: a second one beside it would confuse the server. */
let trying = false;
let probe = (): Promise<unknown> => Promise.resolve();

/** Open the connection once; later calls do nothing. */
export function connect(): void {
  if (socket) return;
  socket = io({ transports: ['websocket'], reconnection: false, timeout: 8_000, autoConnect: false });
  for (const [event, listener] of listeners) socket.on(event, listener as never);
  socket.on('connect', up);
  socket.on('disconnect', lost as never);
  socket.on('connect_error', refused);
  down();
  open();
  addEventListener('online', () => (connected() ? woken() : later(Math.random() * 700, true)));
  addEventListener('offline', gone);
  addEventListener('pageshow', (event) => { if (event.persisted) woken(); });
  document.addEventListener('visibilitychange', seenAgain);
  document.addEventListener('resume', woken);
}

/** Listen to an event of the server's; one listener per event. */
export function listen<T>(event: string, listener: (frame: T) => void): void {
  listeners.set(event, listener as never);
  socket?.off(event);
  socket?.on(event, listener as never);
}

/** Called at each connection, the first included. */
export function whenConnected(run: () => void): void {
  onConnect.add(run);
  if (connected()) run();
}

/** What to ask after a sleep to learn whether the connection still lives; it throws if not. */
export function whenWoken(run: () => Promise<unknown>): void {
  probe = run;
}

export const connected = (): boolean => socket?.connected ?? false;

/** Send and wait for the answer. Throws when there is none in time; the caller decides what that means. */
export async function ask<T>(event: string, body: unknown, timeout = 6_000): Promise<T> {
  if (!socket?.connected) throw new Error('not connected');
  return (await socket.timeout(timeout).emitWithAck(event, body)) as T;
}

/** Send what may be lost: pointers, strokes under way, presence. */
export function toss(event: string, body: unknown): void {
  if (socket?.connected) socket.volatile.emit(event, body);
}

/** This connection is of no use: a new one, a moment later. */
export function renew(): void {
  down();
  later(backoff(tries, Math.random()), true);
}

function open(): void {
  if (trying || connected()) return;
  trying = true;
  socket?.connect();
}

function up(): void {
  trying = false;
  tries = 0;
  restarting = false;
  clearTimeout(next);
  clear();
  link.value = { state: 'connected' };
  for (const run of onConnect) run();
}

function down(): void {
  if (timers.length || link.peek().state !== 'connected') return;
  const since = serverNow();
  timers = [
    setTimeout(() => { link.value = { state: 'reconnecting', since }; }, AMBER),
    setTimeout(() => { link.value = { state: 'offline', since }; }, RED),
  ];
}

function lost(_reason: string, why?: { context?: { code?: number } }): void {
  trying = false;
  restarting = isRestart(why?.context?.code);
  down();
  again();
}

/** The server refuses a socket that may not speak: then only signing in helps. Anything else is tried again. */
function refused(error: Error & { data?: { code?: string } }): void {
  trying = false;
  down();
  if (error.data?.code === 'identity.not_signed_in') sessionEnded();
  else again();
}

function again(): void {
  later(backoff(tries, Math.random(), restarting));
  tries += 1;
}

/** The next try. `afresh`: what is open or under way is given up first. */
function later(ms: number, afresh = false): void {
  if (afresh) {
    socket?.disconnect();
    trying = false;
  }
  clearTimeout(next);
  next = setTimeout(open, ms);
}

function seenAgain(): void {
  if (document.visibilityState === 'hidden') {
    hiddenAt = Date.now();
    return;
  }
  const slept = hiddenAt !== null && Date.now() - hiddenAt > SLEPT;
  hiddenAt = null;
  if (slept || !connected()) woken();
}

function woken(): void {
  if (connected()) probe().then(sound, renew);
  else later(0, true);
}

/** It lives after all. */
function sound(): void {
  if (!connected()) return;
  clear();
  link.value = { state: 'connected' };
}

function gone(): void {
  down();
  clear();
  link.value = { state: 'offline', since: serverNow() };
}

function clear(): void {
  timers.forEach(clearTimeout);
  timers = [];
}
