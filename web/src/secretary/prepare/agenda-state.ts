/** What the agenda's editor remembers for itself: the chosen row, what is being edited, where a sub-item is being added. */
import { signal } from '@preact/signals';
import { newAct } from '../../net/act';

/** The row that the buttons and keys act on. */
export const chosen = signal<number | null>(null);
export const editing = signal<number | null>(null);
/** The item under which a sub-item is being written. */
export const addingTo = signal<number | null>(null);
/** A row under the finger, and where it would land. */
export const dragged = signal<{ item: number; target: number | null; spot: 'before' | 'after' | 'inside' } | null>(null);
/** Moving and removing: one at a time, told above the list. */
export const moving = newAct();

export function edit(item: number): void {
  chosen.value = item;
  addingTo.value = null;
  editing.value = item;
}

export function addUnder(item: number): void {
  editing.value = null;
  addingTo.value = item;
}

export const focusRow = (item: number): void => document.querySelector<HTMLElement>(`[data-row="${item}"]`)?.focus();
