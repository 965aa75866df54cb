/** What the console remembers for itself: which sheet is up, what is unfolded, what was passed over. Kept per tab over a reload. */
import { computed, effect, signal } from '@preact/signals';
import { me, meeting, items, motions, papers, polls, quorum, record, stage } from '../store/select';
import { nextStep, type Step } from './next';

export type Dialog =
  | { is: 'menu' | 'hand' | 'attendance' | 'end' | 'papers' | 'agenda' | 'following' | 'start-anyway' | 'sign' }
  | { is: 'postpone' | 'withdraw'; item: number }
  | { is: 'vote-anyway'; motion: number }
  | { is: 'close-vote' | 'void'; poll: number }
  | { is: 'result'; poll: number };

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

/** The step proposed now. */
export const step = computed<Step | null>(() => {
  const frame = meeting.value;
  if (!frame) return null;
  return nextStep({
    phase: frame.phase, quorum: quorum.value?.reached ?? false, items: items.value, papers: papers.value, motions: motions.value,
    polls: polls.value, stage: stage.value, record: record.value, secretary: me.value?.secretary ?? false,
    shown: new Set(own.value.shown), skipped: new Set(own.value.skipped),
  });
});

/** The result to show beside the stage: of the last vote of the open item, until it is put away or the room goes on. */
export const freshResult = computed(() => {
  if (polls.value.some((one) => one.state === 'open')) return undefined;
  const open = items.value.find((one) => one.state === 'open');
  const last = polls.value.filter((one) => one.state === 'closed').at(-1);
  return last && last.item === open?.id && !isDismissed(last.id) ? last : undefined;
});
