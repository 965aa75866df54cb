/** Where names stand on the wall: every one of them, once, under its choice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns, pages, type Column } from '../src/screen/names-layout';

const paper = { rows: 14, width: 52, gap: 1, wide: () => 12 };
const names = (all: readonly Column[]): string[] => all.flatMap((one) => one.flatMap((line) => (line.is === 'name' ? [`${line.group}.${line.at}`] : [])));
const expected = (counts: readonly number[]): string[] => counts.flatMap((n, group) => Array.from({ length: n }, (_, at) => `${group}.${at}`));

test('nobody is left out or named twice, and every column says its choice first', () => {
  for (const counts of [[1, 4], [3, 2, 22], [3, 2, 80], [1], [85], [0, 5], [13, 13, 13], [40, 45]]) {
    const made = pages(counts, paper, true, counts.length === 2);
    assert.deepEqual(names(made.flat()), expected(counts));
    for (const column of made.flat()) {
      assert.equal(column[0]!.is, 'head');
      assert.equal(column.at(-1)!.is, 'name', 'no head stands alone at the foot');
      assert.ok(column.length <= paper.rows);
    }
  }
});

test('a few choices stand side by side, many names in pages', () => {
  assert.deepEqual(pages([1, 4], paper, true, true).map((one) => one.length), [2]);
  assert.equal(pages([3, 2, 80], paper).length, 2);
  assert.equal(columns([5], 3, false).length, 2, 'without heads a column is all names');
});
