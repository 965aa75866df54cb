/** Zooming keeps what is under the fingers there; without fingers, the middle of the desk. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { scrollFor } from './geometry';
import type { Spot } from './touch';

type Ref<E> = { current: E | null };
interface Held { x: number; y: number; spotX: number; spotY: number }

/** Returns what to call with the spot before the width changes. */
export function useZoomKept(desk: Ref<HTMLElement>, leaf: Ref<HTMLElement>, width: number): (at: Spot) => void {
  const held = useRef<Held | null>(null);
  const before = useRef(width);
  const hold = (at: Spot): void => { held.current = desk.current && leaf.current ? where(desk.current, leaf.current, at) : null; };
  useLayoutEffect(() => {
    const [from, on, page] = [before.current, desk.current, leaf.current];
    before.current = width;
    if (!on || !page || !from || from === width) return;
    const point = held.current ?? middle(on, page, from);
    held.current = null;
    on.scrollLeft = scrollFor(point.x, width, page.offsetLeft, point.spotX);
    on.scrollTop = scrollFor(point.y, width, page.offsetTop, point.spotY);
  }, [width]);
  return hold;
}

/** A spot of the window as shares of the page's width, and where it is on the desk. */
function where(desk: HTMLElement, leaf: HTMLElement, at: Spot): Held {
  const [page, frame] = [leaf.getBoundingClientRect(), desk.getBoundingClientRect()];
  return { x: (at.x - page.left) / page.width, y: (at.y - page.top) / page.width, spotX: at.x - frame.left, spotY: at.y - frame.top };
}

/** The page already has its new width here, so the old one is given. */
function middle(desk: HTMLElement, leaf: HTMLElement, from: number): Held {
  const [spotX, spotY] = [desk.clientWidth / 2, Math.min(desk.clientHeight / 3, 240)];
  return { x: 0.5, y: (desk.scrollTop + spotY - leaf.offsetTop) / from, spotX, spotY };
}
