/** Who could vote, what may be opened together, and what tellers counted as papers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedPoll, rule } from '../dev/fixture';
import { faultOf, orderOf, papersOf, type Counts, type Paper } from '../src/chair/count';
import { electorateOf, notEnBloc, notTogether, pollsOf, quorumOf, revealing, seatsLeft, type Hall } from '../src/chair/votes';
import type { Method, Objects } from '../src/protocol';

const QUESTION: Method = { kind: 'question', options: [], least: 1, most: 1, seats: 1, top: 0 };
const person = (id: number, change: Partial<Objects['person']> = {}): Objects['person'] => ({
  id, person: null, name: `Người ${id}`, position: '', unit: '', unit_short: '', capacity: 'member', duties: [], replaces: null, items: [],
  presence: 'room', site: '', checked_in_at: 1, checked_out_at: null, absent: null, ...change,
});
const hall = (people: Objects['person'][], voters: Objects['voter'][] = [], recused: number[] = []): Hall => ({ people, voters, recused: new Set(recused) });
const voter = (participant: number, p = 1, q = 1, holder: number | null = null): Objects['voter'] => ({ participant, p, q, holder });
const motion = (id: number, change: Partial<Objects['motion']> = {}): Objects['motion'] => ({ id, item: 1, text: 'Thông qua', rule, poll: null, opened: false, needed: 3, method: QUESTION, out: false, follows: null, ...change });

test('members who are here vote; guests, the recused and the absent do not', () => {
  const people = [person(1), person(2), person(3, { presence: null }), person(4, { capacity: 'guest' }), person(5)];
  assert.deepEqual(electorateOf(rule, hall(people, [], [5])), { voters: 2, here: 2, members: 4, weighted: false });
});

test('substitutes and proxies vote where the rule lets them, a holder as many as it says', () => {
  const people = [person(1), person(2, { presence: null }), person(3, { presence: null }), person(4, { presence: null }), person(5, { capacity: 'substitute', replaces: 4 })];
  const voters = [voter(2, 1, 1, 1), voter(3, 1, 1, 1)];
  assert.equal(electorateOf(rule, hall(people, voters)).voters, 1);
  const open = { ...rule, substitutes: true, proxies: 1 };
  assert.deepEqual(electorateOf(open, hall(people, voters)), { voters: 3, here: 2, members: 4, weighted: false });
  assert.equal(electorateOf({ ...open, proxies: 2 }, hall(people, voters)).voters, 4);
  assert.equal(electorateOf({ ...open, proxies: 2 }, hall(people, voters, [1])).voters, 1, 'who is recused holds nothing');
  assert.ok(electorateOf(open, hall(people, [voter(1, 3, 2)])).weighted);
});

test('a quorum of the rule goes before that of the meeting', () => {
  const now = { voters: 4, here: 4, members: 9, weighted: false };
  assert.deepEqual(quorumOf(rule, now, 6), { present: 4, needed: 6, members: 9, reached: false });
  assert.ok(quorumOf({ ...rule, quorum: { p: 0, q: 1 } }, now, 6).reached);
  assert.equal(quorumOf({ ...rule, quorum: { p: 1, q: 2 } }, now, 6).needed, 5);
});

test('a secret vote of few, or whose figures are told, is warned of', () => {
  const secret = { ...rule, named: false, published: 'totals' as const };
  assert.equal(revealing(rule, 3), null);
  assert.equal(revealing(secret, 4), 'few');
  assert.equal(revealing(secret, 5), 'unanimous');
  assert.equal(revealing({ ...secret, published: 'verdict' }, 27), null);
});

test('secret votes are opened alone; a bloc is of equal questions, none taken out', () => {
  const two = [motion(1), motion(2)];
  assert.equal(notTogether(two), null);
  assert.equal(notTogether([motion(1), motion(2, { rule: { ...rule, named: false } })]), 'secret');
  assert.equal(notEnBloc(two), null);
  assert.equal(notEnBloc([motion(1), motion(2, { out: true })]), 'out');
  assert.equal(notEnBloc([motion(1), motion(2, { rule: { ...rule, q: 3 } })]), 'differs');
  assert.equal(notEnBloc([motion(1), motion(2, { method: { ...QUESTION, kind: 'score' } })]), 'kinds');
});

test('polls of a motion, those that decided it en bloc among them; seats that were left open', () => {
  const poll = (id: number, of: number, bloc: number[] = []) => ({ id, motion: of, bloc });
  assert.deepEqual(pollsOf(2, [poll(5, 1, [1, 2]), poll(4, 2), poll(3, 1)]).map((one) => one.id), [4, 5]);
  const outcome = { tallies: [], elected: [1], tied: [], quota: 0, rounds: [] };
  const election = { ...closedPoll(), method: { ...QUESTION, kind: 'approval' as const, seats: 3 }, outcome };
  assert.equal(seatsLeft(election, []), 2);
  assert.equal(seatsLeft(election, [motion(9, { follows: election.id })]), 0);
  assert.equal(seatsLeft(closedPoll(), []), 0);
});

const options = (n: number) => Array.from({ length: n }, (_, i) => ({ id: i + 1, text: `P${i + 1}` }));
const NONE: Counts = { choices: {}, valid: 0, yes: [], no: [], orders: [], invalid: 0 };
const sum = (papers: readonly Paper[], of: (paper: Paper) => number): number => papers.reduce((all, one) => all + one.count * of(one), 0);

test('hands by choice: every choice has a number, the sum stays within those who may vote', () => {
  const poll = { method: QUESTION, rule };
  const counts = { ...NONE, choices: { yes: 12, no: 3, abstain: 0, other: 0 } };
  assert.equal(faultOf(poll, counts, 15), null);
  assert.equal(faultOf(poll, counts, 14), 'too_many');
  assert.equal(faultOf(poll, { ...counts, choices: { yes: 12 } }, 15), 'missing');
  assert.deepEqual(papersOf(poll, counts), [{ choice: 'yes', count: 12 }, { choice: 'no', count: 3 }]);
});

test('votes of an election become as many papers as were valid, with the totals of the sheet, none marked too often', () => {
  const method: Method = { kind: 'approval', options: options(4), least: 1, most: 2, seats: 2, top: 0 };
  const poll = { method, rule };
  for (const [valid, yes] of [[10, [10, 6, 3, 1]], [7, [5, 4, 3, 2]], [5, [5, 0, 0, 0]], [9, [4, 4, 4, 4]]] as const) {
    const counts = { ...NONE, valid, yes };
    assert.equal(faultOf(poll, counts, 20), null, String(yes));
    const papers = papersOf(poll, counts);
    assert.equal(sum(papers, () => 1), valid);
    yes.forEach((votes, i) => assert.equal(sum(papers, (one) => Number(one.marks!.includes(i + 1))), votes));
    for (const { marks } of papers) assert.ok(marks!.length >= 1 && marks!.length <= 2 && new Set(marks).size === marks!.length, String(marks));
  }
  assert.equal(faultOf(poll, { ...NONE, valid: 5, yes: [6, 0, 0, 0] }, 20), 'over_valid');
  assert.equal(faultOf(poll, { ...NONE, valid: 5, yes: [5, 5, 1, 0] }, 20), 'marks');
  assert.equal(faultOf(poll, { ...NONE, valid: 5, yes: [2, 2, 0, 0] }, 20), 'marks');
});

test('yes and no for each, and points, keep their totals', () => {
  const each: Method = { kind: 'each', options: options(2), least: 1, most: 2, seats: 2, top: 0 };
  const answers = papersOf({ method: each, rule }, { ...NONE, valid: 6, yes: [4, 1], no: [2, 3] });
  assert.equal(sum(answers, (one) => Number(one.marks![0] === 1)), 4);
  assert.equal(sum(answers, (one) => Number(one.marks![1] === 0)), 3);
  assert.equal(sum(answers, (one) => Number(one.marks![1] === -1)), 2);
  const score: Method = { kind: 'score', options: options(2), least: 1, most: 2, seats: 1, top: 5 };
  const points = papersOf({ method: score, rule }, { ...NONE, valid: 3, yes: [14, 2] });
  assert.deepEqual([0, 1].map((at) => sum(points, (one) => one.marks![at]!)), [14, 2]);
  assert.ok(points.every((one) => one.marks!.every((mark) => mark >= 0 && mark <= 5)));
  assert.equal(faultOf({ method: score, rule }, { ...NONE, valid: 3, yes: [16, 0] }, 9), 'over_points');
});

test('orders of preference are taken as they stand on the papers', () => {
  const method: Method = { kind: 'ranked', options: options(3), least: 1, most: 3, seats: 1, top: 0 };
  const counts = { ...NONE, orders: [{ marks: orderOf('2, 1,3'), count: 4 }, { marks: orderOf('3'), count: 1 }] };
  assert.equal(faultOf({ method, rule }, counts, 5), null);
  assert.deepEqual(papersOf({ method, rule }, counts), [{ marks: [2, 1, 3], count: 4 }, { marks: [3], count: 1 }]);
  assert.equal(faultOf({ method, rule }, { ...NONE, orders: [{ marks: [2, 2], count: 1 }] }, 5), 'bad_order');
});
