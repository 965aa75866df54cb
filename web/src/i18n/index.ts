/**
 * Words. `t(key, args)` gives the text in the current language; reading it in a component subscribes to the language.
 *
 * Catalogues are `vi/<area>.json` (the master) and `en/<area>.json`; the key's type is the union of the master's keys,
 * so a wrong key does not compile. Counted texts have `<key>.many` (and `.one` in English): `tn('papers', 3)`.
 * Only the language in use is loaded. Reasons of refusals, and the words of votes that are no plain question, come right
 * behind the first page, which needs none; what the consoles say (chair, secretary) comes with them.
 */
import { signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type chair from './vi/chair.json';
import type common from './vi/common.json';
import type delegate from './vi/delegate.json';
import type pages from './vi/pages.json';
import type reader from './vi/reader.json';
import type refusals from './vi/refusal.json';
import type screen from './vi/screen.json';
import type secretary from './vi/secretary.json';
import type voting from './vi/voting.json';
import type written from './vi/written.json';

export type Lang = 'vi' | 'en';
export type Key = keyof (typeof chair & typeof common & typeof delegate & typeof pages & typeof reader & typeof refusals & typeof screen & typeof secretary & typeof voting & typeof written);
/** Keys of counted texts, without their `.many`. */
export type Counted = Key extends infer K ? (K extends `${infer Stem}.many` ? Stem : never) : never;
export type Args = Record<string, string | number>;

type Loaders = Record<Lang, () => Promise<{ default: Record<string, string> }>>;
const loaders: Loaders = { vi: () => import('catalogue:vi/first'), en: () => import('catalogue:en/first') };
const behind: Loaders = { vi: () => import('catalogue:vi/behind'), en: () => import('catalogue:en/behind') };
const consoles: Loaders = { vi: () => import('catalogue:vi/console'), en: () => import('catalogue:en/console') };
const inWriting: Loaders = { vi: () => import('catalogue:vi/written'), en: () => import('catalogue:en/written') };
const parts = new Set<Loaders>();
const strings = signal<Record<string, string>>({});

/** The choice lies in a cookie, so that the pages which the server writes (signing in, errors) follow it, and the other way round. */
const chosen = (): Lang => (/(?:^|; )lang=en(?:;|$)/.test(globalThis.document?.cookie ?? '') ? 'en' : 'vi');

export const lang = signal<Lang>(chosen());

/** Somebody chose a language for this device. */
export async function choose(language: Lang): Promise<void> {
  document.cookie = `lang=${language}; path=/; max-age=31536000; samesite=lax`;
  await speak(language);
}

/** Load the words; the page is drawn after this. The projector gives its own, shorter ones. */
export async function speak(language: Lang = lang.peek(), from: Loaders = loaders): Promise<void> {
  const all = await Promise.all([from, ...parts].map((part) => part[language]()));
  strings.value = Object.assign({}, ...all.map((one) => one.default)) as Record<string, string>;
  lang.value = language;
  document.documentElement.lang = language;
  if (from === loaders) add(behind).catch(() => setTimeout(() => void add(behind).catch(() => undefined), AGAIN));
}

const AGAIN = 5_000;

async function add(part: Loaders): Promise<void> {
  if (parts.has(part)) return;
  const more = await part[lang.peek()]();
  parts.add(part);
  strings.value = { ...strings.peek(), ...more.default };
}

/** The words that come behind the first page, for who cannot do without. */
export const speakBehind = (): Promise<void> => add(behind);

/** The words of the chair's and the secretary's screens, before these are drawn. */
export const speakConsoles = (): Promise<void> => add(consoles);

/** The words of opinions in writing, before these are drawn; with the reasons of refusals. */
export const speakWritten = async (): Promise<void> => { await Promise.all([add(inWriting), add(behind)]); };

/** For tests: words from nowhere. */
export function pretendWords(words: Record<string, string>, language: Lang = 'vi'): void {
  strings.value = words;
  lang.value = language;
}

export function t(key: Key, args?: Args): string {
  return filled(strings.value[key] ?? key, args);
}

/** Counted: "1 paper", "3 papers". `n` is given as {n}. */
export function tn(key: Counted, n: number, args?: Args): string {
  const one = lang.value === 'en' && n === 1 ? strings.value[`${key}.one`] : undefined;
  return filled(one ?? strings.value[`${key}.many`] ?? key, { n, ...args });
}

/** A text with elements in its holes: rich(key, { have: <b>25/27</b> }). */
export function rich(key: Key, args: Record<string, ComponentChild>): ComponentChild[] {
  const text = strings.value[key] ?? key;
  return text.split(/(\{\w+\})/).map((part) => (/^\{\w+\}$/.test(part) ? args[part.slice(1, -1)] : part));
}

/** Why not, in words. A code without words (a newer server) is named as it is. */
export function tRefusal(code: string, args: Args = {}): string {
  const text = strings.value[`refusal.${code}`];
  if (text === undefined) return 'refusal.unknown' in strings.value ? t('refusal.unknown', { code }) : '';
  return filled(text, args);
}

const filled = (text: string, args?: Args): string =>
  args ? text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole)) : text;
