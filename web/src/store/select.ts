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
export type Choice = NonNullable<Objects['ballot']['choice']>;
export type Marks = Objects['ballot']['marks'];
export type OwnBallot = Objects['me/ballot'];
export type Method = Objects['poll']['method'];

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

/** A poll but for how many have voted: the same object until anything else about it changes, so ballots wake nobody who does not count. */
export type PollFrame = Omit<Poll, 'voted'>;

const framed = new Map<number, { text: string; frame: PollFrame }>();

function frameOf(poll: Poll): PollFrame {
  const text = JSON.stringify({ ...poll, voted: 0 });
  const known = framed.get(poll.id);
  if (known?.text === text) return known.frame;
  framed.set(poll.id, { text, frame: poll });
  return poll;
}

let before: readonly PollFrame[] = [];
export const pollFrames = computed<readonly PollFrame[]>(() => {
  const now = polls.value.map(frameOf);
  if (now.length === before.length && now.every((one, i) => one === before[i])) return before;
  return (before = now);
});
export const pollFrame = (id: number | null | undefined): PollFrame | undefined => (id == null ? undefined : pollFrames.value.find((one) => one.id === id));
/** How many have voted; 0 also where the rule does not show it. Only who shows the number reads it. */
export const votedIn = (id: number): number => room.get('poll', id)?.voted ?? 0;
/** Whether how many have voted may be shown. */
export const showsVoted = (poll: PollFrame): boolean => poll.rule.shown !== 'nothing' || poll.state === 'closed';

/** The item on the table now. */
export const currentItem = computed(() => items.value.find((one) => one.state === 'open'));
/** The poll that takes ballots now; the first of them where several were opened together. */
export const openPoll = computed(() => pollFrames.value.find((one) => one.state === 'open'));
/** Under way: it takes ballots, is paused, is being counted, or waits for the chair's casting vote. */
export const isLive = ({ state }: Pick<Poll, 'state'>): boolean => state !== 'closed' && state !== 'void';
export const livePolls = computed(() => pollFrames.value.filter(isLive));

export const papersOf = (id: number): Paper[] => papers.value.filter((one) => one.item === id);
export const motionsOf = (id: number): Motion[] => motions.value.filter((one) => one.item === id);
export const childrenOf = (id: number | null): Item[] => items.value.filter((one) => one.parent === id);
export const votedOf = (id: number): Objects['voted'][] => room.all('voted').filter((one) => one.poll === id);
export const ballotsOf = (id: number): Objects['ballot'][] => room.all('ballot').filter((one) => one.poll === id);
export const ownBallot = (id: number): OwnBallot | undefined => mine.get('me/ballot', id);
/** Ballots that I cast for members whose proxies I hold. */
export const proxyBallots = (id: number): OwnBallot[] => mine.all('me/proxy').filter((one) => one.poll === id).sort((a, b) => byGivenName(a.name, b.name));
/** The ballot that I cast for `voter`; my own where that is me, or nobody is said. */
export const ballotFor = (poll: number, voter: number | null): OwnBallot | undefined => (voter === null ? undefined : mine.get('me/proxy', poll, voter)) ?? ownBallot(poll);
/** Whether the server has it. What is on it the view may not say: it is secret, or a blank one. */
export const isIn = (ballot: OwnBallot | undefined): boolean => ballot?.at != null;
/** My own waiting request to speak. */
export const ownRequest = computed(() => mine.get('me/request'));

const collator = new Intl.Collator('vi');
const givens = new Map<string, string>();

function given(name: string): string {
  let found = givens.get(name);
  if (found === undefined) givens.set(name, (found = name.trim().split(/\s+/).at(-1) ?? ''));
  return found;
}

/** Vietnamese order: by given name (the last word), then by the whole. */
export const byGivenName = (a: string, b: string): number => collator.compare(given(a), given(b)) || collator.compare(a, b);
