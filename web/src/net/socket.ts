/**
 * The one connection to the server: websocket only, reconnecting with spread, and how it is, as a signal.
 *
 * `link` says what the badge shows. A cut of less than 2 s is not shown at all; then "reconnecting"; after 8 s, or as
 * soon as the device itself says so, "offline" with the time since when. Nothing is buffered here: what was not sent
 * is said to be not sent.
 */
import { signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import { serverNow } from './clock';
import { backoff } from './rules';

export type Link = { state: 'connected' } | { state: 'reconnecting' | 'offline'; since: number };

export const link = signal<Link>({ state: 'connected' });

const AMBER = 2_000;
const RED = 8_000;

let socket: Socket | null = null;
const listeners = new Map<string, (frame: never) => void>();
const onConnect = new Set<() => void>();
let timers: ReturnType<typeof setTimeout>[] = [];

/** Open the connection once; later calls do nothing. */
export function connect(): void {
  if (socket) return;
  socket = io({
    transports: ['websocket'], reconnectionDelay: 300, reconnectionDelayMax: 5_000, randomizationFactor: 0.5,
    timeout: 8_000, autoConnect: false,
  });
  for (const [event, listener] of listeners) socket.on(event, listener as never);
  socket.on('connect', up);
  socket.on('disconnect', lost);
  socket.on('connect_error', refused);
  down();
  socket.connect();
  addEventListener('online', retry);
  addEventListener('offline', gone);
  document.addEventListener('visibilitychange', retry);
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

function up(): void {
  tries = 0;
  clear();
  link.value = { state: 'connected' };
  for (const run of onConnect) run();
}

function down(): void {
  if (timers.length) return;
  const since = serverNow();
  timers = [
    setTimeout(() => { link.value = { state: 'reconnecting', since }; }, AMBER),
    setTimeout(() => { link.value = { state: 'offline', since }; }, RED),
  ];
}

/** A socket that the server itself closed is not reconnected by the library: we do. */
function lost(): void {
  down();
  again();
}

/** The server refuses a socket that may not speak: then only signing in helps. Anything else is tried again. */
function refused(error: Error & { data?: { code?: string } }): void {
  down();
  if (error.data?.code === 'identity.not_signed_in') location.assign('/sign-in');
  else again();
}

let tries = 0;

function again(): void {
  if (!socket || socket.active) return;
  setTimeout(() => socket?.connect(), backoff(tries, Math.random()));
  tries += 1;
}

function retry(): void {
  if (socket && !socket.connected && document.visibilityState === 'visible') socket.connect();
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
