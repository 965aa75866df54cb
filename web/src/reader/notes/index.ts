/** My private annotations, for whoever shows or counts them. Small: the ink's own code is not here. */
import { standing } from './sync';
import type { NoteOp } from './ops';

export { add, openNotes, pending, stamp, standing, stuck } from './sync';
export type { NoteOp } from './ops';

export const notesOf = (version: string): NoteOp[] => standing.value.filter((one) => one.version === version);
export const notesOn = (version: string, page: number): NoteOp[] => standing.value.filter((one) => one.version === version && one.page === page);

/** Typed notes and inked pages of a version: what a list calls "n notes". */
export function notesCount(version: string): number {
  const mine = notesOf(version);
  return mine.filter((one) => one.kind === 'note').length + new Set(mine.filter((one) => one.kind === 'ink').map((one) => one.page)).size;
}
