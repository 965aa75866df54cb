/**
 * Shared ink: finished strokes from the view, and those under way from signals. The presenter's pen is seen while it
 * writes; what a signal lost, the finished stroke brings.
 */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { room } from '../../net/seat';
import { onSignal, sendSignal, type Signal } from '../../net/signals';
import { newId } from '../../net/ids';
import { encode, type Point, type Stroke, type StrokeData } from './strokes';

interface StrokeSignal extends Signal {
  version: string; page: number; id: string; tool: StrokeData['tool']; colour: string; size: number;
  /** Index of the first point, and the points from there: absolute first, then deltas. */
  from: number; points: number[];
}
interface Wet { stroke: Stroke; version: string; page: number; at: number; points: Point[] }

const wet = signal<ReadonlyMap<string, Wet>>(new Map());
const FORGET = 4_000;
const EVERY = 100;

/** Finished strokes of a page, the oldest first. Reading subscribes. */
export function sharedStrokes(version: string, page: number): Stroke[] {
  const before = `ink/${version}/${page}/`;
  return room.keys('ink').filter((key) => key.startsWith(before)).map((key) => room.get('ink', ...key.split('/').slice(1))!)
    .sort((a, b) => a.mark - b.mark).map(asStroke);
}

const strokes = new WeakMap<object, Stroke>();
function asStroke(ink: { mark: number; tool: StrokeData['tool']; colour: string; size: number; points: readonly number[] }): Stroke {
  const known = strokes.get(ink) ?? { id: `mark/${ink.mark}`, tool: ink.tool, colour: ink.colour, size: ink.size, points: ink.points };
  strokes.set(ink, known);
  return known;
}

/** Strokes of the presenter that are being drawn now. */
export const wetStrokes = (version: string, page: number): Stroke[] =>
  [...wet.value.values()].filter((one) => one.version === version && one.page === page).map((one) => one.stroke);

/** Listen while this component is there; a finished stroke takes its wet one's place. */
export function useSharedInk(version: string, page: number): Stroke[] {
  const finished = sharedStrokes(version, page);
  useEffect(() => onSignal<StrokeSignal>('stroke', take), []);
  useEffect(() => { wet.value = new Map([...wet.peek()].filter(([, one]) => one.version !== version || one.page !== page)); }, [version, page, finished.length]);
  return [...finished, ...wetStrokes(version, page)];
}

function take(given: StrokeSignal): void {
  const known = wet.peek().get(given.id);
  const points = [...(known?.points ?? []).slice(0, given.from), ...absolute(given.points)];
  const { id, tool, colour, size, version, page } = given;
  const at = Date.now();
  const next = new Map([...wet.peek()].filter(([, one]) => at - one.at < FORGET));
  wet.value = next.set(id, { stroke: { id, tool, colour, size, points: encode(points) }, version, page, at, points });
  setTimeout(() => { if (wet.peek().get(id)?.at === at) wet.value = new Map([...wet.peek()].filter(([one]) => one !== id)); }, FORGET);
}

function absolute(deltas: readonly number[]): Point[] {
  let [x, y] = [0, 0];
  return Array.from({ length: deltas.length / 2 }, (_, i) => {
    [x, y] = [x + deltas[2 * i]!, y + deltas[2 * i + 1]!];
    return { x, y };
  });
}

/** Sends the stroke under way, ten times a second: only what is new. */
export function broadcaster(version: string, page: number): { under(style: Omit<StrokeData, 'points'>, points: readonly Point[]): void; done(): void } {
  let [id, sent, last] = ['', 0, 0];
  return {
    under({ tool, colour, size }, points) {
      const now = Date.now();
      if (points.length === 1) [id, sent, last] = [newId().slice(0, 8), 0, 0];
      if (now - last < EVERY || points.length === sent) return;
      last = now;
      const fresh = points.slice(sent, sent + 150);
      sendSignal('stroke', { version, page, id, tool, colour, size, from: sent, points: encode(fresh) });
      sent += fresh.length;
    },
    done() { sent = 0; },
  };
}
