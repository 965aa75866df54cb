/**
 * Fingers on the desk: swipe turns, two fingers zoom and move, a double tap zooms in and out.
 *
 * Touch events, not pointer events: only they let two fingers be taken from the browser while one still scrolls.
 * `busy` says that a finger draws or a pen writes now: then one finger belongs to the ink.
 */
import { clampZoom, swiped } from './geometry';

export interface Spot { x: number; y: number }
export interface Hands {
  busy(): boolean;
  turn(by: 1 | -1): void;
  /** The zoom wanted, and the spot of the window that stays where it is. */
  zoom(to: number, at: Spot): void;
  currentZoom(): number;
  /** What is scaled while the fingers are down. */
  leaf(): HTMLElement | null;
}

type Start = { x: number; y: number; at: number; left: number };
type Pinch = { distance: number; middle: Spot; scale: number };

export function watchTouch(desk: HTMLElement, hands: Hands): () => void {
  let start: Start | null = null;
  let pinch: Pinch | null = null;
  let tapped: Start | null = null;

  const begin = (event: TouchEvent): void => {
    const [one, two] = spots(event);
    if (one && two) {
      pinch = { distance: apart(one, two), middle: between(one, two), scale: 1 };
      start = null;
    } else if (one) {
      start = hands.busy() ? null : { ...one, at: event.timeStamp, left: desk.scrollLeft };
    }
  };
  const move = (event: TouchEvent): void => {
    const [one, two] = spots(event);
    if (!pinch || !one || !two) return;
    event.preventDefault();
    const middle = between(one, two);
    pinch.scale = clampZoom((hands.currentZoom() * apart(one, two)) / pinch.distance) / hands.currentZoom();
    stretch(hands.leaf(), pinch, middle);
  };
  const end = (event: TouchEvent): void => {
    if (pinch && event.touches.length < 2) finishPinch();
    else if (start && event.touches.length === 0) finishOne(event);
  };
  const finishPinch = (): void => {
    const leaf = hands.leaf();
    if (leaf) leaf.style.transform = '';
    if (pinch && Math.abs(pinch.scale - 1) > 0.02) hands.zoom(settled(hands.currentZoom() * pinch.scale), pinch.middle);
    pinch = null;
  };
  const finishOne = (event: TouchEvent): void => {
    const last = event.changedTouches[0];
    if (!start || !last) return;
    const [dx, dy, ms] = [last.clientX - start.x, last.clientY - start.y, event.timeStamp - start.at];
    const by = swiped(dx, dy, ms);
    if (by && atEdge(desk, start.left, by)) hands.turn(by);
    else if (Math.abs(dx) + Math.abs(dy) < 14 && ms < 300) tap(event, { x: last.clientX, y: last.clientY });
    start = null;
  };
  const tap = (event: TouchEvent, spot: Spot): void => {
    if (tapped && event.timeStamp - tapped.at < 320 && apart(tapped, spot) < 40) {
      event.preventDefault();
      tapped = null;
      hands.zoom(hands.currentZoom() > 1.05 ? 1 : 2, spot);
    } else {
      tapped = { ...spot, at: event.timeStamp, left: 0 };
    }
  };
  const stop = new AbortController();
  const options = { passive: false, signal: stop.signal };
  desk.addEventListener('touchstart', begin, options);
  desk.addEventListener('touchmove', move, options);
  desk.addEventListener('touchend', end, options);
  desk.addEventListener('touchcancel', () => { start = null; finishPinch(); }, options);
  return () => stop.abort();
}

/** Close to fit width is fit width. */
const settled = (zoom: number): number => (zoom < 1.12 ? 1 : clampZoom(zoom));

const spots = (event: TouchEvent): Spot[] => [...event.touches].map((one) => ({ x: one.clientX, y: one.clientY }));
const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);
const between = (a: Spot, b: Spot): Spot => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** A zoomed page first moves sideways; it turns only from its edge. */
const atEdge = (desk: HTMLElement, left: number, by: 1 | -1): boolean =>
  by > 0 ? left + desk.clientWidth >= desk.scrollWidth - 2 : left <= 2;

function stretch(leaf: HTMLElement | null, { middle, scale }: Pinch, now: Spot): void {
  if (!leaf) return;
  const box = leaf.parentElement!.getBoundingClientRect();
  leaf.style.transformOrigin = `${middle.x - box.left - leaf.offsetLeft}px ${middle.y - box.top - leaf.offsetTop}px`;
  leaf.style.transform = `translate(${now.x - middle.x}px, ${now.y - middle.y}px) scale(${scale})`;
}
