/** What the journal says, cut up for the editor, and the real pages: asked again whenever the meeting or the text moves on. */
import { effect, signal } from '@preact/signals';
import { get, isRefused, type Refused } from '../../net/http';
import { floor, items, meeting, papers, people, polls, record } from '../../store/select';
import { load, saves } from './prose';

export interface Fact { code: string; label: string; text: string; runs: readonly (readonly [string, '' | 'b' | 'i'])[] }
export interface Section {
  key: string; kind: 'general' | 'item' | 'end'; facts: readonly Fact[]; prose: readonly string[];
  item?: number; number?: string; depth?: number; title?: string; state?: 'planned' | 'open' | 'done' | 'postponed' | 'withdrawn'; from?: string | null; to?: string | null;
}
export interface Facts { title: string; notation: string | null; secretary: string; chair: string; sections: readonly Section[] }
export interface Preview { pages: number; hash: string }

export const facts = signal<Facts | null>(null);
export const preview = signal<Preview | null>(null);
/** The last question went wrong; what is shown may be old. */
export const trouble = signal<Refused | null>(null);
export const previewTrouble = signal<Refused | null>(null);
/** The pages shown are being made anew. */
export const previewing = signal(false);

const REST = 1_200; // ms of quiet in the meeting before the facts are asked again
const PAGES_REST = 500;

/** Keep both up to date while the editor is open. */
export function watch(id: string): () => void {
  facts.value = preview.value = trouble.value = previewTrouble.value = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;
  const all = (): Promise<unknown> => Promise.all([loadFacts(id), load(id).catch(() => undefined), loadPreview(id)]);
  const stop = effect(() => {
    void [meeting.value, items.value, people.value, polls.value, papers.value, floor.value, record.value];
    clearTimeout(timer);
    timer = setTimeout(() => void all(), first ? 0 : REST);
    first = false;
  });
  let pages: ReturnType<typeof setTimeout> | undefined;
  const stopSaves = saves.subscribe((n) => { if (n > 0) { clearTimeout(pages); pages = setTimeout(() => void loadPreview(id), PAGES_REST); } });
  const back = (): void => { if (document.visibilityState === 'visible') void load(id).catch(() => undefined); };
  document.addEventListener('visibilitychange', back);
  return () => { stop(); stopSaves(); clearTimeout(timer); clearTimeout(pages); document.removeEventListener('visibilitychange', back); };
}

export async function loadFacts(id: string): Promise<void> {
  try {
    facts.value = await get<Facts>(`/m/${id}/minutes`);
    trouble.value = null;
  } catch (no) {
    trouble.value = refusalOf(no);
  }
}

let asking: Promise<void> | null = null;
let again = false;

/** One question at a time: typesetting takes a second, and only the newest pages matter. */
export async function loadPreview(id: string): Promise<void> {
  if (asking) { again = true; return; }
  previewing.value = true;
  asking = get<Preview>(`/m/${id}/record/preview`).then((made) => { preview.value = made; previewTrouble.value = null; }, (no: unknown) => { previewTrouble.value = refusalOf(no); });
  await asking;
  asking = null;
  previewing.value = false;
  if (again) { again = false; await loadPreview(id); }
}

const refusalOf = (no: unknown): Refused => (isRefused(no) ? no : { ok: false, code: 'net.error', args: {} });
