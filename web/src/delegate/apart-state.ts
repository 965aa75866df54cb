/** Which motion somebody is about to ask a separate vote for, and from which item they are about to recuse themselves. */
import { signal } from '@preact/signals';

export const taking = signal<number | null>(null);
export const recusing = signal<number | null>(null);
