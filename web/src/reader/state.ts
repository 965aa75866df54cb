/** What the reader holds besides the page in the address: zoom, view, open sheet, the note being written. */
import { computed, signal } from '@preact/signals';
import { typing } from '../ui/arming';
import { textSize } from '../ui/settings';

export type SheetName = 'more' | 'pages' | 'notes' | 'keys' | 'go' | 'colours';

export const zoom = signal(1);
export const view = signal<'page' | 'text'>('page');
export const sheet = signal<SheetName | null>(null);

/** A note being written: a new one has no id. Place in page units. */
export interface Draft { id?: string; version: string; paper: number; page: number; x: number; y: number; text: string }
export const draft = signal<Draft | null>(null);
/** The note whose pin was tapped last. */
export const chosenNote = signal<string | null>(null);

/** Close the sheet, and only then go elsewhere: the sheet's own entry leaves the history first. */
export function closeThen(run: () => void): void {
  if (sheet.peek() === null) return run();
  let once = false;
  const after = (): void => { if (!once) { once = true; removeEventListener('popstate', after); setTimeout(run); } };
  addEventListener('popstate', after);
  setTimeout(after, 150);
  sheet.value = null;
}

/**
 * wide: strip, page, margin and tools side by side; low: a phone on its side, tools beside the page and nothing else;
 * tall: a tablet upright, tools in a row; phone. Large letters need more room, so they count as a smaller window.
 */
export type Layout = 'wide' | 'low' | 'tall' | 'phone';

const glass = signal(measured());
function measured(): { width: number; height: number } {
  return typeof window === 'undefined' ? { width: 1280, height: 800 } : { width: window.innerWidth, height: window.innerHeight };
}
/** A keyboard that comes up makes the window lower: no reason to move anything. */
function resized(): void {
  const now = measured();
  if (!typing.peek() || now.width !== glass.peek().width) glass.value = now;
}
if (typeof window !== 'undefined') addEventListener('resize', resized);

export function layoutFor(width: number, height: number, text: number): Layout {
  const room = width / (1 + (text - 1) / 2);
  if (room >= 1000 && width >= height && height >= 560) return 'wide';
  if (width > height && height < 560) return 'low';
  return room >= 600 ? 'tall' : 'phone';
}
export const layout = computed<Layout>(() => layoutFor(glass.value.width, glass.value.height, Number(textSize.value) / 100));
/** Tools stand beside the page, and the follow control in the session bar. */
export const columns = computed(() => layout.value === 'wide' || layout.value === 'low');
