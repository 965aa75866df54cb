/** Personal settings of this device: theme, text size, single-letter keys. Kept in localStorage, if there is one. */
import { signal } from '@preact/signals';

type Name = 'theme' | 'text' | 'keys';

export function remembered(name: Name): string | null {
  try {
    return localStorage.getItem(`ecabinet.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: Name, value: string): void {
  try {
    localStorage.setItem(`ecabinet.${name}`, value);
  } catch {
    /* private windows keep nothing; the choice then lasts for this page */
  }
}

export type Theme = 'light' | 'dark' | 'system';
export const TEXT_SIZES = ['100', '115', '130', '150', '200'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export const theme = signal<Theme>((remembered('theme') as Theme | null) ?? 'light');
export const textSize = signal<TextSize>((remembered('text') as TextSize | null) ?? '100');
export const singleKeys = signal(remembered('keys') !== 'off');

/** Put the settings on the document and keep them there. */
export function applySettings(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = (): void => {
    const root = document.documentElement;
    root.dataset.theme = theme.value === 'system' ? (dark.matches ? 'dark' : 'light') : theme.value;
    root.dataset.text = textSize.value;
  };
  theme.subscribe((value) => { remember('theme', value); paint(); });
  textSize.subscribe((value) => { remember('text', value); paint(); });
  singleKeys.subscribe((value) => remember('keys', value ? 'on' : 'off'));
  dark.addEventListener('change', paint);
}
