/** Undo and redo of what was done here since the paper was opened. Undoing is itself an operation: other devices see it too. */
import { computed, signal } from '@preact/signals';
import type { NoteOp } from './ops';
import { add, stamp } from './sync';

/** What a step changed: which annotations came, which went, which text became which. */
export interface Step { version: string; paper: number; page: number; came?: readonly string[]; went?: readonly string[]; edited?: { id: string; before: string; after: string } }

const done = signal<readonly Step[]>([]);
const undone = signal<readonly Step[]>([]);
/** Undo concerns the page one sees. */
export const here = signal({ version: '', page: 0 });

const latest = (steps: readonly Step[]): Step | undefined => steps.filter((one) => one.version === here.value.version && one.page === here.value.page).pop();
export const canUndo = computed(() => latest(done.value) !== undefined);
export const canRedo = computed(() => latest(undone.value) !== undefined);

export function remember(step: Step): void {
  done.value = [...done.peek().slice(-99), step];
  undone.value = [];
}

/** Take back the latest step of this page, or the one given. */
export function undo(step = latest(done.peek())): void {
  if (!step || !done.peek().includes(step)) return;
  done.value = done.peek().filter((one) => one !== step);
  undone.value = [...undone.peek(), step];
  add(...reversed(step));
}

export function redo(): void {
  const step = latest(undone.peek());
  if (!step) return;
  undone.value = undone.peek().filter((one) => one !== step);
  done.value = [...done.peek(), step];
  add(...reversed({ ...step, came: step.went ?? [], went: step.came ?? [], ...(step.edited && { edited: { ...step.edited, before: step.edited.after, after: step.edited.before } }) }));
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
