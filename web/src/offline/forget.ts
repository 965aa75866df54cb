/**
 * What goes from this device, and when. Used by the page and by the service worker.
 *
 * Rules: a meeting's papers, view and notes go when its time is over, when one is no longer in it, at sign-out, when the
 * session ended, and as soon as somebody else signs in on this device. Notes that wait to be sent are not touched here.
 */
import { drop, name, names, partsOf, read, type Packet, type Who } from './device';

const PERSONAL = ['view|', 'notes|', 'packet|', 'cards|', 'who'];

/** One meeting of one person. */
export async function forgetMeeting(person: string, meeting: string): Promise<void> {
  await drop(name('packet', person, meeting)); // first: nothing is added to what has no packet
  await Promise.all([drop(name('view', person, meeting)), drop(name('notes', person, meeting)), dropCache(name('papers', person, meeting))]);
}

/** Everything that can be read, of everybody but `person`; of all when there is none. */
export async function forgetReadable(person?: string): Promise<void> {
  const theirs = (given: string): boolean => person === undefined || partsOf(given)[1] !== person;
  const kept = (await Promise.all(PERSONAL.map((one) => names(one)))).flat();
  await Promise.all(kept.filter((one) => (one === 'who' ? person === undefined : theirs(one))).map(drop));
  const caches_ = (await cacheNames()).filter((one) => one.startsWith('papers|') && theirs(one));
  await Promise.all(caches_.map(dropCache));
}

/** What is over, and papers that no packet accounts for. */
export async function sweep(now: number): Promise<void> {
  const person = (await read<Who>('who'))?.person;
  for (const one of await names('packet|')) {
    const [, of = '', meeting = ''] = partsOf(one);
    const packet = await read<Packet>(one);
    if (of !== person || !packet || packet.ends < now) await forgetMeeting(of, meeting);
  }
  const accounted = new Set(await names('packet|'));
  for (const one of await cacheNames()) {
    const [kind, of = '', meeting = ''] = partsOf(one);
    if (kind === 'papers' && !accounted.has(name('packet', of, meeting))) await dropCache(one);
  }
}

const cacheNames = async (): Promise<string[]> => (typeof caches === 'undefined' ? [] : caches.keys());
const dropCache = async (one: string): Promise<void> => { if (typeof caches !== 'undefined') await caches.delete(one); };
