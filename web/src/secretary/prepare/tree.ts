/**
 * Where an item may go: pure arithmetic over the rows of the agenda as the server gave them.
 * A move is what `agenda.move_item` takes: the new parent and the place among its children, the item itself not counted.
 */
export interface Row { id: number; parent: number | null; order: number; depth: number }
export interface Move { item: number; parent: number | null; position: number }
export type Way = 'up' | 'down' | 'in' | 'out';
export type Spot = 'before' | 'after' | 'inside';

export const DEEPEST = 3;

export const childrenIn = (rows: readonly Row[], parent: number | null): Row[] => rows.filter((row) => row.parent === parent).sort((a, b) => a.order - b.order);

/** An item with all below it. */
export function branch(rows: readonly Row[], item: number): Row[] {
  return rows.filter((row) => row.id === item).flatMap((row) => [row, ...childrenIn(rows, row.id).flatMap((child) => branch(rows, child.id))]);
}

const height = (rows: readonly Row[], item: number): number => {
  const all = branch(rows, item);
  return Math.max(...all.map((row) => row.depth)) - (all[0]?.depth ?? 1) + 1;
};

/** One step by keys or buttons; null where there is nowhere to go. */
export function step(rows: readonly Row[], item: number, way: Way): Move | null {
  const row = rows.find((one) => one.id === item);
  if (!row) return null;
  const beside = childrenIn(rows, row.parent);
  const at = beside.findIndex((one) => one.id === item);
  switch (way) {
    case 'up': return at > 0 ? { item, parent: row.parent, position: at - 1 } : null;
    case 'down': return at < beside.length - 1 ? { item, parent: row.parent, position: at + 1 } : null;
    case 'in': {
      const above = beside[at - 1];
      return above && above.depth + height(rows, item) <= DEEPEST ? { item, parent: above.id, position: childrenIn(rows, above.id).length } : null;
    }
    case 'out': {
      const parent = rows.find((one) => one.id === row.parent);
      if (!parent) return null;
      return { item, parent: parent.parent, position: childrenIn(rows, parent.parent).findIndex((one) => one.id === parent.id) + 1 };
    }
  }
}

/** Dropped at a row: before it, after it, or as its last sub-item. */
export function drop(rows: readonly Row[], item: number, target: number, spot: Spot): Move | null {
  const onto = rows.find((row) => row.id === target);
  if (!onto || branch(rows, item).some((row) => row.id === target)) return null;
  const parent = spot === 'inside' ? target : onto.parent;
  const depth = spot === 'inside' ? onto.depth + 1 : onto.depth;
  if (depth + height(rows, item) - 1 > DEEPEST) return null;
  const others = childrenIn(rows, parent).filter((row) => row.id !== item);
  const at = others.findIndex((row) => row.id === target);
  const position = spot === 'inside' ? others.length : at + (spot === 'after' ? 1 : 0);
  return isThere(rows, item, parent, position) ? null : { item, parent, position };
}

function isThere(rows: readonly Row[], item: number, parent: number | null, position: number): boolean {
  const row = rows.find((one) => one.id === item);
  return row?.parent === parent && childrenIn(rows, parent).findIndex((one) => one.id === item) === position;
}
