/**
 * The marks of a ballot that is no plain question, while it is filled in. Pure; the server checks them again
 * (voting/methods/check.py).
 *
 * options, approval: ids of what is marked; ranked: ids in order; each: 1 yes, 0 no, -1 no opinion for every candidate;
 * score: points for every option. A blank ballot is empty, and valid where `least` is 0.
 */
import type { Marks, Method } from '../../store/select';

/** What is filled in, whole: a row for every candidate where the kind wants one. */
export function filled(method: Method, marks: Marks | null): Marks {
  if (method.kind !== 'each' && method.kind !== 'score') return marks ?? [];
  return marks?.length === method.options.length ? marks : method.options.map(() => empty(method));
}

const empty = (method: Method): number => (method.kind === 'each' ? -1 : 0);

/** Whether nothing is filled in. */
export function isBlank(method: Method, marks: Marks): boolean {
  if (method.kind === 'each' || method.kind === 'score') return marks.every((one) => one === empty(method));
  return marks.length === 0;
}

/** Marks or unmarks; a single choice gives way, of several none does. */
export function toggled(method: Method, marks: Marks, id: number): Marks {
  if (marks.includes(id)) return marks.filter((one) => one !== id);
  if (method.most === 1) return [id];
  return marks.length < method.most ? [...marks, id] : marks;
}

/** One place up (-1) or down (1) in the order. */
export function moved(marks: Marks, id: number, by: -1 | 1): Marks {
  const from = marks.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= marks.length) return marks;
  return marks.map((one, at) => (at === from ? marks[to]! : at === to ? id : one));
}

/** The row at `at` gets another value. */
export const withValue = (marks: Marks, at: number, value: number): Marks => marks.map((one, i) => (i === at ? value : one));

/** How many marks are missing before it may be sent; 0: it may. */
export function missing(method: Method, marks: Marks): number {
  if (isBlank(method, marks)) return method.least === 0 ? 0 : method.kind === 'each' || method.kind === 'score' ? 1 : method.least;
  return method.kind === 'each' || method.kind === 'score' ? 0 : Math.max(0, method.least - marks.length);
}

/** As it is sent: options in the order of the ballot, so that nothing tells in which order they were tapped. */
export function toSend(method: Method, marks: Marks): Marks {
  if (isBlank(method, marks)) return [];
  return method.kind === 'options' || method.kind === 'approval' ? [...marks].sort((a, b) => a - b) : marks;
}
