/**
 * Files on their way to the server, one after the other so that papers keep the order in which they were chosen.
 * Nothing is on the table before the server has read the whole file and said so; a failed one stays, with its reason.
 */
import { signal } from '@preact/signals';
import { upload, type Refused } from '../../net/http';
import { newId } from '../../net/ids';

export interface Upload {
  key: string;
  meeting: string;
  item: number;
  /** A new version of this paper; null for a new paper. */
  paper: number | null;
  title: string;
  file: File;
  state: 'waiting' | 'sending' | 'reading' | 'refused';
  /** Sent so far, 0 to 1. */
  part: number;
  refusal: Refused | null;
  id: string;
}

export const uploads = signal<readonly Upload[]>([]);
let busy = false;

export function send(meeting: string, item: number, files: Iterable<File>, paper: { id: number; title: string } | null = null): void {
  const added = [...files].map((file): Upload => ({
    key: newId(), meeting, item, paper: paper?.id ?? null, title: paper?.title ?? titleOf(file.name), file, state: 'waiting', part: 0, refusal: null, id: newId(),
  }));
  uploads.value = [...uploads.peek(), ...added];
  void run();
}

/** "to-trinh_214.pdf" as a title: "to-trinh 214". It may be renamed afterwards. */
export const titleOf = (name: string): string => name.replace(/\.pdf$/i, '').replace(/_+/g, ' ').trim().normalize('NFC') || name;

export function drop(key: string): void {
  uploads.value = uploads.peek().filter((one) => one.key !== key);
}

/** The same wish carries the same id, so a retry after a lost answer lays nothing twice; a refusal changed nothing. */
export function again(key: string): void {
  change(key, (one) => ({ state: 'waiting', part: 0, refusal: null, id: one.refusal?.code === 'net.unreachable' ? one.id : newId() }));
  void run();
}

function change(key: string, by: (one: Upload) => Partial<Upload>): void {
  uploads.value = uploads.peek().map((one) => (one.key === key ? { ...one, ...by(one) } : one));
}

async function run(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let next = waiting(); next; next = waiting()) await bring(next);
  busy = false;
}

const waiting = (): Upload | undefined => uploads.peek().find((one) => one.state === 'waiting');

async function bring({ key, meeting, item, paper, title, file, id }: Upload): Promise<void> {
  change(key, () => ({ state: 'sending' }));
  const query = new URLSearchParams({ item: String(item), title, name: file.name, id, ...(paper === null ? {} : { paper: String(paper) }) });
  const sent = await upload<{ paper: number }>(`/m/${meeting}/papers?${query}`, file, (part) => change(key, () => ({ part, state: part >= 1 ? 'reading' : 'sending' })));
  if (sent.ok) drop(key);
  else change(key, () => ({ state: 'refused', refusal: sent }));
}

/** Leaving the page now would lose what is on its way. */
export const underWay = (): boolean => uploads.peek().some((one) => one.state !== 'refused');
