/** Which ballots are mine to cast, in which order, and that nothing stays of a secret choice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPoll, own, ownBallot, view } from '../dev/fixture';
import { secretPoll, VOTES } from '../dev/votes';
import { change, draft, due, isChanging, keepDraft, nextDue, slots, watchDrafts } from '../src/delegate/ballot-state';
import { mine, pretend, room } from '../src/net/seat';

const kept = new Map<string, string>();
Object.assign(globalThis, { sessionStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) } });

function sit(scene: string): void {
  const [v, me] = [view(), own()];
  VOTES[scene]!(v, me);
  pretend('demo', v, me);
}

test('votes opened together are filled in one after the other', () => {
  sit('together');
  assert.deepEqual(slots.value, [{ poll: 31, voter: null }, { poll: 132, voter: null }, { poll: 133, voter: null }]);
  assert.deepEqual(nextDue(slots.value[1]!), { poll: 133, voter: null });
  mine.apply({ set: { 'me/ballot/133': ownBallot(133, { choice: 'yes', at: 5 }) } });
  assert.equal(due.value.length, 2);
  assert.deepEqual(nextDue(slots.value[1]!), { poll: 31, voter: null }, 'round to the one that was left out');
});

test('a proxy is a ballot of its own, after one’s own in the same vote', () => {
  sit('proxy');
  assert.deepEqual(slots.value, [{ poll: 31, voter: null }, { poll: 31, voter: 104 }]);
  assert.deepEqual(due.value, [{ poll: 31, voter: 104 }]);
});

test('a secret choice is never stored, and forgotten once the ballot is in or the vote is over', () => {
  const stop = watchDrafts();
  sit('secret');
  const slot = { poll: 31, voter: null };
  keepDraft(slot, { choice: 'no', text: '', marks: null });
  assert.equal(draft(slot).choice, 'no');
  assert.ok(![...kept.values()].some((text) => text.includes('no')), 'nothing in the storage of the browser');
  mine.apply({ set: { 'me/ballot/31': ownBallot(31, { at: 5, receipt: 'ab'.repeat(32) }) } });
  assert.equal(draft(slot).choice, null, 'received');
  sit('secret');
  keepDraft(slot, { choice: 'yes', text: '', marks: null });
  room.apply({ set: { 'poll/31': secretPoll({ state: 'counting' }) } });
  assert.equal(draft(slot).choice, 'yes', 'not counted yet');
  room.apply({ set: { 'poll/31': secretPoll({ state: 'closed' }) } });
  assert.equal(draft(slot).choice, null, 'closed before it was sent');
  stop();
});

test('a changed ballot begins with what was sent, and ends when the new one is in', () => {
  const stop = watchDrafts();
  sit('changeable');
  const slot = { poll: 31, voter: null };
  change(slot);
  assert.ok(isChanging(slot));
  assert.equal(draft(slot).choice, 'no');
  mine.apply({ set: { 'me/ballot/31': ownBallot(31, { choice: 'yes', at: Date.now() }) } });
  assert.ok(!isChanging(slot));
  assert.equal(draft(slot).choice, null);
  room.apply({ set: { 'poll/31': openPoll(25) } });
  stop();
});
