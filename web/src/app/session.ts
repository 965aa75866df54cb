/** Who is signed in on this device, and their meetings. Asked once over HTTP; 401 goes to the sign-in. */
import { signal } from '@preact/signals';
import { get } from '../net/http';

export interface Account {
  person: { id: string; name: string; position: string; unit: string; unit_short?: string } | null;
  roles: string[]; may_create?: boolean; demo: boolean;
  /** Minutes from UTC of my unit's wall clock. */
  offset?: number;
}

/** One line of a list of meetings. */
export interface Card {
  id: string; title: string; type: string; number: string; starts_at: number; minutes: number; offset: number;
  place: string; form: 'room' | 'online' | 'mixed'; unit: string; unit_id?: string;
  phase: 'draft' | 'convened' | 'running' | 'paused' | 'closed' | 'cancelled'; duties?: string[]; capacity?: string;
}

export const account = signal<Account | null>(null);
export const cards = signal<Card[] | null>(null);

export async function loadAccount(): Promise<void> {
  account.value = await get<Account>('/api/v1/me');
}

export async function loadCards(): Promise<void> {
  const answer = await get<Card[] | { meetings: Card[] }>('/api/v1/meetings');
  cards.value = Array.isArray(answer) ? answer : answer.meetings;
}

export const live = (card: Card): boolean => card.phase === 'running' || card.phase === 'paused';
