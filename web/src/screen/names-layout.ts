/**
 * Where names stand: in columns that are read from the top down. Every column that begins within a choice says its choice
 * again, so that it can be read alone. Pure.
 */

/** A line of a column: the head of group `group`, or its name number `at`. */
export type Line = { is: 'head'; group: number; again: boolean } | { is: 'name'; group: number; at: number };
export type Column = readonly Line[];

/** Room above a head that is not the first of its column, in lines. */
export const BEFORE_HEAD = 0.4;

/** `counts` names in each group, `rows` lines in a column. `apart`: every group begins a column of its own. */
export function columns(counts: readonly number[], rows: number, headed = true, apart = false): Column[] {
  const made: Line[][] = [];
  let used = rows;
  const begin = (): void => { made.push([]); used = 0; };
  const put = (line: Line, room = 1): void => { made.at(-1)!.push(line); used += room; };
  counts.forEach((count, group) => {
    for (let at = 0; at < count; at += 1) {
      const head = at === 0 && headed;
      if (made.length === 0 || (at === 0 && apart) || used + (head ? BEFORE_HEAD + 2 : 1) > rows) begin();
      const top = made.at(-1)!.length === 0;
      if (headed && (head || top)) put({ is: 'head', group, again: at > 0 }, top ? 1 : 1 + BEFORE_HEAD);
      put({ is: 'name', group, at });
    }
  });
  return made;
}

export interface Paper { rows: number; width: number; gap: number; wide: (line: Line) => number }

/** As many pages as it takes. A column is as wide as its widest line; a head never stands without a name. */
export const pages = (counts: readonly number[], paper: Paper, headed = true, apart = false): Column[][] =>
  inPages(columns(counts, Math.max(headed ? 2 : 1, paper.rows), headed, apart), paper);

function inPages(all: readonly Column[], { width, gap, wide }: Paper): Column[][] {
  const made: Column[][] = [];
  let left = 0;
  for (const column of all) {
    const needs = Math.max(...column.map(wide));
    if (made.length === 0 || needs + gap > left) { made.push([]); left = width + gap; }
    made.at(-1)!.push(column);
    left -= needs + gap;
  }
  return made;
}
