/**
 * What this device keeps in IndexedDB so that a meeting can be read without a connection: one mapping of names to
 * values. The page and the service worker both use it. Not the outbox of notes: that one is never cleared by itself.
 *
 * Names: `who` (whose things these are), `packet|person|meeting` (kept until when), `view|person|meeting`,
 * `notes|person|meeting`, `cards|person`. A device that keeps nothing
 * (private window, storage refused) answers with nothing and takes nothing: the client then works as without it.
 */
export interface Who { person: string; account: unknown }
/** Until when a meeting's papers, view and notes stay on this device: UTC milliseconds. */
export interface Packet { ends: number }

const NAME = 'ecabinet';
const KEPT = 'kept';

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(KEPT); };
    request.onsuccess = () => {
      request.result.onclose = () => { opening = null; };
      request.result.onversionchange = () => { request.result.close(); opening = null; };
      done(request.result);
    };
    request.onerror = () => failed(request.error);
  });
  opening.catch(() => { opening = null; });
  return opening;
}

export const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => (await database()).transaction(KEPT, mode).objectStore(KEPT);

/** The value, or undefined. */
export async function read<T>(name: string): Promise<T | undefined> {
  try {
    return (await answered((await store('readonly')).get(name))) as T | undefined;
  } catch {
    return undefined;
  }
}

/** Whether it was taken. */
export async function write(name: string, value: unknown): Promise<boolean> {
  try {
    await answered((await store('readwrite')).put(value, name));
    return true;
  } catch {
    return false;
  }
}

export async function drop(name: string): Promise<void> {
  try {
    await answered((await store('readwrite')).delete(name));
  } catch {
    /* nothing is kept here */
  }
}

/** Names that begin so. */
export async function names(start: string): Promise<string[]> {
  try {
    const range = IDBKeyRange.bound(start, `${start}\uffff`);
    return (await answered((await store('readonly')).getAllKeys(range))).map(String);
  } catch {
    return [];
  }
}

export const name = (kind: 'packet' | 'view' | 'notes' | 'papers', person: string, meeting: string): string => `${kind}|${person}|${meeting}`;

/** "packet|p1|m1" -> ["packet", "p1", "m1"] */
export const partsOf = (given: string): string[] => given.split('|');
