/** What is kept on the device, in which order, until when; and files of old builds: told without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, ends, pagePath, pictures, stale, wanted, words } from '../src/offline/plan';

const item = (id: number, order: number, state: 'planned' | 'open' | 'done' | 'withdrawn' = 'planned') => ({ id, order, state });
const paper = (id: number, of: number, pages = 2, more: object = {}) =>
  ({ id, item: of, order: id, version: `v${id}` as string | null, pages: Array.from({ length: pages }, () => [595, 842] as const), recalled: null as string | null, ...more });

test('the papers of the open item come first, then the agenda, what was withdrawn last', () => {
  const list = wanted([item(1, 1, 'withdrawn'), item(2, 2), item(3, 3, 'open')], [paper(10, 1), paper(11, 2), paper(13, 3), paper(12, 3)]);
  assert.deepEqual(list.map((one) => one.paper), [12, 13, 11, 10]);
});

test('what was recalled or is being prepared is not fetched', () => {
  const list = wanted([item(1, 1)], [paper(10, 1, 2, { recalled: 'theo yêu cầu' }), paper(11, 1, 2, { version: null }), paper(12, 1, 0), paper(13, 1)]);
  assert.deepEqual(list.map((one) => one.version), ['v13']);
});

test('a page has its picture in one width, and its words', () => {
  assert.deepEqual(pictures('m1', { paper: 1, version: 'v1', pages: 2 }), ['/m/m1/p/v1/1/1200', '/m/m1/p/v1/2/1200']);
  assert.deepEqual(words('m1', { paper: 1, version: 'v1', pages: 1 }), ['/m/m1/p/v1/1/words']);
  assert.deepEqual(pagePath('/m/m1/p/v1/2/1800'), { meeting: 'm1', version: 'v1', page: 2, what: '1800' });
  assert.equal(pagePath('/m/m1/p/v1/find'), null);
  assert.equal(pagePath('/m/m1/view'), null);
});

test('a paper is here when each of its pages is', () => {
  const list = [{ paper: 1, version: 'v1', pages: 2 }, { paper: 2, version: 'v2', pages: 1 }];
  assert.deepEqual(complete('m', list, new Set(['/m/m/p/v1/1/1200', '/m/m/p/v2/1/1200'])).map((one) => one.paper), [2]);
});

test('pages of a recalled or replaced paper go; the version that is on the screen stays', () => {
  const there = ['/m/m/p/old/1/1200', '/m/m/p/new/1/1200', '/m/m/p/shown/1/1200', '/m/m/p/old/1/words'];
  assert.deepEqual(stale(there, [{ paper: 1, version: 'new', pages: 1 }], ['shown']), ['/m/m/p/old/1/1200', '/m/m/p/old/1/words']);
});

test('a closed meeting stays for two hours, one that nobody heard of again for a day, a cancelled one not at all', () => {
  const hour = 3_600_000;
  const frame = { phase: 'convened' as const, starts_at: 100 * hour, minutes: 60, closed_at: null };
  assert.equal(ends(frame, 0), 125 * hour);
  assert.equal(ends({ ...frame, phase: 'running' }, 110 * hour), 134 * hour);
  assert.equal(ends({ ...frame, phase: 'closed', closed_at: 104 * hour }, 105 * hour), 106 * hour);
  assert.equal(ends({ ...frame, phase: 'cancelled' }, 0), null);
  assert.equal(ends({ ...frame, phase: 'draft' }, 0), null);
});
