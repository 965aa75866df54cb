/**
 * Private annotations as operations, pure. An operation never changes; what stands is what they come to:
 * `ink` and `note` add, `edit` gives a note another text or place, `del` takes away, `back` brings back what was taken.
 * Operations the server has are ordered by its number `n`; those still on this device come after them.
 */
import type { InkTool } from '../ink/strokes';

export interface NoteOp {
  op: string;
  version: string;
  /** The paper's id: an older version's notes can still be told where they belong. */
  paper?: number;
  page: number;
  kind: 'ink' | 'note' | 'edit' | 'del' | 'back';
  /** Which annotation: the operation that made it. */
  of?: string;
  text?: string;
  /** Where a note hangs, page units. */
  x?: number;
  y?: number;
  tool?: InkTool;
  colour?: string;
  size?: number;
  points?: readonly number[];
  press?: readonly number[];
  at?: number;
  n?: number;
}

/** Everything that stands, in the order of its making. Untouched ones are the very objects given. */
export function folded(ops: Iterable<NoteOp>): NoteOp[] {
  const made = new Map<string, NoteOp>();
  const gone = new Set<string>();
  for (const one of inOrder(ops)) apply(made, gone, one);
  return [...made.values()].filter((one) => !gone.has(one.op));
}

function apply(made: Map<string, NoteOp>, gone: Set<string>, one: NoteOp): void {
  const of = one.of ?? '';
  switch (one.kind) {
    case 'ink': case 'note': made.set(one.op, one); break;
    case 'del': gone.add(of); break;
    case 'back': gone.delete(of); break;
    case 'edit': {
      const was = made.get(of);
      if (was) made.set(of, { ...was, ...(one.text !== undefined && { text: one.text }), ...(one.x !== undefined && one.y !== undefined && { x: one.x, y: one.y }) });
    }
  }
}

const inOrder = (ops: Iterable<NoteOp>): NoteOp[] => [...ops].sort((a, b) => (a.n ?? Infinity) - (b.n ?? Infinity) || 0);

/** Does what came follow what is known without a gap? Then it can be taken; else everything after `have` is asked for. */
export function follows(have: number, ops: readonly { n?: number }[]): boolean {
  return ops.every((one, i) => one.n === have + 1 + i);
}

/** The first waiting operations that go together: of one version, not too many, not too long. */
export function batch<W extends { op: NoteOp }>(waiting: readonly W[], most = 40, bytes = 40_000): W[] {
  const version = waiting[0]?.op.version;
  const taken: W[] = [];
  let long = 0;
  for (const one of waiting) {
    long += JSON.stringify(one.op).length;
    if (one.op.version !== version || taken.length === most || (taken.length && long > bytes)) break;
    taken.push(one);
  }
  return taken;
}
