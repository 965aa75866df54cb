/**
 * Who has not voted yet in a poll, by given name. Sorted once, when the vote opens; ballots only take names away. A long
 * list is renewed once a second and not with every ballot: nobody reads it faster, and the count beside it is exact.
 */
import { effect, untracked } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { room } from '../net/seat';
import type { Objects } from '../protocol';
import { byGivenName, votedIn, votedOf } from '../store/select';

type Voted = Objects['voted'];

const EVERY = 1_000;
/** A list of so many is renewed at once. */
const SHORT = 30;

let sorted: { keys: readonly string[]; poll: number; ids: readonly number[] } = { keys: [], poll: 0, ids: [] };

function inOrder(poll: number): readonly number[] {
  const keys = room.keys('voted');
  if (sorted.keys !== keys || sorted.poll !== poll) {
    const ids = votedOf(poll).sort((a, b) => byGivenName(a.name, b.name)).map((one) => one.participant);
    sorted = { keys, poll, ids };
  }
  return sorted.ids;
}

const notVoted = (poll: number): readonly Voted[] =>
  untracked(() => inOrder(poll).map((id) => room.get('voted', poll, id)).filter((one): one is Voted => one !== undefined && !one.voted));

export function useNotVoted(poll: number): readonly Voted[] {
  const [list, setList] = useState(() => notVoted(poll));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = Date.now(); // it was just drawn: not once more as it appears
    const renew = (): void => { timer = undefined; last = Date.now(); setList(notVoted(poll)); };
    const stop = effect(() => {
      room.keys('voted');
      const left = (room.get('poll', poll)?.entitled ?? 0) - votedIn(poll);
      if (left <= SHORT) { clearTimeout(timer); renew(); } else timer ??= setTimeout(renew, Math.max(0, EVERY - (Date.now() - last)));
    });
    return () => { clearTimeout(timer); stop(); };
  }, [poll]);
  return list;
}
