/**
 * Who is signed in on this device, and their meetings. Asked over HTTP; 401 goes to the sign-in. Without a connection, as
 * this device remembers it, until the server says it.
 */
import { signal } from '@preact/signals';
import { get } from '../net/http';
import { whenConnected } from '../net/socket';

export interface Account {
  person: { id: string; name: string; position: string; unit: string; unit_short?: string } | null;
  roles: string[]; may_create?: boolean; demo: boolean;
  /** Minutes from UTC of my unit's wall clock. */
  offset?: number;
}

/** One line of a list of meetings. */
export interface Card {
  id: string; title: string; type: string; number: string; starts_at: number; minutes: number; offset: number;
  place: string; form: 'room' | 'online' | 'mixed' | 'written'; unit: string; unit_id?: string;
  phase: 'draft' | 'convened' | 'running' | 'paused' | 'closed' | 'cancelled'; duties?: string[]; capacity?: string;
}

export const account = signal<Account | null>(null);
export const cards = signal<Card[] | null>(null);

/** The list of meetings is one that this device kept: from when. */
export const cardsAged = signal<number | null>(null);

const SOON = 2_000;
const IN_TIME = 8_000;

const kept = (): Promise<typeof import('../offline/kept')> => import('../offline/kept');

let sure = false;

async function loadAccount(): Promise<void> {
  const fresh = await get<Account>('/api/v1/me', inTime());
  const was = account.peek();
  if (was && was.person?.id !== fresh.person?.id) return location.reload(); // somebody else has signed in on this device
  account.value = fresh;
  sure = true;
}

/** Back when it is known, or will not be known soon. */
export async function knowAccount(): Promise<void> {
  const asked = loadAccount().catch(() => undefined);
  await Promise.race([asked, new Promise((done) => setTimeout(done, SOON))]);
  if (!account.peek()) await kept().then((it) => it.keptAccount()).catch(() => undefined);
  whenConnected(() => { if (!sure) void loadAccount().catch(() => undefined); });
}

export async function loadCards(): Promise<void> {
  try {
    const answer = await get<Card[] | { meetings: Card[] }>('/api/v1/meetings', inTime());
    cards.value = Array.isArray(answer) ? answer : answer.meetings;
    cardsAged.value = null;
  } catch (no) {
    if ((no as { code?: string }).code !== 'net.unreachable' || !(await kept().then((it) => it.keptCards()))) throw no;
  }
}

function inTime(): AbortSignal {
  const late = new AbortController();
  setTimeout(() => late.abort(), IN_TIME);
  return late.signal;
}

export const live = (card: Card): boolean => card.phase === 'running' || card.phase === 'paused';
