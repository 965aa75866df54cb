/**
 * The service worker: opens the client and its papers without a connection. Served at /sw.js, for the whole site.
 *
 * What it does
 * - the client's own files: kept when this worker is installed, answered from there (their names carry a hash);
 * - a page of the client: from the server; without an answer, the kept shell, which is the same for every address;
 * - pictures and words of papers: kept ones first, of the person this device belongs to now, and no others;
 * - the sign-in page, when the server really shows it: nobody is signed in, so what can be read goes from this device.
 *
 * What it is not: rights (the server has them), a copy of data (views, lists, sockets pass by untouched), a way to send
 * anything later. Nothing here waits for a new version: the files of the last builds stay, so a page that runs keeps
 * finding its own.
 */
import files from 'build:files';
import { forgetReadable, sweep } from '../offline/forget';
import { pagePath } from '../offline/plan';
import { answerShell, answerStatic, keepBuild, prune } from './build';
import { answerPage } from './papers';
import { worker, type Fetching } from './worker';

worker.addEventListener('install', (event) => {
  event.waitUntil(keepBuild(files).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([prune(files), sweep(Date.now()), worker.clients.claim()]));
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== worker.location.origin) return;
  if (event.request.mode === 'navigate') return opened(event, url.pathname);
  if (event.request.method !== 'GET') return;
  if (url.pathname.startsWith('/static/')) event.respondWith(answerStatic(event.request));
  else if (!event.request.headers.has('purpose') && pagePath(url.pathname)) event.respondWith(answerPage(event));
});

/** A page is opened, or a form sent. */
function opened(event: Fetching, path: string): void {
  if (event.request.method !== 'GET') return;
  if (path === '/sign-in') event.respondWith(signIn(event));
  else if (/^\/[ls]\//.test(path)) event.waitUntil(forgetReadable()); // a link that signs somebody in here
  else if (isClient(path)) {
    event.waitUntil(sweep(Date.now()));
    event.respondWith(answerShell(event.request));
  }
}

async function signIn(event: Fetching): Promise<Response> {
  const answer = await fetch(event.request);
  if (answer.ok) await forgetReadable();
  return answer;
}

/** Addresses that the shell answers; below a meeting some are files. */
const isClient = (path: string): boolean =>
  path === '/meetings' || path === '/documents' || path.startsWith('/d/') || /^\/m\/[^/]+(\/(agenda|papers|people|notes|chair|prepare|minutes|r\/.*))?$/.test(path);
