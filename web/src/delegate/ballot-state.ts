/**
 * What the ballot sheet remembers: which ballot is raised, what is chosen but not sent, which results are still to be seen.
 *
 * A slot is one ballot that this person casts: their own in a poll, or one for a member whose proxy they hold. Drafts of
 * named ballots are kept on this device over a reload. What is chosen on a secret ballot is never written anywhere, and
 * is forgotten even here once the server has the ballot, or the vote is over.
 */
import { batch, computed, effect, signal } from '@preact/signals';
import { newAct, type Act } from '../net/act';
import { aged } from '../net/seat';
import { ballotFor, isIn, isLive, livePolls, me, meeting, ownBallot, pollFrame, proxyBallots, type Choice, type Marks, type PollFrame } from '../store/select';

/** Poll whose sheet is up, or null; and for whom, where that is not oneself. */
export const ballotOpen = signal<number | null>(null);
export const ballotVoter = signal<number | null>(null);

/** The poll whose sheet came up by itself: it is inert for a moment. */
export const risenByItself = signal<number | null>(null);

/** Results of votes that closed together, still to be shown after the one that is up. */
export const moreResults = signal<readonly number[]>([]);

export function lower(): void {
  ballotOpen.value = null;
  ballotVoter.value = null;
  risenByItself.value = null;
  moreResults.value = [];
}

export interface Slot { poll: number; voter: number | null }
const keyOf = ({ poll, voter }: Slot): string => `${meeting.peek()?.id}/${poll}${voter === null ? '' : `/${voter}`}`;
export const sameSlot = (a: Slot, b: Slot): boolean => a.poll === b.poll && a.voter === b.voter;
const ballotOf = ({ poll, voter }: Slot) => ballotFor(poll, voter);

export function openSlot(slot: Slot): void {
  ballotOpen.value = slot.poll;
  ballotVoter.value = slot.voter;
}

/** Every ballot that is mine to cast in votes under way, poll by poll, my own before those for others. */
export const slots = computed<readonly Slot[]>(() =>
  livePolls.value.filter((one) => one.by === 'seats').flatMap(({ id: poll }) => [
    ...(ownBallot(poll)?.entitled ? [{ poll, voter: null }] : []),
    ...proxyBallots(poll).map((one) => ({ poll, voter: one.voter })),
  ]));

/** Those that are open and not in. An old view says nothing of a vote now. */
export const due = computed<readonly Slot[]>(() =>
  aged.value !== null ? [] : slots.value.filter((slot) => pollFrame(slot.poll)?.state === 'open' && !isIn(ballotOf(slot))));

/** The next one to fill in after this one. */
export function nextDue(after: Slot): Slot | undefined {
  const here = slots.value.findIndex((one) => sameSlot(one, after));
  const ahead = slots.value.slice(here + 1).find((one) => due.value.some((it) => sameSlot(it, one)));
  return ahead ?? due.value.find((one) => !sameSlot(one, after));
}

export interface Draft { choice: Choice | null; text: string; marks: Marks | null }
const NONE: Draft = { choice: null, text: '', marks: null };
const STORED = 'ecabinet.drafts';

/** Of named ballots: over a reload. Of secret ones: in memory only. */
const drafts = signal<Record<string, Draft>>(stored());
const secrets = signal<Record<string, Draft>>({});

function stored(): Record<string, Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? '{}') as Record<string, Draft>;
  } catch {
    return {};
  }
}

export const draft = (slot: Slot): Draft => secrets.value[keyOf(slot)] ?? { ...NONE, ...drafts.value[keyOf(slot)] };

export function keepDraft(slot: Slot, next: Draft): void {
  if (pollFrame(slot.poll)?.rule.named === false) {
    secrets.value = { ...secrets.peek(), [keyOf(slot)]: next };
    return;
  }
  store({ ...drafts.peek(), [keyOf(slot)]: next });
}

function store(next: Record<string, Draft>): void {
  drafts.value = next;
  try {
    sessionStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    /* kept in memory only */
  }
}

