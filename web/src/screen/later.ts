/** Parts that come behind the first script. Nobody is there to press "again", so what did not come is asked for again. */
import { signal } from '@preact/signals';

const RETRY = 4_000;

/** The part, or null until it has come; the first question fetches it. */
export function later<T extends object>(load: () => Promise<T>): () => T | null {
  const part = signal<T | null>(null);
  let asked = false;
  const fetch = (): unknown => load().then((one) => { part.value = one; }, () => setTimeout(fetch, RETRY));
  return () => {
    if (!asked) { asked = true; fetch(); }
    return part.value;
  };
}
