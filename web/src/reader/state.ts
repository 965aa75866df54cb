/** What the reader holds besides the page in the address: zoom, view, open sheet, the note being written. */
import { signal } from '@preact/signals';

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

const wideQuery = '(min-width: 1000px) and (min-aspect-ratio: 1/1)';
const phoneQuery = '(max-width: 599px)';
export type Layout = 'wide' | 'tall' | 'phone';
export const layout = signal<Layout>(measured());

function measured(): Layout {
  if (typeof matchMedia === 'undefined') return 'wide';
  return matchMedia(wideQuery).matches ? 'wide' : matchMedia(phoneQuery).matches ? 'phone' : 'tall';
}

if (typeof matchMedia !== 'undefined') {
  for (const query of [wideQuery, phoneQuery]) matchMedia(query).addEventListener('change', () => { layout.value = measured(); });
}
