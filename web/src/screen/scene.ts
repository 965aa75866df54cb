/**
 * What the projector shows, as a value from the view. Pure.
 *
 * Order: ended > paused > a vote under way > its result, until the next thing happens > something this screen may not
 * show > a presented page > the open item > between items > before the session.
 *
 * "The next thing" after a result: another item, page or paper, a new speech, a pause. The view does not say when a page
 * was turned, so the screen remembers what stood beside the result when it came (`Memory`, kept over a reload).
 *
 * A result whose names the chair shows comes up again, whichever it is, and stays as long as any other; asked for during a
 * pause it stands until the pause ends.
 */
import type { Objects } from '../protocol';

export interface View {
  meeting: Objects['meeting'] | undefined;
  stage: Objects['stage'] | undefined;
  floor: Objects['floor'] | undefined;
  items: readonly Objects['item'][];
  polls: readonly Objects['poll'][];
}

export type Scene =
  | { is: 'before' | 'between' | 'paused' | 'ended' | 'hidden' | 'cancelled' }
  | { is: 'vote' | 'result'; poll: number }
  | { is: 'page'; paper: number; version: string; page: number }
  | { is: 'item'; item: number };

/** Beside which room the result of `poll` came up, and whether the room has gone on since. `last`: the newest result; `named`: those whose names are shown. */
export interface Memory { poll: number; room: string; floor: number; over: boolean; last: number; named: readonly number[] }

export function scene(view: View, memory: Memory | null): Scene {
  const { meeting, stage } = view;
  switch (meeting?.phase) {
    case undefined: case 'draft': case 'convened': return { is: 'before' };
    case 'cancelled': return { is: 'cancelled' };
    case 'closed': return { is: 'ended' };
    case 'paused': return askedFor(view, memory) ? { is: 'result', poll: memory!.poll } : { is: 'paused' };
    case 'running': break;
  }
  const vote = view.polls.find((one) => one.state === 'open') ?? view.polls.find((one) => one.state !== 'closed' && one.state !== 'void');
  if (vote) return { is: 'vote', poll: vote.id };
  const decided = lastClosed(view);
  if (memory && decided?.id === memory.last && !memory.over) return { is: 'result', poll: memory.poll };
  if (stage?.hidden) return { is: 'hidden' };
  if (stage?.paper != null && stage.version !== null && stage.page !== null) return { is: 'page', paper: stage.paper, version: stage.version, page: stage.page };
  const open = view.items.find((one) => one.state === 'open');
  return open ? { is: 'item', item: open.id } : { is: 'between' };
}

/** The memory after this view. A result that was old when the screen first saw it is not brought back. */
export function remembered(view: View, memory: Memory | null): Memory | null {
  const decided = lastClosed(view);
  if (!decided) return memory;
  const named = view.polls.filter((one) => one.names_shown).map((one) => one.id);
  const now: Memory = { poll: decided.id, room: room(view), floor: view.floor?.started_at ?? 0, over: false, last: decided.id, named };
  const asked = named.find((id) => !memory?.named?.includes(id));
  if (asked) return { ...now, poll: asked };
  if (memory?.last !== decided.id) return { ...now, over: isOld(view, decided) };
  const spoke = view.floor !== undefined && view.floor.started_at !== memory.floor && view.floor.started_at > (decided.closed_at ?? 0);
  const away = memory.poll !== decided.id && !named.includes(memory.poll);
  return { ...memory, named, over: memory.over || now.room !== memory.room || spoke || away };
}

const askedFor = ({ polls }: View, memory: Memory | null): boolean =>
  memory?.over === false && polls.some((one) => one.id === memory.poll && one.names_shown);

const lastClosed = ({ polls }: View): Objects['poll'] | undefined =>
  polls.filter((one) => one.state === 'closed').reduce<Objects['poll'] | undefined>((last, one) => ((one.closed_at ?? 0) >= (last?.closed_at ?? 0) ? one : last), undefined);

/** What changes when the room goes on. */
const room = ({ meeting, stage, items }: View): string =>
  JSON.stringify([meeting?.phase, items.find((one) => one.state === 'open')?.id, stage?.version, stage?.page]);

function isOld(view: View, poll: Objects['poll']): boolean {
  const open = view.items.find((one) => one.state === 'open');
  const at = poll.closed_at ?? 0;
  return open?.id !== poll.item || (view.floor?.started_at ?? 0) > at || (open?.opened_at ?? 0) > at;
}
