/**
 * The server's time, and what ticks by it.
 *
 * Every frame carries the server's `now`; the offset is the largest seen lately, because a frame can only be late,
 * never early. `second` changes once a second, in step with the server's seconds, so all clocks in a room agree.
 */
import { signal } from '@preact/signals';

const samples: number[] = [];
let offset = 0;

/** Learn from a frame's `now`. */
export function heard(now: number): void {
  samples.push(now - Date.now());
  if (samples.length > 16) samples.shift();
  offset = Math.max(...samples);
  tick();
}

/** The server's time, UTC milliseconds. */
export const serverNow = (): number => Date.now() + offset;

/** The server's time at its last full second. Read it in a component to be drawn anew each second. */
export const second = signal(Math.floor(Date.now() / 1000) * 1000);

/** The same, changing once a minute: for ages and the time of day. */
export const minute = signal(Math.floor(Date.now() / 60_000) * 60_000);

let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  const now = serverNow();
  second.value = Math.floor(now / 1000) * 1000;
  minute.value = Math.floor(now / 60_000) * 60_000;
  clearTimeout(timer);
  if (typeof document !== 'undefined') timer = setTimeout(tick, 1000 - (now % 1000) + 5);
}

tick();
