/**
 * The outbox: operations of private annotations that the server has not acknowledged, kept on this device over reloads
 * and dropped connections, apart for each person. Never ballots or other acts. Without IndexedDB it lasts for this page.
 */
import { answered } from '../../offline/device';
import type { NoteOp } from './ops';

export interface Waiting { meeting: string; person: string; op: NoteOp }

export interface Outbox {
  /** Of one meeting, or of all of them. */
  all(person: string, meeting?: string): Promise<Waiting[]>;
  put(waiting: readonly Waiting[]): Promise<void>;
  drop(ids: readonly string[]): Promise<void>;
}

export function memoryOutbox(): Outbox {
  const kept = new Map<string, Waiting>();
  return {
    all: async (person, meeting) => [...kept.values()].filter((one) => one.person === person && (meeting ?? one.meeting) === one.meeting),
    put: async (waiting) => waiting.forEach((one) => kept.set(one.op.op, one)),
    drop: async (ids) => ids.forEach((id) => kept.delete(id)),
  };
}

/** On this device, if it lets us. */
export async function deviceOutbox(): Promise<Outbox> {
  try {
    return indexed(await opened());
  } catch {
    return memoryOutbox();
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open('ecabinet-notes', 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore('waiting', { autoIncrement: true });
    store.createIndex('op', 'op.op', { unique: true });
  };
  return answered(request);
}

function indexed(db: IDBDatabase): Outbox {
  const store = (mode: IDBTransactionMode): IDBObjectStore => db.transaction('waiting', mode).objectStore('waiting');
  return {
    async all(person, meeting) {
      const rows = await answered<Waiting[]>(store('readonly').getAll());
      return rows.filter((one) => one.person === person && (meeting ?? one.meeting) === one.meeting);
    },
    async put(waiting) {
      const into = store('readwrite');
      await Promise.all(waiting.map((one) => answered(into.put(one))));
    },
    async drop(ids) {
      const from = store('readwrite');
      const byOp = from.index('op');
      await Promise.all(ids.map(async (id) => {
        const key = await answered(byOp.getKey(id));
        if (key !== undefined) await answered(from.delete(key));
      }));
    },
  };
}
