/** The rules of a push, as values: what to do with a frame, given where this seat is. No I/O. */

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

/** Milliseconds until the next try to connect: 0.3 s doubling to 5 s, spread by half so that a room does not return at once. */
export function backoff(attempt: number, random: number): number {
  const base = Math.min(5000, 300 * 2 ** attempt);
  return Math.round(base * (0.5 + random));
}
