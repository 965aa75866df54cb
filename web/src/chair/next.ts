/**
 * What comes next in the meeting: one step, proposed to whoever runs it. Pure: a value from the view.
 *
 * It proposes and decides nothing: every other act stays available in its own place, and the server knows what is
 * allowed. Steps that may be passed over (presenting, a vote) are named in `skipped` by `stepKey`.
 *
 * Rules
 * - start > open the first item > present its paper > open its votes > close the vote > open the next item > close > sign.
 * - Of polls that are open together all are closed at once; a poll by hands or on paper wants its count first; a tie waits
 *   for the chair's casting vote, a secret poll for its urn; what an election left open is put ready for a second round.
 * - Nothing here depends on how many have voted: ballots that come in wake nobody who does not count them.
 * - A headline item (with sub-items, without papers or motions of its own) is not opened itself: its first sub-item is.
 * - Nothing is presented twice by proposal: `shown` names the items for which something has been on the screen.
 * - Postponed and withdrawn items are never proposed.
 */
import type { Objects } from '../protocol';
import { isOver, seatsLeft, undecided } from './votes';

type Item = Objects['item'];
type Motion = Objects['motion'];
export type Frame = Omit<Objects['poll'], 'voted'>;

export interface View {
  phase: Objects['meeting']['phase'];
  quorum: boolean;
  items: readonly Item[]; // in order
  papers: readonly Objects['paper'][];
  motions: readonly Motion[];
  polls: readonly Frame[];
  /** Whether a vote on it would open with a quorum. */
  mayVote: (motion: Motion) => boolean;
  /** Polls by hands or on paper whose count was entered, as far as this console knows. */
  entered: ReadonlySet<number>;
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
  | { kind: 'close-vote'; polls: readonly number[] }
  | { kind: 'resume-vote'; polls: readonly number[] }
  | { kind: 'enter-count'; poll: number }
  | { kind: 'counting'; poll: number }
  | { kind: 'casting'; poll: number }
  | { kind: 'second-round'; poll: number; seats: number }
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
    case 'second-round': return `round/${step.poll}`;
    default: return null;
  }
}

function running(view: View): Step {
  const vote = voting(view);
  if (vote) return vote;
  const current = view.items.find((one) => one.state === 'open');
  return (current && within(view, current)) ?? onwards(view, current);
}

/** What the polls that are not over wait for. */
function voting(view: View): Step | undefined {
  const polls = view.polls.filter((one) => !isOver(one));
  const of = (state: Frame['state']): Frame[] => polls.filter((one) => one.state === state);
  const tied = of('tied')[0];
  if (tied) return { kind: 'casting', poll: tied.id };
  const open = of('open');
  const counts = open.find((one) => one.by !== 'seats' && !view.entered.has(one.id));
  if (counts) return { kind: 'enter-count', poll: counts.id };
  if (open.length > 0) return { kind: 'close-vote', polls: open.map((one) => one.id) };
  const [paused, counting] = [of('paused').map((one) => one.id), of('counting')[0]];
  if (paused.length > 0) return { kind: 'resume-vote', polls: paused };
  return counting && { kind: 'counting', poll: counting.id };
}

/** What the open item still needs. */
function within(view: View, item: Item): Step | undefined {
  const first = view.papers.find((one) => one.item === item.id && one.version !== null);
  const passed = (step: Step): boolean => view.skipped.has(stepKey(step) ?? '');
  if (first && view.stage?.paper == null && !view.shown.has(item.id) && !votedOn(view, item)) {
    const step: Step = { kind: 'present', paper: first.id };
    if (!passed(step)) return step;
  }
  const round = view.polls.filter((one) => one.item === item.id)
    .map((one): Step & { kind: 'second-round' } => ({ kind: 'second-round', poll: one.id, seats: seatsLeft(one, view.motions) }))
    .find((step) => step.seats > 0 && !passed(step));
  if (round) return round;
  const motion = view.motions.find((one) => one.item === item.id && undecided(one, view.polls) && !view.skipped.has(`vote/${one.id}`));
  return motion && { kind: 'vote', motion: motion.id, quorum: view.mayVote(motion) };
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
  ['start', 'resume', 'vote', 'close-vote', 'resume-vote', 'casting', 'close'].includes(step.kind) || (step.kind === 'sign' && step.role === 'chair');
