/**
 * Signals: what is shown now and never kept (strokes under way, pointers, presence). One socket event, many listeners:
 * each asks for its kind. A signal of a meeting where this device does not sit is dropped. Who is here now may be said
 * before the screen that shows it is loaded: the last word of that is given to whoever begins to listen.
 */
import { sitting } from './seat';
import { listen, toss } from './socket';

export interface Signal { meeting: string; kind: string; [more: string]: unknown }

const STATES = new Set(['presence']);
const last = new Map<string, Signal>();
const listeners = new Map<string, Set<(signal: never) => void>>();

/** Listen to one kind; returns how to stop. */
export function onSignal<S extends Signal>(kind: S['kind'], run: (signal: S) => void): () => void {
  const those = listeners.get(kind) ?? new Set();
  listeners.set(kind, those.add(run as never));
  const said = last.get(kind);
  if (said && said.meeting === sitting.peek()) run(said as S);
  return () => { those.delete(run as never); };
}

/** Send one; it may be lost. */
export function sendSignal(kind: string, body: object): void {
  const meeting = sitting.peek();
  if (meeting) toss('signal', { meeting, kind, ...body });
}

function hand(signal: Signal): void {
  if (signal.meeting !== sitting.peek()) return;
  if (STATES.has(signal.kind)) last.set(signal.kind, signal);
  for (const run of listeners.get(signal.kind) ?? []) run(signal as never);
}

listen<Signal>('signal', hand);
