/**
 * Addresses and places. Each place has one address, so reload, link and QR code land where they should.
 * `go` never leaves a mark twice; system back closes a sheet first (the sheet takes care of that itself).
 */
import { computed, signal } from '@preact/signals';

export type Tab = 'agenda' | 'papers' | 'people' | 'notes';
export type Route =
  | { name: 'meetings' }
  | { name: 'meeting'; meeting: string; tab: Tab; item: number | null }
  | { name: 'reader'; meeting: string; paper: number; page: number }
  | { name: 'console'; meeting: string; console: 'chair' | 'prepare' | 'minutes' }
  | { name: 'documents' }
  | { name: 'written' }
  | { name: 'opinion'; meeting: string }
  | { name: 'rules' }
  | { name: 'document'; document: string }
  | { name: 'nowhere' };

const at = signal(typeof location === 'undefined' ? '/' : location.pathname + location.search);

export const route = computed(() => parse(at.value));

/** An address as a place. */
export function parse(address: string): Route {
  const url = new URL(address, 'http://here');
  const [first, second, third, fourth, fifth] = url.pathname.split('/').filter(Boolean);
  if (first === undefined || first === 'meetings') return { name: 'meetings' };
  if (first === 'documents') return { name: 'documents' };
  if (first === 'written') return { name: 'written' };
  if (first === 'rules') return { name: 'rules' };
  if (first === 'd' && second) return { name: 'document', document: second };
  if (first !== 'm' || !second) return { name: 'nowhere' };
  const item = Number(url.searchParams.get('item')) || null;
  switch (third ?? 'agenda') {
    case 'agenda': case 'papers': case 'people': case 'notes':
      return { name: 'meeting', meeting: second, tab: (third ?? 'agenda') as Tab, item };
    case 'chair': case 'prepare': case 'minutes':
      return { name: 'console', meeting: second, console: third as 'chair' | 'prepare' | 'minutes' };
    case 'written':
      return { name: 'opinion', meeting: second };
    case 'r':
      return Number(fourth) ? { name: 'reader', meeting: second, paper: Number(fourth), page: Number(fifth) || 1 } : { name: 'nowhere' };
    default:
      return { name: 'nowhere' };
  }
}

export const path = {
  meetings: () => '/meetings',
  meeting: (meeting: string, tab: Tab = 'agenda') => (tab === 'agenda' ? `/m/${meeting}` : `/m/${meeting}/${tab}`),
  item: (meeting: string, item: number) => `/m/${meeting}?item=${item}`,
  reader: (meeting: string, paper: number, page = 1) => `/m/${meeting}/r/${paper}/${page}`,
  console: (meeting: string, which: 'chair' | 'prepare' | 'minutes') => `/m/${meeting}/${which}`,
  documents: () => '/documents',
  writtenList: () => '/written',
  written: (meeting: string) => `/m/${meeting}/written`,
  rules: () => '/rules',
  document: (document: string) => `/d/${document}`,
};

/** Go there. `replace` leaves no way back to where one was (a page turn, a tab). */
export function go(to: string, replace = false): void {
  if (to === at.peek()) return;
  history[replace ? 'replaceState' : 'pushState']({ ours: true }, '', to);
  at.value = to;
}

/** Up one level, never out of the meeting by accident. */
export function up(): void {
  const here = route.peek();
  switch (here.name) {
    case 'reader': return go(path.meeting(here.meeting));
    case 'console': return go(path.meeting(here.meeting));
    case 'document': return go(path.documents());
    default: return go(path.meetings());
  }
}

/** Did this page arrive here by our own links (true) or by an address typed, clicked or signed in to (false)? */
export const cameByUs = (): boolean => Boolean((history.state as { ours?: boolean } | null)?.ours);

export function watchHistory(): void {
  addEventListener('popstate', () => { at.value = location.pathname + location.search; });
}
