/** What the chair is proposed, through a whole meeting. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHeadline, nextItem, nextStep, stepKey, type View } from '../src/chair/next';
import { hours, lateBy, lasted, leftOf } from '../src/chair/times';
import { closedPoll, openPoll, rule } from '../dev/fixture';
import type { Objects } from '../src/protocol';

type Item = Objects['item'];
const QUESTION: Objects['motion']['method'] = { kind: 'question', options: [], least: 1, most: 1, seats: 1, top: 0 };

const item = (id: number, number: string, state: Item['state'] = 'planned', parent: number | null = null): Item => ({
  id, parent, order: id, depth: parent ? 2 : 1, number, title: `Nội dung ${number}`, presenter: '', presenter_position: '', presenter_id: null, minutes: 10,
  planned_at: id * 600_000, state, opened_at: null, finished_at: null, reason: '',
});
const paper = (id: number, of: number, version: string | null = `v${id}`) => ({ id, item: of, version, pages: [[595, 842]] }) as unknown as Objects['paper'];
const motion = (id: number, of: number, poll: number | null = null): Objects['motion'] => ({ id, item: of, text: 'Thông qua', rule, poll, opened: poll !== null, needed: 14, method: QUESTION, out: false, follows: null });

const view = (change: Partial<View>): View => ({
  phase: 'running', quorum: true, items: [], papers: [], motions: [], polls: [], stage: undefined, record: undefined, secretary: false,
  shown: new Set(), skipped: new Set(), mayVote: () => true, entered: new Set(), ...change,
});

test('before the session: convene, then start, with a word about the quorum', () => {
  assert.deepEqual(nextStep(view({ phase: 'draft' })), { kind: 'convene' });
  assert.deepEqual(nextStep(view({ phase: 'convened', quorum: false })), { kind: 'start', quorum: false });
});

test('a session goes through its items: open, present, vote, close the vote, go on, end', () => {
  const planned = [item(1, '1'), item(2, '2')];
  assert.deepEqual(nextStep(view({ items: planned })), { kind: 'open', item: 1 });
  const items = [item(1, '1', 'open'), item(2, '2')];
  const papers = [paper(15, 1)];
  const motions = [motion(30, 1)];
  assert.deepEqual(nextStep(view({ items, papers, motions })), { kind: 'present', paper: 15 });
  const presented = view({ items, papers, motions, stage: { paper: 15 }, shown: new Set([1]) });
  assert.deepEqual(nextStep(presented), { kind: 'vote', motion: 30, quorum: true });
  const voting = { ...presented, motions: [motion(30, 1, 31)], polls: [{ ...openPoll(19), item: 1 }] };
  assert.deepEqual(nextStep(voting), { kind: 'close-vote', polls: [31] });
  const decided = { ...voting, polls: [{ ...closedPoll(), item: 1 }] };
  assert.deepEqual(nextStep(decided), { kind: 'advance', item: 1, next: 2 });
  assert.deepEqual(nextStep(view({ items: [item(1, '1', 'done'), item(2, '2', 'open')] })), { kind: 'close', left: 0 });
});

test('a paper taken off the screen is not proposed again, and any proposal may be passed over', () => {
  const at = view({ items: [item(1, '1', 'open'), item(2, '2')], papers: [paper(15, 1)], motions: [motion(30, 1)] });
  assert.equal(nextStep({ ...at, shown: new Set([1]) }).kind, 'vote');
  const first = nextStep(at);
  const second = nextStep({ ...at, skipped: new Set([stepKey(first)!]) });
  assert.equal(second.kind, 'vote');
  assert.equal(nextStep({ ...at, skipped: new Set([stepKey(first)!, stepKey(second)!]) }).kind, 'advance');
});

test('a recalled paper is not proposed; a voided vote is proposed anew; two motions come one after the other', () => {
  const items = [item(1, '1', 'open')];
  assert.equal(nextStep(view({ items, papers: [paper(15, 1, null)], motions: [motion(30, 1)] })).kind, 'vote');
  const motions = [motion(30, 1, 31), motion(32, 1)];
  assert.deepEqual(nextStep(view({ items, motions, polls: [{ ...openPoll(), item: 1, state: 'void' }] })), { kind: 'vote', motion: 30, quorum: true });
  assert.deepEqual(nextStep(view({ items, motions, polls: [{ ...closedPoll(), item: 1 }] })), { kind: 'vote', motion: 32, quorum: true });
});

test('a headline is passed over for its first sub-item; postponed and withdrawn items are not proposed', () => {
  const items = [item(1, '5'), item(2, '5.1', 'planned', 1), item(3, '5.2', 'planned', 1), item(4, '6', 'postponed')];
  const papers = [paper(15, 2)];
  assert.ok(isHeadline({ items, papers, motions: [] }, items[0]!));
  assert.equal(nextItem({ items, papers, motions: [] }, undefined)?.number, '5.1');
  assert.deepEqual(nextStep(view({ items: [item(1, '5'), item(2, '5.1', 'done', 1), item(3, '5.2', 'open', 1), item(4, '6', 'postponed')] })), { kind: 'close', left: 1 });
});

test('an item passed by earlier comes back when nothing stands after the open one', () => {
  assert.deepEqual(nextStep(view({ items: [item(1, '1'), item(2, '2', 'open')] })), { kind: 'advance', item: 2, next: 1 });
});

test('afterwards: minutes, the secretary signs, the chair signs, the record is filed', () => {
  const record = (change: Partial<Objects['record']>): Objects['record'] => ({ state: 'final', notation: '05/BB-UBND', signatures: [], document: null, ...change });
  const signed = [{ role: 'secretary' as const, name: 'Đỗ Thị Ngọc Ánh', signed_at: 1 }];
  const closed = (change: Partial<View>) => nextStep(view({ phase: 'closed', ...change }));
  assert.deepEqual(closed({}), { kind: 'wait', for: 'secretary' });
  assert.deepEqual(closed({ secretary: true }), { kind: 'write-record' });
  assert.deepEqual(closed({ record: record({}) }), { kind: 'wait', for: 'signature' });
  assert.deepEqual(closed({ record: record({}), secretary: true }), { kind: 'sign', role: 'secretary' });
  assert.deepEqual(closed({ record: record({ signatures: signed }) }), { kind: 'sign', role: 'chair' });
  assert.deepEqual(closed({ record: record({ signatures: signed }), secretary: true }), { kind: 'wait', for: 'chair' });
  assert.deepEqual(closed({ record: record({ state: 'filed', document: 'd1' }) }), { kind: 'document', document: 'd1' });
});

test('the timetable: late by the expected end, left of an item, length without pauses', () => {
  const open = { ...item(1, '1', 'open'), planned_at: 0, opened_at: 4 * 60_000 };
  assert.equal(lateBy([open], 5 * 60_000), 4);
  assert.equal(lateBy([open], 20 * 60_000), 10);
  assert.equal(leftOf(open, 5 * 60_000), 9);
  assert.equal(leftOf(open, 16 * 60_000), -2);
  const frame = { started_at: 0, closed_at: null, paused_at: null, paused_ms: 60_000 } as Objects['meeting'];
  assert.equal(hours(lasted(frame, 102 * 60_000)!), '1:41');
});

test('a vote waits for what it needs: its count, more ballots, the urn, the casting vote', () => {
  const items = [item(1, '1', 'open')];
  const at = (change: Partial<Objects['poll']>, more: Partial<View> = {}) => nextStep(view({ items, motions: [motion(30, 1, 31)], polls: [{ ...openPoll(), item: 1, ...change }], ...more }));
  assert.deepEqual(at({ by: 'hands' }), { kind: 'enter-count', poll: 31 });
  assert.deepEqual(at({ by: 'paper' }, { entered: new Set([31]) }), { kind: 'close-vote', polls: [31] });
  assert.deepEqual(at({ state: 'paused' }), { kind: 'resume-vote', polls: [31] });
  assert.deepEqual(at({ state: 'counting' }), { kind: 'counting', poll: 31 });
  assert.deepEqual(at({ state: 'tied' }), { kind: 'casting', poll: 31 });
});

test('votes that were opened together are closed together; a tie among them is decided first', () => {
  const items = [item(1, '1', 'open')];
  const polls = [31, 33].map((id) => ({ ...openPoll(), id, motion: id - 1, item: 1 }));
  const both = view({ items, motions: [motion(30, 1, 31), motion(32, 1, 33)], polls });
  assert.deepEqual(nextStep(both), { kind: 'close-vote', polls: [31, 33] });
  assert.deepEqual(nextStep({ ...both, polls: [{ ...polls[0]!, state: 'tied' }, polls[1]!] }), { kind: 'casting', poll: 31 });
});

test('an election that left seats open is followed by its second round, once', () => {
  const items = [item(1, '1', 'open')];
  const method = { ...QUESTION, kind: 'approval' as const, seats: 2, options: [{ id: 1, text: 'A' }, { id: 2, text: 'B' }, { id: 3, text: 'C' }] };
  const outcome = { tallies: [], elected: [1], tied: [2, 3], quota: 0, rounds: [] };
  const poll = { ...closedPoll(), item: 1, method, outcome };
  const first = view({ items, motions: [motion(30, 1, 31)], polls: [poll] });
  assert.deepEqual(nextStep(first), { kind: 'second-round', poll: 31, seats: 1 });
  const round = { ...motion(34, 1), follows: 31 };
  assert.deepEqual(nextStep({ ...first, motions: [motion(30, 1, 31), round] }), { kind: 'vote', motion: 34, quorum: true });
  assert.equal(nextStep({ ...first, skipped: new Set(['round/31']) }).kind, 'close');
});
