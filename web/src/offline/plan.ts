/**
 * Which papers belong into a meeting's packet and in what order they are fetched, pure: the open item first, then as the
 * agenda goes; of each page the picture, and once all pictures are here the words.
 */
import type { Objects } from '../protocol';

/** The width that the server draws first; it reads well on a tablet. */
export const WIDTH = 1200;
const HOUR = 3_600_000;
/** A closed meeting's papers stay this long: those who are in the middle of a page finish it. */
const AFTER = 2 * HOUR;
/** A meeting that nobody heard of any more is over a day after it should have been. */
const FORGOTTEN = 24 * HOUR;

export interface Wanted { paper: number; version: string; pages: number }

type Item = Pick<Objects['item'], 'id' | 'order' | 'state'>;
type Paper = Pick<Objects['paper'], 'id' | 'item' | 'order' | 'version' | 'pages' | 'recalled'>;

/** Papers one may read now, in the order in which they are fetched. */
export function wanted(items: readonly Item[], papers: readonly Paper[]): Wanted[] {
  const rank = new Map(items.map((item) => [item.id, item.state === 'open' ? -1 : item.state === 'withdrawn' ? 1e6 + item.order : item.order]));
  return papers
    .filter((one) => one.version !== null && one.recalled === null && one.pages.length > 0)
    .sort((a, b) => (rank.get(a.item) ?? 1e7) - (rank.get(b.item) ?? 1e7) || a.order - b.order || a.id - b.id)
    .map((one) => ({ paper: one.id, version: one.version!, pages: one.pages.length }));
}

export const pictures = (meeting: string, { version, pages }: Wanted): string[] =>
  Array.from({ length: pages }, (_, i) => `${base(meeting, version)}/${i + 1}/${WIDTH}`);

export const words = (meeting: string, { version, pages }: Wanted): string[] =>
  Array.from({ length: pages }, (_, i) => `${base(meeting, version)}/${i + 1}/words`);

const base = (meeting: string, version: string): string => `/m/${encodeURIComponent(meeting)}/p/${encodeURIComponent(version)}`;

export interface PagePath { meeting: string; version: string; page: number; what: string }

/** "/m/abc/p/v1/3/1200" as a page's picture or words; null for any other address. */
export function pagePath(path: string): PagePath | null {
  const match = /^\/m\/([^/]+)\/p\/([^/]+)\/(\d+)\/(\d+|words)$/.exec(path);
  return match ? { meeting: decodeURIComponent(match[1]!), version: decodeURIComponent(match[2]!), page: Number(match[3]), what: match[4]! } : null;
}

/** Papers whose every picture is among `there`. */
export const complete = (meeting: string, papers: readonly Wanted[], there: ReadonlySet<string>): Wanted[] =>
  papers.filter((one) => pictures(meeting, one).every((url) => there.has(url)));

/** Addresses that belong to none of these papers any more: recalled, replaced, of an item one may no longer see. */
export const stale = (there: Iterable<string>, papers: readonly Wanted[], also: readonly string[] = []): string[] => {
  const versions = new Set([...papers.map((one) => one.version), ...also]);
  return [...there].filter((url) => !versions.has(pagePath(url)?.version ?? ''));
};

type Frame = Pick<Objects['meeting'], 'phase' | 'starts_at' | 'minutes' | 'closed_at'>;

/** Until when this meeting may stay on the device; null: nothing of it is kept (being prepared, cancelled). */
export function ends(meeting: Frame, now: number): number | null {
  switch (meeting.phase) {
    case 'draft': case 'cancelled': return null;
    case 'closed': return (meeting.closed_at ?? now) + AFTER;
    default: return Math.max(now, meeting.starts_at + meeting.minutes * 60_000) + FORGOTTEN;
  }
}
