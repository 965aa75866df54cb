/**
 * A view as signals: key -> object, one signal per key, so a change wakes only what reads that key.
 * `set` assigns, `del` removes. The store decides nothing and folds nothing.
 */
import { batch, signal, type Signal } from '@preact/signals';
import type { Objects } from '../protocol';

export type Kind = keyof Objects;
export type Frame = { set?: Record<string, unknown>; del?: readonly string[] };

/** The part before the ids: "me/ballot/3" -> "me/ballot", "voted/3/7" -> "voted", "stage" -> "stage". */
export const kindOf = (key: string): string => key.split('/', key.startsWith('me/') ? 2 : 1).join('/');

export class Store {
  #cells = new Map<string, Signal<unknown>>();
  #kinds = new Map<string, Signal<readonly string[]>>();

  /** One object, or undefined while there is none. Reading subscribes. */
  get<K extends Kind>(kind: K, ...ids: (number | string)[]): Objects[K] | undefined {
    return this.#cell([kind, ...ids].join('/')).value as Objects[K] | undefined;
  }

  /** All objects of a kind, in no order. Reading subscribes to each of them. */
  all<K extends Kind>(kind: K): Objects[K][] {
    return this.#kind(kind).value.map((key) => this.#cell(key).value as Objects[K]);
  }

  /** Keys of a kind; changes only when one is added or removed. */
  keys(kind: Kind): readonly string[] {
    return this.#kind(kind).value;
  }

  /** Everything, as one mapping. Does not subscribe. */
  dump(): Record<string, unknown> {
    const all: Record<string, unknown> = {};
    for (const [key, cell] of this.#cells) if (cell.peek() !== undefined) all[key] = cell.peek();
    return all;
  }

  /** What changed. Lists of keys are written once for a frame, however many come or go. */
  apply({ set = {}, del = [] }: Frame): void {
    const lists = new Map<string, Set<string>>();
    const list = (key: string): Set<string> => made(lists, kindOf(key), () => new Set(this.#kind(kindOf(key)).peek()));
    batch(() => {
      for (const key of del) if (this.#drop(key)) list(key).delete(key);
      for (const [key, value] of Object.entries(set)) if (this.#assign(key, value)) list(key).add(key);
      for (const [kind, keys] of lists) this.#kind(kind).value = [...keys];
    });
  }

  /** A whole view: what is not in it is gone. */
  replace(set: Record<string, unknown>): void {
    const del = [...this.#cells].filter(([key, cell]) => cell.peek() !== undefined && !(key in set)).map(([key]) => key);
    this.apply({ set, del });
  }

  /** Whether it is new. */
  #assign(key: string, value: unknown): boolean {
    const cell = this.#cell(key);
    const fresh = cell.peek() === undefined;
    cell.value = value;
    return fresh;
  }

  /** Whether it was there. */
  #drop(key: string): boolean {
    const cell = this.#cells.get(key);
    if (cell?.peek() === undefined) return false;
    cell.value = undefined;
    return true;
  }

  #cell(key: string): Signal<unknown> {
    return made(this.#cells, key, () => signal<unknown>(undefined));
  }

  #kind(kind: string): Signal<readonly string[]> {
    return made(this.#kinds, kind, () => signal<readonly string[]>([]));
  }
}

function made<V>(map: Map<string, V>, key: string, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = make()));
  return found;
}
