/**
 * How far reading offline is on this device, as a signal for lists and lines. Small: it comes with the first page; the
 * work itself (`offline/`) is loaded later.
 */
import { signal } from '@preact/signals';

export type Readiness =
  | { is: 'off' } // not begun, or nothing to keep
  | { is: 'unavailable' } // plain http: the browser lets no page work offline
  | { is: 'loading' | 'full' | 'ready'; done: number; all: number; missing: ReadonlySet<string> };

export const readiness = signal<Readiness>({ is: 'off' });

/** Not on this device yet, while others are. */
export const notHereYet = (version: string | null): boolean => {
  const now = readiness.value;
  return version !== null && 'missing' in now && now.missing.has(version);
};

/** Service workers and caches exist only where the connection is secure, or the machine is this one. */
export const possible = (): boolean => typeof caches !== 'undefined' && 'serviceWorker' in navigator;
