/**
 * Motions and polls as values: who could vote now, what may be opened together, what an election left open. Pure.
 *
 * It decides nothing: the server freezes the electorate and refuses (voting/electorate.py, voting/rules_polls.py). It only
 * says beforehand what would happen, so that nobody presses what would be refused.
 */
import type { Method, Objects, Rule } from '../protocol';

type Motion = Objects['motion'];
type Poll = Omit<Objects['poll'], 'voted'>;
type Person = Objects['person'];

export const isOver = (poll: Pick<Poll, 'state'>): boolean => poll.state === 'closed' || poll.state === 'void';

/** Never opened, or only voided: it may be opened. */
export const undecided = (motion: Motion, polls: readonly Poll[]): boolean =>
  motion.poll === null || polls.find((one) => one.id === motion.poll)?.state === 'void';

export const readyOf = (item: number, motions: readonly Motion[], polls: readonly Poll[]): Motion[] =>
  motions.filter((one) => one.item === item && undecided(one, polls));

/** Who is here, whose vote is not the plain one, who takes no part in the item. */
export interface Hall { people: readonly Person[]; voters: readonly Objects['voter'][]; recused: ReadonlySet<number> }

export interface Electorate { voters: number; here: number; members: number; weighted: boolean }

const weight = (hall: Hall, member: number): number => {
  const found = hall.voters.find((one) => one.participant === member);
  return found ? found.p / found.q : 1;
};

/** The electorate of a poll that would open now. */
export function electorateOf(rule: Rule, hall: Hall): Electorate {
  const takesPart = (one: Person): boolean => !hall.recused.has(one.id) && !(one.replaces !== null && hall.recused.has(one.replaces));
  const votes = (one: Person): boolean => one.capacity === 'member' || (rule.substitutes && one.capacity === 'substitute' && one.replaces !== null);
  const here = hall.people.filter((one) => one.presence !== null && takesPart(one) && votes(one));
  const away = byProxy(rule, hall, here);
  const weights = new Set([...here.map((one) => weight(hall, one.replaces ?? one.id)), ...away.map((one) => weight(hall, one))]);
  return { voters: here.length + away.length, here: here.length, members: hall.people.filter((one) => one.capacity === 'member').length, weighted: weights.size > 1 };
}

/** Members who are away and whose ballot a holder casts, each holder as many as the rule allows. */
function byProxy(rule: Rule, hall: Hall, here: readonly Person[]): number[] {
  const holders = new Set(here.filter((one) => one.capacity === 'member').map((one) => one.id));
  const placed = new Set(here.flatMap((one) => (one.replaces === null ? [one.id] : [one.replaces])));
  const held = new Map<number, number>();
  const found: number[] = [];
  for (const { participant, holder } of [...hall.voters].sort((a, b) => a.participant - b.participant)) {
    if (holder === null || !holders.has(holder) || placed.has(participant) || hall.recused.has(participant)) continue;
    if ((held.get(holder) ?? 0) >= rule.proxies) continue;
    held.set(holder, (held.get(holder) ?? 0) + 1);
    found.push(participant);
  }
  return found;
}

export interface Quorum { present: number; needed: number; members: number; reached: boolean }

/** The rule's own quorum, or else the meeting's; counted of those who take part. */
export function quorumOf(rule: Rule, now: Electorate, needed: number): Quorum {
  const need = rule.quorum ? Math.ceil((rule.quorum.p * now.members) / rule.quorum.q) : needed;
  return { present: now.here, needed: need, members: now.members, reached: now.members > 0 && now.here >= need };
}

/** Fewer than this, and a secret result is a riddle that the hall can solve. */
export const FEW = 5;

/** Why the result of a secret poll may tell who chose what: few voters, or figures that all could agree on. */
export function revealing(rule: Rule, voters: number): 'few' | 'unanimous' | null {
  if (rule.named) return null;
  if (voters < FEW) return 'few';
  return rule.published === 'verdict' ? null : 'unanimous';
}

const sameRule = (a: Rule, b: Rule): boolean => JSON.stringify(a) === JSON.stringify(b);

export type WhyNot = 'secret' | 'out' | 'differs' | 'kinds';

/** What keeps these motions from being opened as one poll each, at the same time. */
export const notTogether = (chosen: readonly Motion[]): WhyNot | null => (chosen.some((one) => !one.rule.named) ? 'secret' : null);

/** What keeps these motions from being decided by one poll. */
export function notEnBloc(chosen: readonly Motion[]): WhyNot | null {
  if (chosen.some((one) => one.out)) return 'out';
  if (chosen.some((one) => one.method.kind !== 'question')) return 'kinds';
  return chosen.every((one) => sameRule(one.rule, chosen[0]!.rule)) ? null : 'differs';
}

/** Seats that an election left open, while no second round on them was put ready. */
export function seatsLeft(poll: Poll, motions: readonly Motion[]): number {
  if (poll.state !== 'closed' || !poll.outcome || poll.rule.majority === 'none') return 0;
  if (motions.some((one) => one.follows === poll.id)) return 0;
  return Math.max(0, poll.method.seats - poll.outcome.elected.length);
}

/** Polls on a motion, oldest first; those that decided it en bloc, too. */
export const pollsOf = <P extends Pick<Poll, 'id' | 'motion' | 'bloc'>>(motion: number, polls: readonly P[]): P[] =>
  polls.filter((one) => one.motion === motion || one.bloc.includes(motion)).sort((a, b) => a.id - b.id);

export const isElection = (method: Pick<Method, 'kind'>): boolean => method.kind !== 'question';
