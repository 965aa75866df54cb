/**
 * Strokes as data, pure: integer deltas in page units (1/1000 of the page's width), thinned on the way in, outlined on
 * the way out. A stroke never changes once it is made.
 */
import { getStroke } from 'perfect-freehand';

export type InkTool = 'pen' | 'highlighter';
export interface Point { x: number; y: number; /** Only from a real pen, 0 to 1. */ pressure?: number }

/** As kept and sent. `points`: dx, dy, dx, dy, ..., the first pair absolute. `press`: percent, one for each point. */
export interface StrokeData { tool: InkTool; colour: string; size: number; points: readonly number[]; press?: readonly number[] }
export interface Stroke extends StrokeData { id: string }

export const PEN_SIZE = 4;
export const MARKER_SIZE = 26;
/** What one shared mark may take, as the server counts it, leaves this for its points' digits. */
const MOST_DIGITS = 1500;

/** Absolute points as integer deltas. */
export function encode(points: readonly Point[]): number[] {
  let [x, y] = [0, 0];
  return points.flatMap((point) => {
    const [dx, dy] = [Math.round(point.x) - x, Math.round(point.y) - y];
    [x, y] = [x + dx, y + dy];
    return [dx, dy];
  });
}

export function decode({ points, press }: Pick<StrokeData, 'points' | 'press'>): Point[] {
  const found: Point[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < points.length; i += 2) {
    [x, y] = [x + points[i]!, y + points[i + 1]!];
    const percent = press?.[i / 2];
    found.push(percent === undefined ? { x, y } : { x, y, pressure: percent / 100 });
  }
  return found;
}

/** Leave out points that lie within `tolerance` of the line through their neighbours (Douglas and Peucker). */
export function thin(points: readonly Point[], tolerance: number): Point[] {
  if (points.length < 3) return [...points];
  const keep = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const { at, far } = farthest(points, from, to);
    if (far <= tolerance) continue;
    keep.add(at);
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, i) => keep.has(i));
}

function farthest(points: readonly Point[], from: number, to: number): { at: number; far: number } {
  let [at, far] = [from, -1];
  for (let i = from + 1; i < to; i += 1) {
    const away = distanceToSegment(points[i]!, points[from]!, points[to]!);
    if (away > far) [at, far] = [i, away];
  }
  return { at, far };
}

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const long = dx * dx + dy * dy;
  const share = long === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / long));
  return Math.hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}

/** A drawn line as a stroke: thinned; a marker drawn nearly level becomes a straight line, as over a line of text. */
export function made(tool: InkTool, colour: string, size: number, drawn: readonly Point[]): StrokeData {
  const points = tool === 'highlighter' && level(drawn) ? straight(drawn) : thin(drawn, 0.5);
  const press = tool === 'pen' && points.some((one) => one.pressure !== undefined) ? { press: points.map((one) => Math.round((one.pressure ?? 0.5) * 100)) } : {};
  return { tool, colour, size, points: encode(points), ...press };
}

const level = (points: readonly Point[]): boolean => spread(points, 'y') < 16 && spread(points, 'x') > 40;
const spread = (points: readonly Point[], axis: 'x' | 'y'): number => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));

function straight(points: readonly Point[]): Point[] {
  const y = points.reduce((sum, one) => sum + one.y, 0) / points.length;
  const xs = points.map((one) => one.x);
  return [{ x: Math.min(...xs), y }, { x: Math.max(...xs), y }];
}

/** Coarser until a shared mark fits into its two kilobytes. Pressure stays at home. */
export function fitted(data: StrokeData): StrokeData {
  const { press: _, ...shared } = data;
  const points = decode(shared);
  for (let tolerance = 0.5; ; tolerance *= 1.6) {
    const coarse = encode(thin(points, tolerance));
    if (JSON.stringify(coarse).length <= MOST_DIGITS) return { ...shared, points: coarse };
  }
}

/** SVG path: a pen's outline to fill, or a marker's line to stroke. */
export const pathOf = (data: StrokeData): string =>
  data.tool === 'highlighter' ? line(decode(data)) : outline(decode(data), data.size, data.press !== undefined);

export function outline(points: readonly Point[], size: number, real: boolean): string {
  const around = getStroke(points.map((p) => [p.x, p.y, p.pressure ?? 0.5]), {
    size: real ? size * 1.25 : size, thinning: real ? 0.6 : 0.25, smoothing: 0.6, streamline: 0.4, simulatePressure: !real,
  });
  return smooth(around);
}

/** A closed path through the middles of its sides. */
function smooth(around: readonly number[][]): string {
  if (around.length < 3) return '';
  const f = (n: number): string => n.toFixed(1);
  const parts = around.map(([x = 0, y = 0], i) => {
    const [nx = 0, ny = 0] = around[(i + 1) % around.length]!;
    return `${f(x)} ${f(y)} ${f((x + nx) / 2)} ${f((y + ny) / 2)}`;
  });
  return `M${f(around[0]![0]!)} ${f(around[0]![1]!)}Q${parts.join(' ')}Z`;
}

export function line(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  return `M${first.x} ${first.y}${rest.length ? '' : 'h.1'}${rest.map((p) => `L${p.x} ${p.y}`).join('')}`;
}

/** Does a rubber of this radius touch the stroke? */
export function touches(data: StrokeData, at: Point, radius: number): boolean {
  const reach = radius + data.size / 2;
  const points = decode(data);
  if (points.length === 1) return Math.hypot(points[0]!.x - at.x, points[0]!.y - at.y) <= reach;
  return points.some((one, i) => i > 0 && distanceToSegment(at, points[i - 1]!, one) <= reach);
}
