/** Which versions of papers were opened on this device, and at which page they were left. */
import { signal } from '@preact/signals';

const KEY = 'ecabinet.read';
const read = signal<Record<string, number>>(load());

function load(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

/** The page where this version was left, or null if it was never opened here. */
export const lastPage = (version: string | null): number | null => (version ? (read.value[version] ?? null) : null);

/** At sign-out: nobody learns what was read here. */
export function forgetReading(): void {
  read.value = {};
  try {
    localStorage.removeItem(KEY);
  } catch {
    /* nothing was kept */
  }
}

/** The reader says where one is. */
export function markRead(version: string, page: number): void {
  if (read.peek()[version] === page) return;
  read.value = { ...read.peek(), [version]: page };
  try {
    localStorage.setItem(KEY, JSON.stringify(read.peek()));
  } catch {
    /* lasts for this page */
  }
}
