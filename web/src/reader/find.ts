/** Finding in the paper: the question, the places found, and which one we are at. Asked of the server while one types. */
import { signal } from '@preact/signals';
import { get } from '../net/http';
import type { Box } from './page/geometry';
import { turnTo } from './follow';
import { view } from './state';

export interface Hit { page: number; boxes: readonly Box[]; snippet: string; mark: readonly [number, number] }
interface Found { hits: readonly Hit[]; total: number; complete?: boolean }
export interface FindState {
  open: boolean; query: string; state: 'idle' | 'busy' | 'done' | 'failed';
  hits: readonly Hit[]; total: number; complete: boolean; at: number;
}

const CLOSED: FindState = { open: false, query: '', state: 'idle', hits: [], total: 0, complete: true, at: -1 };
const WAIT = 250;
/** A paper that is still being indexed is asked again. */
const AGAIN = 2_500;

export const find = signal<FindState>(CLOSED);
let asked = '';
let timer: ReturnType<typeof setTimeout> | undefined;
let flight: AbortController | undefined;

export function openFind(): void {
  view.value = 'page';
  find.value = { ...find.peek(), open: true };
}

export function closeFind(): void {
  flight?.abort();
  clearTimeout(timer);
  find.value = CLOSED;
}

/** Ask a moment after the last key. */
export function search(meeting: string, version: string, query: string): void {
  find.value = { ...find.peek(), query, at: -1, state: query.trim() ? 'busy' : 'idle', ...(query.trim() ? {} : { hits: [], total: 0 }) };
  asked = query.trim();
  clearTimeout(timer);
  flight?.abort();
  if (asked) timer = setTimeout(() => void run(meeting, version), WAIT);
}

async function run(meeting: string, version: string): Promise<void> {
  const query = asked;
  flight = new AbortController();
  try {
    const path = `/m/${encodeURIComponent(meeting)}/p/${encodeURIComponent(version)}/find?q=${encodeURIComponent(query)}`;
    const { hits, total, complete = true } = await get<Found>(path, flight.signal);
    if (query !== asked) return;
    const at = total === find.peek().total ? find.peek().at : -1;
    find.value = { ...find.peek(), state: 'done', hits, total, complete, at };
    if (!complete) timer = setTimeout(() => void run(meeting, version), AGAIN);
  } catch {
    if (query === asked && !flight.signal.aborted) find.value = { ...find.peek(), state: 'failed', hits: [], total: 0, at: -1 };
  }
}

/** Show one of the places. Only going to another page leaves the presenter. */
export function showHit(paper: number, page: number, at: number): void {
  const hit = find.peek().hits[at];
  if (!hit) return;
  find.value = { ...find.peek(), at };
  if (hit.page !== page) turnTo(paper, hit.page);
}

/** The next or previous place; the first time, the first one from this page on. */
export function stepHit(paper: number, page: number, by: 1 | -1): void {
  const { hits, at } = find.peek();
  if (!hits.length) return;
  const from = hits.findIndex((hit) => hit.page >= page);
  const next = at < 0 ? Math.max(0, by > 0 ? from : from - 1) : (at + by + hits.length) % hits.length;
  showHit(paper, page, next);
}
