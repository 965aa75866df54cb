/**
 * Page maths, pure. A page unit is 1/1000 of the page's width, in both directions; pages count from 1.
 */
export type Size = readonly [width: number, height: number];
export type Fit = 'width' | 'page';
/** Place on a page: x, y, width, height in page units. */
export type Box = readonly [number, number, number, number];

/** Widths in which the server keeps a page, pixels. */
export const IMAGE_WIDTHS = [800, 1200, 1800] as const;
/** Steps of the zoom buttons; pinching stops anywhere between the first and the last. */
export const ZOOMS = [1, 1.5, 2, 3] as const;
export const A4: Size = [595, 842];

/** Height of a page in page units. */
export const tall = (size: Size): number => (1000 * size[1]) / size[0];

export const clamp = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, n));
export const clampPage = (page: number, pages: number): number => clamp(Math.round(page) || 1, 1, Math.max(1, pages));
export const clampZoom = (zoom: number): number => clamp(zoom, ZOOMS[0], ZOOMS[ZOOMS.length - 1]!);

/** Width of the page on the screen, CSS pixels, before zooming. */
export function fitted(room: { width: number; height: number }, size: Size, fit: Fit, most = Infinity): number {
  const byWidth = Math.min(room.width, most);
  const whole = fit === 'page' ? Math.min(byWidth, (room.height * size[0]) / size[1]) : byWidth;
  return Math.max(1, Math.floor(whole));
}

/** Which of the server's images is sharp at this width; a few pixels too few cannot be seen. */
export function imageWidth(css: number, ratio: number): number {
  const wanted = css * ratio * 0.97;
  return IMAGE_WIDTHS.find((width) => width >= wanted) ?? 1800;
}

/** The next zoom step up or down. */
export function zoomStep(zoom: number, by: 1 | -1): number {
  const steps: readonly number[] = by > 0 ? ZOOMS : [...ZOOMS].reverse();
  return steps.find((step) => (step - zoom) * by > 0.01) ?? clampZoom(zoom);
}

/** Pages worth having before they are asked for, the likeliest first. */
export const neighbours = (page: number, pages: number): number[] =>
  [page + 1, page - 1, page + 2].filter((one) => one >= 1 && one <= pages);

/** Did this finger turn the page? 1 = on, -1 = back, 0 = no. */
export function swiped(dx: number, dy: number, ms: number): 1 | -1 | 0 {
  const far = Math.abs(dx) > 70 || (Math.abs(dx) > 30 && ms < 250);
  if (!far || Math.abs(dx) < 1.6 * Math.abs(dy)) return 0;
  return dx < 0 ? 1 : -1;
}

/** Scroll position that keeps the point `at` (share of the page) under the same spot of the desk. */
export const scrollFor = (at: number, pageWidth: number, offset: number, spot: number): number => offset + at * pageWidth - spot;

/** Cards in a margin: each as near its wish as the one above lets it. */
export function stacked(wishes: readonly { y: number; height: number }[], gap: number): number[] {
  let free = 0;
  return wishes.map(({ y, height }) => {
    const top = Math.max(y, free);
    free = top + height + gap;
    return top;
  });
}