const without = <V>(all: Record<string, V>, keys: readonly string[]): Record<string, V> => Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)));

/** Ballots that are being changed: when the one to be replaced was received. A new one ends it by having another time. */
const changing = signal<Record<string, number>>({});

export function change(slot: Slot): void {
  const ballot = ballotOf(slot);
  if (!ballot?.at) return;
  const secret = pollFrame(slot.poll)?.rule.named === false;
  ballotAct(slot).reset();
  batch(() => {
    changing.value = { ...changing.peek(), [keyOf(slot)]: ballot.at! };
    keepDraft(slot, secret ? NONE : { choice: ballot.choice, text: ballot.text, marks: ballot.marks });
  });
}
export const isChanging = (slot: Slot): boolean => isIn(ballotOf(slot)) && changing.value[keyOf(slot)] === ballotOf(slot)?.at;

/** Nothing stays of a choice whose ballot is in, or whose vote is over. Runs with every change of the view. */
export function watchDrafts(): () => void {
  return effect(() => {
    const here = `${meeting.value?.id}/`;
    const keys = Object.keys({ ...drafts.value, ...secrets.value }).filter((key) => key.startsWith(here) && isDone(slotOf(key.slice(here.length))));
    if (keys.length === 0) return;
    keys.forEach((key) => sealedAs.delete(key));
    if (keys.some((key) => key in drafts.peek())) store(without(drafts.peek(), keys));
    if (keys.some((key) => key in secrets.peek())) secrets.value = without(secrets.peek(), keys);
  });
}

function slotOf(rest: string): Slot {
  const [poll = 0, voter = null] = rest.split('/').map(Number);
  return { poll, voter };
}

function isDone(slot: Slot): boolean {
  const poll = pollFrame(slot.poll);
  return poll !== undefined && (!isLive(poll) || (isIn(ballotOf(slot)) && !isChanging(slot)));
}

const acts = new Map<string, Act>();
const before = new Map<string, number | null>();

/** The act of sending this ballot. It never repeats itself: after a cut, only the view says whether it arrived. */
export function ballotAct(slot: Slot): Act {
  const key = keyOf(slot);
  let act = acts.get(key);
  if (!act) acts.set(key, (act = newAct(() => (ballotOf(slot)?.at ?? null) !== (before.get(key) ?? null))));
  return act;
}

/** The same choice is sealed once: sent again after a failure it is the same ballot, which counts once. */
const sealedAs = new Map<string, { of: string; sealed: string }>();

async function sealed(poll: PollFrame, slot: Slot, plain: { choice: string } | { marks: Marks }): Promise<string> {
  const of = JSON.stringify(plain);
  const known = sealedAs.get(keyOf(slot));
  if (known?.of === of) return known.sealed;
  const { sealBallot } = await import('../net/seal');
  const made = await sealBallot(poll.urn!, meeting.peek()!.id, poll.id, slot.voter ?? me.peek()!.participant, plain);
  sealedAs.set(keyOf(slot), { of, sealed: made });
  return made;
}

export async function send(poll: PollFrame, slot: Slot, { choice, text, marks }: Draft): Promise<void> {
  const act = ballotAct(slot);
  before.set(keyOf(slot), ballotOf(slot)?.at ?? null);
  const who = { poll: poll.id, ...(slot.voter === null ? {} : { voter: slot.voter }) };
  if (poll.urn) {
    act.state.value = { is: 'sending' };
    const closed = await sealed(poll, slot, choice ? { choice } : { marks: marks ?? [] }).catch(() => null);
    act.state.value = closed === null ? { is: 'unsent' } : { is: 'idle' };
    if (closed !== null) await act.send('voting.cast', { ...who, sealed: closed });
  } else if (poll.method.kind === 'question') {
    await act.send('voting.cast', { ...who, choice, text: choice === 'other' ? text.trim() : '' });
  } else {
    await act.send('voting.cast', { ...who, marks: marks ?? [] });
  }
}
