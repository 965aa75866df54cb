import { test } from 'node:test';
import assert from 'node:assert/strict';
import { dayOf, hourOf } from '../src/secretary/prepare/written.ts';
import { drop, step, type Row } from '../src/secretary/prepare/tree.ts';

/** 1, 2 (2.1, 2.2), 3: ids 1, 2, 21, 22, 3. */
const ROWS: Row[] = [
  { id: 1, parent: null, order: 0, depth: 1 },
  { id: 2, parent: null, order: 1, depth: 1 },
  { id: 21, parent: 2, order: 2, depth: 2 },
  { id: 22, parent: 2, order: 3, depth: 2 },
  { id: 3, parent: null, order: 4, depth: 1 },
];

test('a step moves among siblings, under the one above, or out beside the parent', () => {
  assert.deepEqual(step(ROWS, 2, 'up'), { item: 2, parent: null, position: 0 });
  assert.deepEqual(step(ROWS, 2, 'down'), { item: 2, parent: null, position: 2 });
  assert.deepEqual(step(ROWS, 3, 'in'), { item: 3, parent: 2, position: 2 });
  assert.deepEqual(step(ROWS, 21, 'out'), { item: 21, parent: null, position: 2 });
});

test('there is no step beyond the ends, out of the top, or deeper than three levels', () => {
  assert.equal(step(ROWS, 1, 'up'), null);
  assert.equal(step(ROWS, 3, 'down'), null);
  assert.equal(step(ROWS, 1, 'in'), null);
  assert.equal(step(ROWS, 3, 'out'), null);
  const deep: Row[] = [...ROWS.slice(0, 4), { id: 221, parent: 22, order: 4, depth: 3 }, { ...ROWS[4]!, order: 5 }];
  assert.equal(step(deep, 22, 'in'), null, 'it has a sub-item of its own');
  assert.deepEqual(step(deep, 3, 'in'), { item: 3, parent: 2, position: 2 });
});

test('a drop lands before, after or inside, counted without the item itself', () => {
  assert.deepEqual(drop(ROWS, 3, 1, 'before'), { item: 3, parent: null, position: 0 });
  assert.deepEqual(drop(ROWS, 1, 3, 'after'), { item: 1, parent: null, position: 2 });
  assert.deepEqual(drop(ROWS, 3, 21, 'after'), { item: 3, parent: 2, position: 1 });
  assert.deepEqual(drop(ROWS, 3, 1, 'inside'), { item: 3, parent: 1, position: 0 });
});

test('nothing is dropped into itself, where it already is, or too deep', () => {
  assert.equal(drop(ROWS, 2, 21, 'after'), null);
  assert.equal(drop(ROWS, 2, 1, 'after'), null);
  assert.equal(drop(ROWS, 2, 22, 'inside'), null);
  const two: Row[] = [...ROWS, { id: 31, parent: 3, order: 5, depth: 2 }];
  assert.equal(drop(two, 3, 21, 'inside'), null, 'its sub-item would be on the fourth level');
});

test('days and hours are understood as people write them', () => {
  assert.equal(dayOf('1.2.2027'), '2027-02-01');
  assert.equal(dayOf('27/11/2026'), '2026-11-27');
  assert.equal(dayOf('31/02/2027'), null);
  assert.equal(dayOf('11/27/2026'), null);
  assert.equal(hourOf('8'), '08:00');
  assert.equal(hourOf('830'), '08:30');
  assert.equal(hourOf('14h05'), '14:05');
  assert.equal(hourOf('24:00'), null);
});
