/** Page maths, ink as data, private notes as operations and their outbox: told without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clampPage, fitted, imageWidth, neighbours, stacked, swiped, tall, zoomStep } from '../src/reader/page/geometry';
import { decode, encode, fitted as fittedMark, made, pathOf, thin, touches } from '../src/reader/ink/strokes';
import { batch, folded, follows, type NoteOp } from '../src/reader/notes/ops';
import { memoryOutbox } from '../src/reader/notes/outbox';
import { layoutFor } from '../src/reader/state';
import { shortTitle, tabTitles } from '../src/reader/titles';

const wave = (n: number) => Array.from({ length: n }, (_, i) => ({ x: 100 + i * 1.7, y: 300 + 40 * Math.sin(i / 9) }));

test('a page fits the width of the desk, or whole onto the stage', () => {
  assert.equal(fitted({ width: 826, height: 616 }, [595, 842], 'width', 860), 826);
  assert.equal(fitted({ width: 1400, height: 616 }, [595, 842], 'width', 860), 860);
  assert.equal(fitted({ width: 826, height: 616 }, [595, 842], 'page'), 435);
  assert.equal(fitted({ width: 826, height: 616 }, [842, 595], 'page'), 826);
  assert.equal(Math.round(tall([595, 842])), 1415);
});

test('the image asked for is sharp on this screen and no larger than needed', () => {
  assert.equal(imageWidth(390, 2), 800);
  assert.equal(imageWidth(826, 1), 1200);
  assert.equal(imageWidth(826, 2), 1800);
  assert.equal(imageWidth(2500, 2), 1800);
});

test('zoom goes by steps and stops at its ends', () => {
  assert.equal(zoomStep(1, 1), 1.5);
  assert.equal(zoomStep(1.72, 1), 2);
  assert.equal(zoomStep(1.72, -1), 1.5);
  assert.equal(zoomStep(3, 1), 3);
  assert.equal(zoomStep(1, -1), 1);
});

test('pages stay within the paper; neighbours are fetched onwards first', () => {
  assert.equal(clampPage(40, 34), 34);
  assert.equal(clampPage(Number.NaN, 34), 1);
  assert.deepEqual(neighbours(12, 34), [13, 11, 14]);
  assert.deepEqual(neighbours(34, 34), [33]);
});

test('a finger turns the page sideways, not while scrolling', () => {
  assert.equal(swiped(-120, 10, 300), 1);
  assert.equal(swiped(90, -20, 400), -1);
  assert.equal(swiped(-90, 80, 300), 0);
  assert.equal(swiped(-35, 3, 120), 1);
  assert.equal(swiped(-20, 0, 100), 0);
});

test('cards in the margin do not lie over each other', () => {
  assert.deepEqual(stacked([{ y: 10, height: 90 }, { y: 40, height: 60 }, { y: 400, height: 60 }], 10), [10, 110, 400]);
});

test('a stroke is small integers and comes back where it was', () => {
  const points = wave(200);
  const deltas = encode(points);
  assert.ok(deltas.every(Number.isInteger));
  decode({ points: deltas }).forEach((one, i) => assert.ok(Math.hypot(one.x - points[i]!.x, one.y - points[i]!.y) <= 0.71));
});

test('thinning keeps the shape within its tolerance', () => {
  const points = wave(200);
  const few = thin(points, 0.5);
  assert.ok(few.length < 60);
  assert.deepEqual([few[0], few.at(-1)], [points[0], points.at(-1)]);
});

test('pressure is kept for a real pen only', () => {
  assert.equal(made('pen', '#1652b4', 4, wave(20)).press, undefined);
  const pen = made('pen', '#1652b4', 4, wave(20).map((one) => ({ ...one, pressure: 0.4 })));
  assert.equal(pen.press?.length, pen.points.length / 2);
});

test('a marker drawn over a line of text becomes level', () => {
  const drawn = wave(60).map((one, i) => ({ x: one.x, y: 300 + (i % 5) }));
  assert.equal(made('highlighter', '#ffe57a', 26, drawn).points.length, 4);
});

test('a shared mark fits into what the server takes, however long it was drawn', () => {
  const long = Array.from({ length: 4000 }, (_, i) => ({ x: 500 + i / 9 * Math.cos(i / 20), y: 600 + i / 9 * Math.sin(i / 20) }));
  const mark = fittedMark(made('pen', '#b3261e', 4, long));
  assert.ok(JSON.stringify(mark.points).length <= 1500);
  assert.equal(mark.press, undefined);
});

test('one dot is a stroke too', () => {
  const dot = made('pen', '#1652b4', 4, [{ x: 100, y: 100 }]);
  assert.ok(pathOf(dot).startsWith('M'));
  assert.ok(touches(dot, { x: 105, y: 100 }, 9));
});

test('the rubber takes what it touches and leaves what it does not', () => {
  const line = made('pen', '#1652b4', 4, [{ x: 100, y: 100 }, { x: 300, y: 100 }]);
  assert.ok(touches(line, { x: 200, y: 108 }, 9));
  assert.ok(!touches(line, { x: 200, y: 120 }, 9));
});

const op = (id: string, more: Partial<NoteOp> = {}): NoteOp => ({ op: id, version: 'v1', page: 1, kind: 'ink', ...more });

test('what stands is what was added and not taken away; undo of a deletion brings it back', () => {
  const given = [op('a', { n: 1 }), op('b', { n: 2, kind: 'note', text: 'hỏi lại' }), op('c', { n: 3, kind: 'del', of: 'a' }), op('d', { n: 4, kind: 'edit', of: 'b', text: 'đã hỏi' })];
  assert.deepEqual(folded(given).map((one) => [one.op, one.text]), [['b', 'đã hỏi']]);
  assert.deepEqual(folded([...given, op('e', { kind: 'back', of: 'a' })]).map((one) => one.op), ['a', 'b']);
});

test('two devices come to the same, whatever order the frames arrive in', () => {
  const given = [op('a', { n: 1, kind: 'note', text: '1' }), op('b', { n: 2, kind: 'edit', of: 'a', text: '2' }), op('c', { n: 3, kind: 'edit', of: 'a', text: '3' })];
  assert.deepEqual(folded([given[2]!, given[0]!, given[1]!]), folded(given));
});

test('a gap in the numbers is noticed', () => {
  assert.ok(follows(4, [{ n: 5 }, { n: 6 }]));
  assert.ok(!follows(4, [{ n: 6 }]));
  assert.ok(follows(4, []));
});

test('a message carries one version, and not too much', () => {
  const waiting = [op('a'), op('b'), op('c', { version: 'v2' }), op('d')].map((one) => ({ op: one }));
  assert.deepEqual(batch(waiting).map((one) => one.op.op), ['a', 'b']);
  const big = Array.from({ length: 9 }, (_, i) => ({ op: op(`x${i}`, { text: 'ă'.repeat(9_000) }) }));
  assert.equal(batch(big).length, 4);
});

test('the outbox keeps each person apart and forgets what was acknowledged', async () => {
  const outbox = memoryOutbox();
  await outbox.put([{ meeting: 'm', person: 'an', op: op('a') }, { meeting: 'm', person: 'binh', op: op('b') }]);
  assert.deepEqual((await outbox.all('an', 'm')).map((one) => one.op.op), ['a']);
  await outbox.drop(['a']);
  assert.deepEqual(await outbox.all('an', 'm'), []);
  assert.equal((await outbox.all('binh')).length, 1);
});

test('tabs have short names that still tell papers apart', () => {
  assert.equal(shortTitle('Tờ trình số 214/TTr-SKHCN về việc ban hành Nghị quyết'), 'Tờ trình 214');
  assert.equal(shortTitle('Dự thảo Nghị quyết và Quy định kèm theo'), 'Dự thảo Nghị quyết');
  assert.equal(shortTitle('Báo cáo thẩm định của Sở Tư pháp'), 'Báo cáo thẩm định');
  assert.deepEqual(tabTitles(['Báo cáo của Sở A', 'Báo cáo của Sở B']), ['Báo cáo của Sở A', 'Báo cáo của Sở B']);
});

test('the layout follows the glass, and large letters count as less room', () => {
  assert.equal(layoutFor(1280, 800, 1), 'wide');
  assert.equal(layoutFor(1280, 800, 2), 'tall');
  assert.equal(layoutFor(800, 1280, 1), 'tall');
  assert.equal(layoutFor(390, 844, 1), 'phone');
  assert.equal(layoutFor(844, 390, 1), 'low');
});
