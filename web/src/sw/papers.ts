/**
 * Pictures and words of papers, as the reader asks for them: from this device, else from the server, and then kept while
 * the meeting has a packet here. Without a connection another width of the same page is better than none. Fetched past
 * the browser's own cache, so that deleting here deletes.
 */
import { name, read, type Who } from '../offline/device';
import { pagePath, type PagePath } from '../offline/plan';
import type { Fetching } from './worker';

const WIDTHS = ['1200', '1800', '800'];

export async function answerPage(event: Fetching): Promise<Response> {
  const url = new URL(event.request.url);
  const page = pagePath(url.pathname)!;
  const person = (await read<Who>('who'))?.person;
  if (person === undefined) return fetch(event.request);
  const papers = name('papers', person, page.meeting);
  const kept = await caches.match(url.pathname, { cacheName: papers });
  if (kept) return kept;
  try {
    const answer = await fetch(url.pathname, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: event.request.headers.get('accept') ?? '*/*' } });
    if (answer.ok && lasts(answer)) event.waitUntil(keep(papers, name('packet', person, page.meeting), url.pathname, answer.clone()));
    return answer;
  } catch (failure) {
    const other = await otherWidth(papers, page);
    if (other) return other;
    throw failure;
  }
}

/** Words of a page that is still being read may come later: such an answer is not for keeps. */
const lasts = (answer: Response): boolean => (answer.headers.get('cache-control') ?? '').includes('immutable');

async function keep(papers: string, packet: string, path: string, answer: Response): Promise<void> {
  if ((await read(packet)) === undefined) return;
  try {
    await (await caches.open(papers)).put(path, answer);
  } catch {
    /* no room: read from the server, then */
  }
}

async function otherWidth(papers: string, { meeting, version, page, what }: PagePath): Promise<Response | undefined> {
  if (what === 'words') return undefined;
  const base = `/m/${encodeURIComponent(meeting)}/p/${encodeURIComponent(version)}/${page}`;
  for (const width of WIDTHS) {
    const found = await caches.match(`${base}/${width}`, { cacheName: papers });
    if (found) return found;
  }
  return undefined;
}
