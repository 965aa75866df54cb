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

test('names on demand bring a result back, a newer result goes before it, and put away they leave nothing behind', () => {
  const first = { ...closedPoll(), id: 21, item: 2, closed_at: closedPoll().closed_at! - 60_000 };
  const old = room({ polls: [first] });
  const shown = room({ polls: [{ ...first, names_shown: true }] });
  const asked = remembered(shown, remembered(old, null));
  assert.deepEqual(scene(shown, asked), { is: 'result', poll: 21 });
  const page = { ...shown, stage: turned(13) };
  assert.equal(scene(page, remembered(page, asked)).is, 'page', 'the room goes on');
  const newer = room({ polls: [{ ...first, names_shown: true }, closedPoll()] });
  const next = remembered(newer, asked);
  assert.deepEqual(scene(newer, next), { is: 'result', poll: 31 });
  const both = room({ polls: [first, { ...closedPoll(), names_shown: true }] });
  assert.deepEqual(scene(both, remembered(both, next)), { is: 'result', poll: 31 });
  assert.equal(scene(old, remembered(old, asked)).is, 'result', 'the newest result stays without names');
  const earlier = room({ polls: [first, { ...closedPoll() }] });
  const back = remembered(newer, remembered(earlier, null));
  assert.deepEqual(scene(newer, back), { is: 'result', poll: 21 });
  assert.equal(scene(earlier, remembered(earlier, back)).is, 'page');
});

test('a pause puts names away; asked for in the pause they stand until it ends', () => {
  const meeting = { ...room().meeting!, phase: 'paused' as const };
  const [plain, named] = [[closedPoll()], [{ ...closedPoll(), names_shown: true }]];
  const before = remembered(room({ polls: named }), remembered(room({ polls: plain }), null));
  const paused = room({ polls: named, meeting });
  assert.equal(scene(paused, remembered(paused, before)).is, 'paused');
  const asked = remembered(paused, remembered(room({ polls: plain, meeting }), null));
  assert.deepEqual(scene(paused, asked), { is: 'result', poll: 31 });
  const onward = room({ polls: named });
  assert.equal(scene(onward, remembered(onward, asked)).is, 'page');
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
