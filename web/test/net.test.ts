/** A seat's rules: what it does with frames that come late, twice, or after a gap. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff, isRestart, judge, judgeMine } from '../src/net/rules';

test('the next push is taken', () => assert.equal(judge(5, 5, 6), 'accept'));
test('a push that covers more than is missing is taken', () => assert.equal(judge(5, 3, 9), 'accept'));
test('a push already seen is ignored', () => {
  assert.equal(judge(6, 5, 6), 'ignore');
  assert.equal(judge(9, 5, 6), 'ignore');
});
test('a push after a gap means joining again', () => assert.equal(judge(5, 7, 8), 'join'));

test('personal frames count without gaps', () => {
  assert.equal(judgeMine(2, 3), 'accept');
  assert.equal(judgeMine(3, 3), 'ignore');
  assert.equal(judgeMine(3, 5), 'join');
});

test('a room does not return all at once', () => {
  assert.equal(backoff(0, 0), 150);
  assert.equal(backoff(0, 1), 450);
  assert.equal(backoff(20, 0.5), 3000);
});

test('a server that restarts tells everybody at once: the room is spread over the next seconds', () => {
  assert.ok(isRestart(1001) && isRestart(1012) && !isRestart(1006) && !isRestart(undefined));
  assert.equal(backoff(0, 0, true), 300);
  assert.equal(backoff(0, 1, true), 2800);
  assert.equal(backoff(1, 0.5, true), 600, 'later tries are ordinary ones');
});
