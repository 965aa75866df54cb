/**
 * The client's own files. One cache for all builds: names carry a hash, so a file is right whichever build asks for it.
 * The lists of the last builds say what may still be needed; anything else goes when a new worker begins.
 */
const CACHE = 'static';
const SHELL = '/shell';
const LISTS = '/lists';
/** Builds whose files stay: a tablet may run the page of some days ago. */
const BUILDS = 3;
const AT_ONCE = 4;
/** A page is waited for so long; a dead Wi-Fi answers nothing at all. */
const PATIENCE = 4_000;

/** Fetch what is not here yet, a few at a time, and the shell that goes with it. */
export async function keepBuild(files: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  const queue = files.map((file) => `/static/${file}`).filter((path) => !there.has(path));
  await Promise.all(Array.from({ length: AT_ONCE }, () => keepAll(cache, queue)));
  const shell = await fetch('/meetings', { headers: { Accept: 'text/html' }, redirect: 'error', cache: 'no-store' });
  if (!shell.ok) throw new Error('no shell');
  await cache.put(SHELL, shell);
}

async function keepAll(cache: Cache, queue: string[]): Promise<void> {
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(path);
    await cache.put(path, answer);
  }
}

/** Files of builds long gone. */
export async function prune(files: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const known = await caches.match(LISTS, { cacheName: CACHE });
  const before = known ? ((await known.json()) as string[][]) : [];
  const same = (list: readonly string[]): boolean => list.join() === files.join();
  const lists = [[...files], ...before.filter((list) => !same(list))].slice(0, BUILDS);
  await cache.put(LISTS, new Response(JSON.stringify(lists)));
  const needed = new Set(lists.flat().map((file) => `/static/${file}`));
  for (const one of await cache.keys()) {
    const path = new URL(one.url).pathname;
    if (path !== SHELL && path !== LISTS && !needed.has(path)) await cache.delete(one);
  }
}

export async function answerStatic(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: CACHE })) ?? fetch(request);
}

/** From the server; the kept shell when there is no answer in time. What the server says, it says: a redirect, an error. */
export async function answerShell(request: Request): Promise<Response> {
  const kept = await caches.match(SHELL, { cacheName: CACHE });
  if (!kept) return fetch(request);
  const late = new Promise<Response>((done) => setTimeout(() => done(kept.clone()), PATIENCE));
  return Promise.race([fetch(request).catch(() => kept), late]);
}
