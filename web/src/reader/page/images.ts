/**
 * Page images: loaded, decoded, then shown; a page never appears half painted. A few stay in memory, so that turning
 * back and forth costs nothing. Neighbours are fetched with low priority.
 */
import { signal, type Signal } from '@preact/signals';
import { IMAGE_WIDTHS, neighbours } from './geometry';
import { beginsWaiting, endsWaiting } from './waits';

export interface PageImage { url: string; image: HTMLImageElement; state: Signal<'loading' | 'ready' | 'failed'> }

const MOST = 24;
const kept = new Map<string, PageImage>();

export const imageUrl = (meeting: string, version: string, page: number, width: number): string =>
  `/m/${encodeURIComponent(meeting)}/p/${encodeURIComponent(version)}/${page}/${width}`;

/** The image, loading or there. A failed one is tried again when `again`. */
export function pageImage(url: string, urgent: boolean, again = false): PageImage {
  const known = kept.get(url);
  if (known && !(again && known.state.peek() === 'failed')) {
    if (urgent && known.state.peek() === 'loading') { known.image.fetchPriority = 'high'; beginsWaiting(url); }
    kept.delete(url);
    kept.set(url, known);
    return known;
  }
  const made: PageImage = { url, image: new Image(), state: signal('loading') };
  kept.set(url, made);
  forgetOldest();
  void fetchInto(made, urgent);
  return made;
}

async function fetchInto(made: PageImage, urgent: boolean): Promise<void> {
  made.image.fetchPriority = urgent ? 'high' : 'low';
  made.image.decoding = 'async';
  made.image.draggable = false;
  made.image.src = made.url;
  if (urgent) beginsWaiting(made.url);
  try {
    await made.image.decode();
    made.state.value = 'ready';
  } catch {
    made.state.value = 'failed';
  } finally {
    endsWaiting(made.url);
  }
}

function forgetOldest(): void {
  for (const [url, one] of kept) {
    if (kept.size <= MOST) return;
    if (!one.image.isConnected) kept.delete(url);
  }
}

/** Sharpest image of this page that is already decoded: shown while a sharper one comes. */
export function anyReady(meeting: string, version: string, page: number): PageImage | undefined {
  return [...IMAGE_WIDTHS].reverse().map((width) => kept.get(imageUrl(meeting, version, page, width))).find((one) => one?.state.value === 'ready');
}

/** Fetch what will probably be asked for next. */
export function prefetch(meeting: string, version: string, page: number, pages: number, width: number, also: readonly number[] = []): void {
  for (const one of new Set([...neighbours(page, pages), ...also])) pageImage(imageUrl(meeting, version, one, width), false);
}

/** Try the failed ones again: the connection is back. */
export function retryFailed(): void {
  for (const [url, one] of kept) if (one.state.peek() === 'failed') kept.delete(url);
}
