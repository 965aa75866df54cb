/**
 * Selectors: what screens ask of the view, sorted and joined, never decided.
 * Each is a computed signal or a plain function that reads signals: use inside components.
 */
import { computed } from '@preact/signals';
import { mine, room } from '../net/seat';
import type { Objects } from '../protocol';

export type Item = Objects['item'];
export type Paper = Objects['paper'];
export type Person = Objects['person'];
export type Motion = Objects['motion'];
export type Poll = Objects['poll'];
export type Request = Objects['request'];
export type Choice = Objects['ballot']['choice'];

const list = <K extends keyof Objects>(kind: K, order: (a: Objects[K], b: Objects[K]) => number) =>
  computed(() => room.all(kind).sort(order));

export const meeting = computed(() => room.get('meeting'));
export const quorum = computed(() => room.get('quorum'));
export const stage = computed(() => room.get('stage'));
export const floor = computed(() => room.get('floor'));
export const record = computed(() => room.get('record'));
export const me = computed(() => mine.get('me'));

export const items = list('item', (a, b) => a.order - b.order);
export const papers = list('paper', (a, b) => a.item - b.item || a.order - b.order);
export const people = list('person', (a, b) => byGivenName(a.name, b.name));
export const motions = list('motion', (a, b) => a.id - b.id);
export const polls = list('poll', (a, b) => a.id - b.id);
export const requests = list('request', (a, b) => a.place - b.place || a.at - b.at);

export const item = (id: number | null | undefined): Item | undefined => (id == null ? undefined : room.get('item', id));
export const paper = (id: number | null | undefined): Paper | undefined => (id == null ? undefined : room.get('paper', id));
export const person = (id: number | null | undefined): Person | undefined => (id == null ? undefined : room.get('person', id));
export const poll = (id: number | null | undefined): Poll | undefined => (id == null ? undefined : room.get('poll', id));
export const motion = (id: number | null | undefined): Motion | undefined => (id == null ? undefined : room.get('motion', id));

/** The item on the table now. */
export const currentItem = computed(() => items.value.find((one) => one.state === 'open'));
/** The poll that is open now; at most one. */
export const openPoll = computed(() => polls.value.find((one) => one.state === 'open'));

export const papersOf = (id: number): Paper[] => papers.value.filter((one) => one.item === id);
export const motionsOf = (id: number): Motion[] => motions.value.filter((one) => one.item === id);
export const childrenOf = (id: number | null): Item[] => items.value.filter((one) => one.parent === id);
export const votedOf = (id: number): Objects['voted'][] => room.all('voted').filter((one) => one.poll === id);
export const ballotsOf = (id: number): Objects['ballot'][] => room.all('ballot').filter((one) => one.poll === id);
export const ownBallot = (id: number): Objects['me/ballot'] | undefined => mine.get('me/ballot', id);
/** My own waiting request to speak. */
export const ownRequest = computed(() => mine.get('me/request'));

const collator = new Intl.Collator('vi');
const given = (name: string): string => name.trim().split(/\s+/).at(-1) ?? '';

/** Vietnamese order: by given name (the last word), then by the whole. */
export const byGivenName = (a: string, b: string): number => collator.compare(given(a), given(b)) || collator.compare(a, b);
