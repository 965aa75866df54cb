/** The view as signals: assigned, removed, replaced, and only what changed wakes up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effect } from '@preact/signals';
import { kindOf, Store } from '../src/store/store';
import { byGivenName } from '../src/store/select';

const item = (id: number, title: string) => ({ id, title });

test('the kind of a key is what stands before its ids', () => {
  assert.equal(kindOf('stage'), 'stage');
  assert.equal(kindOf('item/7'), 'item');
  assert.equal(kindOf('voted/3/12'), 'voted');
  assert.equal(kindOf('ink/a1b2c3d4e5f6/4/9'), 'ink');
  assert.equal(kindOf('me'), 'me');
  assert.equal(kindOf('me/ballot/3'), 'me/ballot');
});

test('a change wakes its readers and nobody else', () => {
  const store = new Store();
  store.apply({ set: { 'item/1': item(1, 'Khai mạc'), 'item/2': item(2, 'Báo cáo') } });
  const woken: string[] = [];
  effect(() => void woken.push(`1:${store.get('item', 1)?.title}`));
  effect(() => void woken.push(`2:${store.get('item', 2)?.title}`));
  effect(() => void woken.push(`n:${store.keys('item').length}`));
  woken.length = 0;
  store.apply({ set: { 'item/2': item(2, 'Báo cáo tháng 11') } });
  assert.deepEqual(woken, ['2:Báo cáo tháng 11']);
  woken.length = 0;
  store.apply({ set: { 'item/3': item(3, 'Biểu quyết') }, del: ['item/1'] });
  assert.deepEqual(woken.sort(), ['1:undefined', 'n:2']);
});

test('removing and setting one key in the same frame leaves it set', () => {
  const store = new Store();
  store.apply({ set: { stage: { item: 1 } } });
  store.apply({ set: { stage: { item: 2 } }, del: ['stage'] });
  assert.equal(store.get('stage')?.item, 2);
  assert.equal(store.keys('stage').length, 1);
});

test('a whole view leaves nothing of the one before', () => {
  const store = new Store();
  store.replace({ 'item/1': item(1, 'a'), floor: { participant: 3 } });
  store.replace({ 'item/2': item(2, 'b') });
  assert.deepEqual(store.all('item').map((one) => one.id), [2]);
  assert.equal(store.get('floor'), undefined);
});

test('names stand in the order of the given name', () => {
  const names = ['Vũ Đình Khải', 'Hoàng Thị Bích Ngọc', 'Lê Quang Vinh', 'Đặng Thị Phương Thảo', 'Đỗ Thị Ngọc Ánh'];
  assert.deepEqual(names.sort(byGivenName), [
    'Đỗ Thị Ngọc Ánh', 'Vũ Đình Khải', 'Hoàng Thị Bích Ngọc', 'Đặng Thị Phương Thảo', 'Lê Quang Vinh',
  ]);
});
