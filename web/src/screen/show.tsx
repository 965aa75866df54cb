/**
 * The projector at work: draws what the view says, remembers beside what a result came up, and comes back by itself:
 * after a lost connection, a restart, a reload, or an early start.
 */
import '../styles/screen.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { speak, type Lang } from '../i18n';
import { zone } from '../i18n/format';
import { join, standing } from '../net/seat';
import { floor, items, meeting, polls, stage } from '../store/select';
import { more } from './result';
import { remembered, type Memory, type View } from './scene';
import { Screen } from './screen';

const RETRY = 5_000;
const WORDS = { vi: () => import('catalogue:vi/screen'), en: () => import('catalogue:en/screen') };
const KEY = 'ecabinet.screen';

/** What stood beside the last result. */
const memory = signal<Memory | null>(recall());

const view = (): View => ({ meeting: meeting.value, stage: stage.value, floor: floor.value, items: items.value, polls: polls.value });

function recall(): Memory | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Memory | null;
  } catch {
    return null;
  }
}

function keep(next: Memory | null): void {
  if (JSON.stringify(next) === JSON.stringify(memory.peek())) return;
  memory.value = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    /* lasts for this page */
  }
}

/** Not let in yet (the meeting is still being prepared) or not any more: ask again from time to time. */
function keepAsking(): void {
  setInterval(() => { if (standing.peek() === 'refused') void join(); }, RETRY);
}

/** A dark projector in the middle of a speech helps nobody; where the browser allows it, stay awake. */
function stayAwake(): void {
  const wake = (): void => { if (document.visibilityState === 'visible') void navigator.wakeLock?.request('screen').catch(() => undefined); };
  document.addEventListener('visibilitychange', wake);
  wake();
}

/** Sit down (`sit`), then draw into `root`. The address may ask for another language or the light theme. */
export function start(root: HTMLElement, sit: () => void): void {
  const query = new URLSearchParams(location.search);
  document.documentElement.dataset.theme = query.get('theme') === 'light' ? 'screen-light' : 'screen';
  const language: Lang = query.get('lang') === 'en' ? 'en' : 'vi';
  sit();
  effect(() => { const offset = meeting.value?.offset; if (offset !== undefined) zone.value = offset; });
  effect(() => { if (standing.value === 'live') keep(remembered(view(), memory.peek())); });
  keepAsking();
  stayAwake();
  void speak(language, WORDS).then(() => {
    render(<Screen view={view} memory={memory} />, root);
    more(); // before the first result
  });
}
