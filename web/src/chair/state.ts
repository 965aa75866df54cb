/** What the console remembers for itself: which sheet is up, what is unfolded, what was passed over. Kept per tab over a reload. */
import { computed, effect, signal } from '@preact/signals';
import { room } from '../net/seat';
import type { CommandName, Commands, Objects } from '../protocol';
import { items, livePolls, me, meeting, motions, papers, people, pollFrames, quorum, record, stage } from '../store/select';
import { nextStep, type Step } from './next';
import { electorateOf, quorumOf, type Electorate, type Quorum } from './votes';

type Motion = Objects['motion'];

/** A vote that is to be opened, one way or another; without a quorum the same is asked for with a reason. */
export type Opening = { [C in Extract<CommandName, 'voting.open' | 'voting.open_together' | 'voting.open_bloc'>]: { cmd: C; args: Commands[C]; motion: number } }['voting.open' | 'voting.open_together' | 'voting.open_bloc'];

export type Dialog =
  | { is: 'menu' | 'hand' | 'attendance' | 'end' | 'papers' | 'agenda' | 'following' | 'start-anyway' | 'sign' }
  | { is: 'postpone' | 'withdraw'; item: number }
  | { is: 'open-votes' | 'open-secret'; motion: number }
  | { is: 'vote-anyway'; opening: Opening }
  | { is: 'close-votes'; polls: readonly number[] }
  | { is: 'void' | 'count' | 'result'; poll: number }
  | { is: 'casting'; poll: number; choice: 'yes' | 'no' | null };

export const dialog = signal<Dialog | null>(null);
export const done = (): void => { dialog.value = null; };

/** A sheet takes one step of history with it when it goes; what follows waits for that, or it would be taken back too. */
export function afterClosing(run: () => void): void {
  if (dialog.peek() === null) return run();
  const go = (): void => { clearTimeout(timer); removeEventListener('popstate', go); run(); };
  const timer = setTimeout(go, 250);
  addEventListener('popstate', go);
  done();
}

/** Raise a sheet, in place of the one that is up. */
export const ask = (next: Dialog): void => afterClosing(() => { dialog.value = next; });

/** The row whose acts are shown: "paper/15", "motion/30", "request/104". One at a time. */
export const picked = signal<string | null>(null);
export const pick = (key: string): void => { picked.value = picked.peek() === key ? null : key; };

/** Items that I unfolded. */
export const unfolded = signal<ReadonlySet<number>>(new Set());
export function unfold(id: number): void {
  const next = new Set(unfolded.peek());
  if (!next.delete(id)) next.add(id);
  unfolded.value = next;
}

interface Kept { skipped: string[]; shown: number[]; dismissed: number[] }
const KEY = 'ecabinet.console';
const kept = signal<Record<string, Kept>>(read());
const NONE: Kept = { skipped: [], shown: [], dismissed: [] };

function read(): Record<string, Kept> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, Kept>;
  } catch {
    return {};
  }
}

const own = computed(() => kept.value[meeting.value?.id ?? ''] ?? NONE);

function keep(change: Partial<Kept>): void {
  kept.value = { ...kept.peek(), [meeting.peek()?.id ?? '']: { ...own.peek(), ...change } };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept.peek()));
  } catch {
    /* lasts for this page */
  }
}

export const skip = (key: string): void => keep({ skipped: [...own.peek().skipped, key] });
export const dismiss = (poll: number): void => keep({ dismissed: [...own.peek().dismissed, poll] });
export const isDismissed = (poll: number): boolean => own.value.dismissed.includes(poll);

/** Remember for which items something has been presented, so that it is not proposed again. */
export const watchShown = (): (() => void) => effect(() => {
  const now = stage.value;
  if (now?.item != null && now.paper != null && !own.peek().shown.includes(now.item)) keep({ shown: [...own.peek().shown, now.item] });
});

/** Polls by hands or on paper whose count was entered here; the server keeps the last entry and shows it at the end. */
const enteredHere = signal<ReadonlySet<number>>(new Set());
export const countEntered = (poll: number): void => { enteredHere.value = new Set([...enteredHere.peek(), poll]); };
export const entered = computed<ReadonlySet<number>>(() =>
  new Set(livePolls.value.filter((one) => one.by !== 'seats' && (enteredHere.value.has(one.id) || (room.get('poll', one.id)?.voted ?? 0) > 0)).map((one) => one.id)));

/** Who could vote on it if it opened now, and whether that is a quorum. */
export function hallOf(motion: Motion): { electorate: Electorate; quorum: Quorum } {
  const recused = new Set(room.all('recusal').filter((one) => one.item === motion.item).map((one) => one.participant));
  const electorate = electorateOf(motion.rule, { people: people.value, voters: room.all('voter'), recused });
  return { electorate, quorum: quorumOf(motion.rule, electorate, quorum.value?.needed ?? 0) };
}

/** The step proposed now. */
export const step = computed<Step | null>(() => {
  const frame = meeting.value;
  if (!frame) return null;
  return nextStep({
    phase: frame.phase, quorum: quorum.value?.reached ?? false, items: items.value, papers: papers.value, motions: motions.value,
    polls: pollFrames.value, mayVote: (motion) => hallOf(motion).quorum.reached, entered: entered.value, stage: stage.value, record: record.value, secretary: me.value?.secretary ?? false,
    shown: new Set(own.value.shown), skipped: new Set(own.value.skipped),
  });
});

/** The results to show beside the stage: of the last vote of the open item (of all that were opened with it), until they are put away or the room goes on. */
export const freshResults = computed(() => {
  if (livePolls.value.length > 0) return [];
  const open = items.value.find((one) => one.state === 'open');
  const closed = pollFrames.value.filter((one) => one.state === 'closed');
  const last = closed.at(-1);
  if (!last || last.item !== open?.id || isDismissed(last.id)) return [];
  return closed.filter((one) => one.item === last.item && one.opened_at === last.opened_at);
});
