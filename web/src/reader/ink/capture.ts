/**
 * A pen, finger or mouse on the ink: collects the points of one stroke in page units and says when it is done.
 *
 * Rules: a real pen writes in any tool; once one was seen, fingers only move the page. A second finger ends the stroke
 * without a trace. All samples between two frames are taken. While a pen is down `penDown` is set, so sheets wait.
 */
import { penDown } from '../../ui/arming';
import type { Point } from './strokes';
import { penSeen, type Tool } from './tools';

export interface Writing {
  tool(): Tool;
  /** A stroke has begun, or has more points. */
  under(tool: Tool, points: readonly Point[]): void;
  done(tool: Tool, points: readonly Point[]): void;
  dropped(): void;
}

/** A palm is wider than this many CSS pixels. */
const PALM = 45;

export function watchPointer(surface: SVGSVGElement, writing: Writing): () => void {
  let active: { id: number; tool: Tool; points: Point[] } | null = null;

  const begin = (event: PointerEvent): void => {
    if (active) {
      if (event.pointerType === 'touch' && active.id !== event.pointerId) drop();
      return;
    }
    const tool = toolFor(event, writing.tool());
    if (!tool) return;
    surface.setPointerCapture(event.pointerId);
    active = { id: event.pointerId, tool, points: [place(surface, event)] };
    penDown.value = true;
    writing.under(tool, active.points);
  };
  const more = (event: PointerEvent): void => {
    if (event.pointerId !== active?.id) return;
    const samples = event.getCoalescedEvents?.() ?? [];
    for (const one of samples.length ? samples : [event]) add(active.points, place(surface, one));
    writing.under(active.tool, active.points);
  };
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== active?.id) return;
    const { tool, points } = active;
    release();
    writing.done(tool, points);
  };
  const drop = (): void => { if (active) { release(); writing.dropped(); } };
  const release = (): void => { active = null; penDown.value = false; };
  /** A pen must not scroll the page, whatever the tool. */
  const hold = (event: TouchEvent): void => { if (active) event.preventDefault(); };

  const stop = new AbortController();
  const on = (name: string, run: (event: never) => void, passive = true): void => surface.addEventListener(name, run as EventListener, { signal: stop.signal, passive });
  on('pointerdown', begin);
  on('pointermove', more);
  on('pointerup', end);
  on('pointercancel', drop);
  on('touchstart', hold, false);
  on('touchmove', hold, false);
  return () => { stop.abort(); drop(); };
}

/** Which tool this pointer wields, if any. */
function toolFor(event: PointerEvent, tool: Tool): Tool | null {
  if (event.pointerType === 'pen') {
    penSeen.value = true;
    return event.buttons & 32 ? 'eraser' : tool === 'read' ? 'pen' : tool;
  }
  if (tool === 'read' || event.button !== 0 || !event.isPrimary) return null;
  if (event.pointerType === 'touch' && (tool !== 'note' && penSeen.peek() || Math.max(event.width, event.height) > PALM)) return null;
  return tool;
}

function place(surface: SVGSVGElement, event: PointerEvent): Point {
  const box = surface.getBoundingClientRect();
  const scale = 1000 / box.width;
  const at = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  return event.pointerType === 'pen' && event.pressure > 0 ? { ...at, pressure: event.pressure } : at;
}

/** Points closer than a third of a unit say nothing new. */
function add(points: Point[], point: Point): void {
  const last = points[points.length - 1];
  if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= 0.33) points.push(point);
}
