/** The rules of a push, as values: what to do with a frame, given where this seat is. And how long to wait. No I/O. */

export type Verdict = 'accept' | 'ignore' | 'join';

/** A push carries what changed after `from` up to `seq`. */
export function judge(have: number, from: number, seq: number): Verdict {
  if (seq <= have) return 'ignore';
  return from <= have ? 'accept' : 'join';
}

/** Personal frames count by themselves, without gaps: the next one fits, an older one was seen, a later one says that one was missed. */
export function judgeMine(have: number, n: number): Verdict {
  if (n <= have) return 'ignore';
  return n === have + 1 ? 'accept' : 'join';
}

/** Close codes of a server that goes away for a moment (restart, upgrade, too much to do): all tablets hear it at the same time. */
export const isRestart = (code: number | undefined): boolean => code === 1001 || code === 1012 || code === 1013;

const LONGEST = 3_000;
const AFTER_RESTART = 2_500;

/**
 * Milliseconds until the next try to connect: 0.3 s doubling to 3 s, spread by half, so that a room does not return at
 * once. A server that said it would be back is given a moment, and the whole room is spread over it.
 */
export function backoff(attempt: number, random: number, restart = false): number {
  if (restart && attempt === 0) return Math.round(300 + random * AFTER_RESTART);
  const base = Math.min(LONGEST, 300 * 2 ** attempt);
  return Math.round(base * (0.5 + random));
}
