/**
 * Ink over a page: finished strokes, strokes of others under way, and the one being drawn here. Lies inside
 * <PageStage>; everything is in page units, so it is sharp at every zoom.
 *
 * It draws and captures; whose strokes these are and where they go, its user knows.
 */
import { memo } from './memo';
import { useEffect, useRef } from 'preact/hooks';
import { tall, type Size } from '../page/geometry';
import { watchPointer } from './capture';
import { line, made, outline, pathOf, touches, type Point, type Stroke, type StrokeData } from './strokes';
import { nib, type Tool } from './tools';

export interface InkLayerProps {
  size: Size;
  /** Below to above. Their ids must be stable. */
  strokes: readonly Stroke[];
  /** What a finger or mouse does here; left out: nothing can be drawn, not even with a pen. */
  tool?: Tool;
  /** What is drawn here everybody sees: red. */
  shared?: boolean;
  /** A stroke was finished. */
  onStroke?: (stroke: StrokeData) => void;
  /** Points so far, in page units: to show others the stroke under way. */
  onUnder?: (style: Omit<StrokeData, 'points'>, points: readonly Point[]) => void;
  /** The rubber touched these strokes. */
  onErase?: (ids: readonly string[]) => void;
  /** Strokes the rubber may take; all, when left out. */
  erasable?: (id: string) => boolean;
  /** A place was tapped with the note tool. */
  onPlace?: (at: Point) => void;
}

const RUBBER = 9;

export function InkLayer(props: InkLayerProps) {
  const surface = useRef<SVGSVGElement>(null);
  const wetLine = useRef<SVGPathElement>(null);
  const wetMark = useRef<SVGPathElement>(null);
  const now = useRef(props);
  now.current = props;
  const draws = props.tool !== undefined;
  useEffect(() => (draws ? watchPointer(surface.current!, hands(now, wetLine, wetMark)) : undefined), [draws]);
  const view = `0 0 1000 ${tall(props.size)}`;
  const marks = props.strokes.filter((one) => one.tool === 'highlighter');
  const lines = props.strokes.filter((one) => one.tool === 'pen');
  return (
    <>
      <svg class="ink marks" viewBox={view} preserveAspectRatio="none" aria-hidden="true">
        {marks.map((one) => <Drawn key={one.id} stroke={one} />)}
        <path ref={wetMark} class="mark" />
      </svg>
      <svg ref={surface} class={`ink lines ${props.tool ?? 'still'}`} viewBox={view} preserveAspectRatio="none" aria-hidden="true">
        {lines.map((one) => <Drawn key={one.id} stroke={one} />)}
        <path ref={wetLine} />
      </svg>
    </>
  );
}

const Drawn = memo(function Drawn({ stroke }: { stroke: Stroke }) {
  const d = pathOf(stroke);
  return stroke.tool === 'highlighter'
    ? <path class="mark" d={d} stroke={stroke.colour} stroke-width={stroke.size} />
    : <path d={d} fill={stroke.colour} />;
});

type Ref<E> = { current: E };

/** The wet stroke is painted past the components: nothing else is drawn anew while writing. */
function hands(now: Ref<InkLayerProps>, wetLine: Ref<SVGPathElement | null>, wetMark: Ref<SVGPathElement | null>) {
  let frame = 0;
  let taken = new Set<string>();
  const clear = (): void => {
    cancelAnimationFrame(frame);
    for (const one of [wetLine, wetMark]) one.current?.setAttribute('d', '');
  };
  const paint = (tool: Tool, points: readonly Point[]): void => {
    const style = nib(tool, now.current.shared ?? false);
    const path = (tool === 'marker' ? wetMark : wetLine).current;
    path?.setAttribute(tool === 'marker' ? 'stroke' : 'fill', style.colour);
    if (tool === 'marker') path?.setAttribute('stroke-width', String(style.size));
    path?.setAttribute('d', tool === 'marker' ? line(points) : outline(points, style.size, points[0]?.pressure !== undefined));
  };
  const rub = (points: readonly Point[]): void => {
    const at = points[points.length - 1]!;
    const { strokes, erasable, onErase } = now.current;
    const hit = strokes.filter((one) => !taken.has(one.id) && (erasable?.(one.id) ?? true) && touches(one, at, RUBBER)).map((one) => one.id);
    hit.forEach((id) => taken.add(id));
    if (hit.length) onErase?.(hit);
  };
  return {
    tool: (): Tool => now.current.tool ?? 'read',
    under(tool: Tool, points: readonly Point[]): void {
      if (tool === 'eraser') return rub(points);
      if (tool === 'note') return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => paint(tool, points));
      now.current.onUnder?.(nib(tool, now.current.shared ?? false), points);
    },
    done(tool: Tool, points: readonly Point[]): void {
      clear();
      taken = new Set();
      if (tool === 'note') now.current.onPlace?.(points[points.length - 1]!);
      else if (tool !== 'eraser') {
        const { tool: kind, colour, size } = nib(tool, now.current.shared ?? false);
        now.current.onStroke?.(made(kind, colour, size, points));
      }
    },
    dropped(): void { clear(); taken = new Set(); },
  };
}
