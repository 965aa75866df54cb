/**
 * What comes next in the meeting: one step, proposed to whoever runs it. Pure: a value from the view.
 *
 * It proposes and decides nothing: every other act stays available in its own place, and the server knows what is
 * allowed. Steps that may be passed over (presenting, a vote) are named in `skipped` by `stepKey`.
 *
 * Rules
 * - start > open the first item > present its paper > open its votes > close the vote > open the next item > close > sign.
 * - A headline item (with sub-items, without papers or motions of its own) is not opened itself: its first sub-item is.
 * - Nothing is presented twice by proposal: `shown` names the items for which something has been on the screen.
 * - Postponed and withdrawn items are never proposed.
 */
import type { Objects } from '../protocol';

type Item = Objects['item'];

export interface View {
  phase: Objects['meeting']['phase'];
  quorum: boolean;
  items: readonly Item[]; // in order
  papers: readonly Objects['paper'][];
  motions: readonly Objects['motion'][];
  polls: readonly Objects['poll'][];
  stage: Pick<Objects['stage'], 'paper'> | undefined;
  record: Objects['record'] | undefined;
  secretary: boolean; // I am one
  shown: ReadonlySet<number>;
  skipped: ReadonlySet<string>;
}

export type Step =
  | { kind: 'convene' }
  | { kind: 'start'; quorum: boolean }
  | { kind: 'resume' }
  | { kind: 'open'; item: number }
  | { kind: 'present'; paper: number }
  | { kind: 'vote'; motion: number; quorum: boolean }
  | { kind: 'close-vote'; poll: number; missing: number }
  | { kind: 'advance'; item: number; next: number }
  | { kind: 'close'; left: number }
  | { kind: 'write-record' }
  | { kind: 'sign'; role: 'secretary' | 'chair' }
  | { kind: 'wait'; for: 'secretary' | 'signature' | 'chair' | 'filing' }
  | { kind: 'document'; document: string }
  | { kind: 'cancelled' };

export function nextStep(view: View): Step {
  switch (view.phase) {
    case 'draft': return { kind: 'convene' };
    case 'convened': return { kind: 'start', quorum: view.quorum };
    case 'paused': return { kind: 'resume' };
    case 'running': return running(view);
    case 'closed': return afterwards(view);
    case 'cancelled': return { kind: 'cancelled' };
  }
}

/** The name under which a step may be passed over; null where it may not. */
export function stepKey(step: Step): string | null {
  switch (step.kind) {
    case 'present': return `present/${step.paper}`;
    case 'vote': return `vote/${step.motion}`;
    default: return null;
  }
}

function running(view: View): Step {
  const vote = view.polls.find((one) => one.state === 'open');
  if (vote) return { kind: 'close-vote', poll: vote.id, missing: vote.entitled - vote.voted };
  const current = view.items.find((one) => one.state === 'open');
  return (current && within(view, current)) ?? onwards(view, current);
}

/** What the open item still needs. */
function within(view: View, item: Item): Step | undefined {
  const first = view.papers.find((one) => one.item === item.id && one.version !== null);
  const passed = (step: Step): boolean => view.skipped.has(stepKey(step) ?? '');
  if (first && view.stage?.paper == null && !view.shown.has(item.id) && !votedOn(view, item)) {
    const step: Step = { kind: 'present', paper: first.id };
    if (!passed(step)) return step;
  }
  return view.motions
    .filter((one) => one.item === item.id && undecided(view, one))
    .map((one): Step => ({ kind: 'vote', motion: one.id, quorum: view.quorum }))
    .find((step) => !passed(step));
}

function onwards(view: View, current: Item | undefined): Step {
  const next = nextItem(view, current);
  if (next && current) return { kind: 'advance', item: current.id, next: next.id };
  if (next) return { kind: 'open', item: next.id };
  return { kind: 'close', left: view.items.filter((one) => one.state === 'postponed').length };
}

/** The first planned item after the open one (or at all), headlines passed over. */
export function nextItem(view: Pick<View, 'items' | 'papers' | 'motions'>, current: Item | undefined): Item | undefined {
  const waiting = view.items.filter((one) => one.state === 'planned' && !isHeadline(view, one));
  return waiting.find((one) => !current || one.order > current.order) ?? waiting[0];
}

/** An item that only groups its sub-items. */
export function isHeadline(view: Pick<View, 'items' | 'papers' | 'motions'>, item: Item): boolean {
  const own = (one: { item: number }): boolean => one.item === item.id;
  return view.items.some((one) => one.parent === item.id) && !view.papers.some(own) && !view.motions.some(own);
}

const undecided = (view: View, motion: Objects['motion']): boolean =>
  motion.poll === null || view.polls.find((one) => one.id === motion.poll)?.state === 'void';

const votedOn = (view: View, item: Item): boolean => view.polls.some((one) => one.item === item.id && one.state === 'closed');

function afterwards({ record, secretary }: View): Step {
  const signed = record?.signatures.length ?? 0;
  switch (record?.state ?? 'draft') {
    case 'draft': return secretary ? { kind: 'write-record' } : { kind: 'wait', for: 'secretary' };
    case 'final':
      if (signed === 0) return secretary ? { kind: 'sign', role: 'secretary' } : { kind: 'wait', for: 'signature' };
      return secretary ? { kind: 'wait', for: 'chair' } : { kind: 'sign', role: 'chair' };
    case 'signed': return { kind: 'wait', for: 'filing' };
    case 'filed': return { kind: 'document', document: record?.document ?? '' };
  }
}

/** Only whoever chairs may do these; the secretary is shown who does. */
export const needsChair = (step: Step): boolean =>
  ['start', 'resume', 'vote', 'close-vote', 'close'].includes(step.kind) || (step.kind === 'sign' && step.role === 'chair');
