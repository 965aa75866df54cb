/**
 * Fetches the papers of a meeting into this device, gently: spread over the first seconds, two at a time with pauses,
 * never while the reader itself waits for a page, and as what it is (`Purpose: prefetch`), so that the server lets those
 * who look at a page go first. What is here already is not fetched again: a cut, a reload or a sleep only delays.
 */
import { sessionEnded } from '../net/http';
import { connected } from '../net/socket';
import { waitsForPage } from '../reader/page/waits';
import { name } from './device';
import { complete, pagePath, pictures, stale, WIDTH, words, type Wanted } from './plan';
import { readiness } from './state';

const AT_ONCE = 2;
const SPREAD = 8_000;
const LATEST = 20_000;
const TRIES = 3;

type Got = 'kept' | 'not for us' | 'again' | 'full';

/** One round: the papers as they are now. A later round, or `stopFetching`, ends it. */
let round = 0;

export const stopFetching = (): void => { round += 1; };

export async function fetchPapers(meeting: string, person: string, papers: readonly Wanted[], also: readonly string[]): Promise<void> {
  const mine = (round += 1);
  const current = (): boolean => mine === round;
  const cache = await caches.open(name('papers', person, meeting));
  const there = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  if (!current()) return;
  for (const url of stale(there, papers, also)) { there.delete(url); await cache.delete(url); }
  const tell = (is: 'loading' | 'full' | 'ready'): void => { if (current()) say(is, meeting, papers, there); };
  const missing = [...papers.flatMap((one) => pictures(meeting, one)), ...papers.flatMap((one) => words(meeting, one))].filter((url) => !there.has(url));
  if (missing.length === 0) return tell('ready');
  tell('loading');
  await pause(Math.random() * SPREAD);
  const queue = missing.map((url) => ({ url, tries: 0 }));
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(cache, queue, there, current, tell)));
  if (queue.length === 0) tell('ready');
}

/** Nothing is fetched: only said what is here. */
export async function lookAtPapers(meeting: string, person: string, papers: readonly Wanted[]): Promise<void> {
  stopFetching();
  const keys = await (await caches.open(name('papers', person, meeting))).keys();
  say('loading', meeting, papers, new Set(keys.map((one) => new URL(one.url).pathname)));
}

interface Job { url: string; tries: number }

async function work(cache: Cache, queue: Job[], there: Set<string>, current: () => boolean, tell: (is: 'loading' | 'full') => void): Promise<void> {
  while (queue.length > 0 && current()) {
    await calm(current);
    const job = queue.shift();
    if (!job || !current()) return;
    const began = performance.now();
    const got = await fetchOne(cache, job.url);
    if (!current()) return;
    if (got === 'kept') { there.add(job.url); tell('loading'); }
    if (got === 'again' && (job.tries += 1) < TRIES) { queue.push(job); await pause(2_000 * job.tries); }
    if (got === 'full') { tell('full'); stopFetching(); return; }
    await pause(Math.max(60, (performance.now() - began) / 2));
  }
}

async function fetchOne(cache: Cache, url: string): Promise<Got> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LATEST);
  try {
    const answer = await fetch(url, { headers: { Purpose: 'prefetch' }, cache: 'no-store', priority: 'low', signal: late.signal });
    if (answer.status === 401) sessionEnded();
    if (!answer.ok) return answer.status === 429 || answer.status >= 500 ? 'again' : 'not for us';
    if (!(answer.headers.get('cache-control') ?? '').includes('immutable')) return 'not for us'; // words of a page still being read
    return await put(cache, url, answer);
  } catch {
    return 'again';
  } finally {
    clearTimeout(timer);
  }
}

/** A device without room first gives up the pictures in other widths. */
async function put(cache: Cache, url: string, answer: Response): Promise<Got> {
  const again = answer.clone();
  try {
    await cache.put(url, answer);
  } catch {
    if (!(await makeRoom(cache))) return 'full';
    try {
      await cache.put(url, again);
    } catch {
      return 'full';
    }
  }
  return 'kept';
}

async function makeRoom(cache: Cache): Promise<boolean> {
  const others = (await cache.keys()).filter((one) => { const what = pagePath(new URL(one.url).pathname)?.what; return what !== 'words' && what !== String(WIDTH); });
  await Promise.all(others.map((one) => cache.delete(one)));
  return others.length > 0;
}

/** Until we are connected and nobody waits for a page. */
async function calm(current: () => boolean): Promise<void> {
  while (current() && (!connected() || waitsForPage())) await pause(connected() ? 150 : 1_500);
}

function say(is: 'loading' | 'full' | 'ready', meeting: string, papers: readonly Wanted[], there: ReadonlySet<string>): void {
  const done = complete(meeting, papers, there);
  const here = new Set(done.map((one) => one.version));
  const missing = new Set(papers.map((one) => one.version).filter((one) => !here.has(one)));
  const all = papers.length;
  const now = readiness.peek();
  const state = is === 'loading' && missing.size === 0 ? 'ready' : is; // words may still come; the pages can be read
  if ('missing' in now && now.is === state && now.done === done.length && now.all === all) return;
  readiness.value = all === 0 ? { is: 'off' } : { is: state, done: done.length, all, missing };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
