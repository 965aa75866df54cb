/**
 * Results of the meeting's votes: all of them with their figures and the polls that each motion had, and for a named vote
 * the roll call to print. Pages of the console with addresses of their own, `?page=results` and `?page=roll-call&poll=31`.
 */
import { go, path } from '../../app/router';
import { meeting, pollFrame } from '../../store/select';
import { AllResults } from './all';
import { RollCall } from './roll-call';

export type ResultsAt = { is: 'results'; poll: number | null } | { is: 'roll-call'; poll: number };

/** Which page the address names; null: the console itself. */
export function pageAt(search: string): ResultsAt | null {
  const asked = new URLSearchParams(search);
  const poll = Number(asked.get('poll')) || null;
  if (asked.get('page') === 'results') return { is: 'results', poll };
  return asked.get('page') === 'roll-call' && poll !== null ? { is: 'roll-call', poll } : null;
}

export const resultsPath = (poll: number | null = null): string => `${path.console(meeting.value?.id ?? '', 'chair')}?page=results${poll === null ? '' : `&poll=${poll}`}`;
export const rollCallPath = (poll: number): string => `${path.console(meeting.value?.id ?? '', 'chair')}?page=roll-call&poll=${poll}`;

export const toConsole = (): void => go(path.console(meeting.value?.id ?? '', 'chair'));

export function Results({ page }: { page: ResultsAt }) {
  const poll = page.is === 'roll-call' ? pollFrame(page.poll) : undefined;
  return poll ? <RollCall poll={poll} /> : <AllResults shown={page.poll} />;
}
