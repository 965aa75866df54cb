/**
 * Signals: what is shown now and never kept (strokes under way, pointers, presence). One socket event, many listeners:
 * each asks for its kind. A signal of a meeting where this device does not sit is dropped.
 */
import { sitting } from './seat';
import { listen, toss } from './socket';

export interface Signal { meeting: string; kind: string; [more: string]: unknown }

const listeners = new Map<string, Set<(signal: never) => void>>();

/** Listen to one kind; returns how to stop. */
export function onSignal<S extends Signal>(kind: S['kind'], run: (signal: S) => void): () => void {
  if (listeners.size === 0) listen<Signal>('signal', hand);
  const those = listeners.get(kind) ?? new Set();
  listeners.set(kind, those.add(run as never));
  return () => { those.delete(run as never); };
}

/** Send one; it may be lost. */
export function sendSignal(kind: string, body: object): void {
  const meeting = sitting.peek();
  if (meeting) toss('signal', { meeting, kind, ...body });
}

function hand(signal: Signal): void {
  if (signal.meeting !== sitting.peek()) return;
  for (const run of listeners.get(signal.kind) ?? []) run(signal as never);
}
