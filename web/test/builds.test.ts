/** The service worker's files over several builds: a tablet that runs an old page keeps finding what it needs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerStatic, keepBuild, prune } from '../src/sw/build';

/** The server's files, and a cache that is a map: as much of the browser as is asked for. */
let served = new Set<string>();
let fetched: string[] = [];
const kept = new Map<string, Response>();
const path = (of: string | URL | Request): string => new URL(of instanceof Request ? of.url : of, 'http://here').pathname;

const cache = {
  keys: async () => [...kept.keys()].map((one) => new Request(`http://here${one}`)),
  put: async (one: string, answer: Response) => void kept.set(one, answer),
  delete: async (one: Request) => kept.delete(path(one)),
};
Object.assign(globalThis, {
  caches: { open: async () => cache, match: async (one: string) => kept.get(path(one))?.clone() },
  fetch: async (one: string | Request) => {
    fetched.push(path(one));
    return served.has(path(one)) || path(one) === '/meetings' ? new Response(`the file ${path(one)}`) : new Response('', { status: 404 });
  },
});

/** A build is rolled out: the server has these files and no others; the new worker is installed and begins. */
async function rollOut(...files: string[]): Promise<void> {
  served = new Set(files.map((one) => `/static/${one}`));
  fetched = [];
  await keepBuild(files);
  await prune(files);
}

const has = async (file: string): Promise<boolean> => (await answerStatic(new Request(`http://here/static/${file}`))).ok;

test('a page that runs finds its parts although the server has others now; only what is new is fetched', async () => {
  await rollOut('app-1.js', 'reader-1.js', 'font.woff2');
  await rollOut('app-2.js', 'reader-2.js', 'font.woff2');
  assert.deepEqual(fetched.sort(), ['/meetings', '/static/app-2.js', '/static/reader-2.js']);
  assert.ok(await has('reader-1.js'), 'of the page that runs');
  assert.ok(await has('reader-2.js'), 'of the next one');
});

test('a build that did not come whole is not begun with', async () => {
  served = new Set(['/static/app-9.js']);
  let failed = false;
  await keepBuild(['app-9.js', 'reader-9.js']).catch(() => { failed = true; });
  assert.ok(failed);
});
