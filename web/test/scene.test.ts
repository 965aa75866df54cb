/** What the projector shows, and how long a result stays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedPoll, openPoll, view as fixture } from '../dev/fixture';
import { remembered, scene, type Memory, type View } from '../src/screen/scene';
import { seats } from '../src/ui/tally';

const v = fixture();
const room = (change: Partial<View> = {}): View => ({
  meeting: v.meeting as View['meeting'], stage: v.stage as View['stage'], floor: undefined,
  items: Object.keys(v).filter((key) => key.startsWith('item/')).map((key) => v[key] as View['items'][number]), polls: [], ...change,
});
const turned = (page: number): View['stage'] => ({ ...room().stage!, page });

test('a presented page, without one the item, without an item a quiet slide', () => {
  assert.equal(scene(room(), null).is, 'page');
  assert.equal(scene(room({ stage: { ...room().stage!, paper: null, version: null, page: null } }), null).is, 'item');
  assert.equal(scene(room({ stage: undefined, items: [] }), null).is, 'between');
  assert.equal(scene(room({ stage: { ...room().stage!, hidden: true } }), null).is, 'hidden');
  assert.equal(scene(room({ meeting: undefined }), null).is, 'before');
});

test('a vote goes before everything, a pause before a vote', () => {
  assert.deepEqual(scene(room({ polls: [openPoll()] }), null), { is: 'vote', poll: 31 });
  assert.equal(scene(room({ polls: [openPoll()], meeting: { ...room().meeting!, phase: 'paused' } }), null).is, 'paused');
});

test('a result stays over an ended speech and a reload, and goes with the next page, item or speech', () => {
  const decided = room({ polls: [closedPoll()] });
  const memory = remembered(decided, null)!;
  assert.deepEqual(scene(decided, memory), { is: 'result', poll: 31 });
  const kept = remembered(decided, JSON.parse(JSON.stringify(memory)) as Memory);
  assert.equal(scene(decided, kept).is, 'result');
  const page = { ...decided, stage: turned(13) };
  assert.equal(scene(page, remembered(page, memory)).is, 'page');
  const back = remembered(decided, remembered(page, memory));
  assert.equal(scene(decided, back).is, 'page', 'what is over does not come back');
  const speech = { ...decided, floor: { ...(v.floor as NonNullable<View['floor']>), started_at: closedPoll().closed_at! + 1 } };
  assert.equal(scene(speech, remembered(speech, memory)).is, 'page');
});

test('a screen that is switched on late does not bring back an old result', () => {
  const later = room({ polls: [{ ...closedPoll(), item: 2 }] });
  assert.equal(scene(later, remembered(later, null)).is, 'page');
});

test('seats of the half circle never touch, for any number up to 120', () => {
  for (let n = 1; n <= 120; n += 1) {
    const all = seats(n);
    assert.equal(all.length, n);
    for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) {
      const far = Math.hypot(all[i]!.x - all[j]!.x, all[i]!.y - all[j]!.y);
      assert.ok(far > all[i]!.r * 2, `${n} seats: ${i} and ${j} touch`);
    }
  }
});

test('a vote that is paused, counted or tied stays on the screen; one that takes ballots goes first', () => {
  for (const state of ['paused', 'counting', 'tied'] as const) assert.deepEqual(scene(room({ polls: [{ ...openPoll(), state }] }), null), { is: 'vote', poll: 31 });
  assert.deepEqual(scene(room({ polls: [{ ...openPoll(), state: 'paused' }, { ...openPoll(), id: 32 }] }), null), { is: 'vote', poll: 32 });
  assert.equal(scene(room({ polls: [{ ...openPoll(), state: 'void' }] }), null).is, 'page');
});
