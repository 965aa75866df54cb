/** What the ballot sheet remembers: which poll is raised, what is chosen but not sent, which results were seen. Kept on this device over a reload. */
import { signal } from '@preact/signals';
import { newAct, type Act } from '../net/act';
import { ownBallot, type Choice } from '../store/select';

/** Poll whose sheet is up, or null. */
export const ballotOpen = signal<number | null>(null);

/** The poll whose sheet came up by itself: it is inert for a moment. */
export const risenByItself = signal<number | null>(null);

export function lower(): void {
  ballotOpen.value = null;
  risenByItself.value = null;
}

export interface Draft { choice: Choice | null; text: string }
const NONE: Draft = { choice: null, text: '' };

const drafts = signal<Record<string, Draft>>(stored());
const acts = new Map<number, Act>();

const KEY = 'ecabinet.drafts';

function stored(): Record<string, Draft> {
  try {
    return JSON.parse(sessionStorage.getItem('ecabinet.drafts') ?? '{}') as Record<string, Draft>;
  } catch {
    return {};
  }
}

export const draft = (meeting: string, poll: number): Draft => drafts.value[`${meeting}/${poll}`] ?? NONE;

export function keepDraft(meeting: string, poll: number, next: Draft): void {
  drafts.value = { ...drafts.peek(), [`${meeting}/${poll}`]: next };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(drafts.peek()));
  } catch {
    /* kept in memory only */
  }
}

/** The act of sending a ballot in this poll. It never repeats itself: after a cut, only the view says whether it arrived. */
export function ballotAct(poll: number): Act {
  let act = acts.get(poll);
  if (!act) acts.set(poll, (act = newAct(() => ownBallot(poll)?.choice != null)));
  return act;
}
