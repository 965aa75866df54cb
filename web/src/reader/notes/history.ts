/** Undo and redo of what was done here since the paper was opened. Undoing is itself an operation: other devices see it too. */
import { computed, signal } from '@preact/signals';
import type { NoteOp } from './ops';
import { add, stamp } from './sync';

/** What a step changed: which annotations came, which went, which text became which. */
export interface Step { version: string; paper: number; page: number; came?: readonly string[]; went?: readonly string[]; edited?: { id: string; before: string; after: string } }

const done = signal<readonly Step[]>([]);
const undone = signal<readonly Step[]>([]);
export const canUndo = computed(() => done.value.length > 0);
export const canRedo = computed(() => undone.value.length > 0);

export function remember(step: Step): void {
  done.value = [...done.peek().slice(-99), step];
  undone.value = [];
}

/** Returns the step, so that its page can be shown. */
export function undo(): Step | undefined {
  const step = done.peek().at(-1);
  if (!step) return undefined;
  done.value = done.peek().slice(0, -1);
  undone.value = [...undone.peek(), step];
  add(...reversed(step));
  return step;
}

export function redo(): Step | undefined {
  const step = undone.peek().at(-1);
  if (!step) return undefined;
  undone.value = undone.peek().slice(0, -1);
  done.value = [...done.peek(), step];
  add(...reversed({ ...step, came: step.went ?? [], went: step.came ?? [], ...(step.edited && { edited: { ...step.edited, before: step.edited.after, after: step.edited.before } }) }));
  return step;
}

/** Another paper, another history. */
export function forgetSteps(): void {
  done.value = [];
  undone.value = [];
}

function reversed({ version, paper, page, came = [], went = [], edited }: Step): NoteOp[] {
  const op = (more: Pick<NoteOp, 'kind' | 'of' | 'text'>): NoteOp => ({ ...stamp(version, paper, page), ...more });
  return [
    ...came.map((of) => op({ kind: 'del', of })),
    ...went.map((of) => op({ kind: 'back', of })),
    ...(edited ? [op({ kind: 'edit', of: edited.id, text: edited.before })] : []),
  ];
}
