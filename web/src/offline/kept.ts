/** What this device kept, shown when the server does not answer: who I am, my meetings, a meeting as it was last seen. */
import { account, cards, cardsAged, type Account, type Card } from '../app/session';
import { showKept } from '../net/seat';
import { name, read, type Who } from './device';
import { sweep } from './forget';

/** Who was signed in here, unless the server has said meanwhile. */
export async function keptAccount(): Promise<void> {
  const who = await read<Who>('who');
  if (who && account.peek() === null) account.value = who.account as Account;
}

/** The list of meetings as it was; false when there is none. */
export async function keptCards(): Promise<boolean> {
  const person = (await read<Who>('who'))?.person;
  const list = person === undefined ? undefined : await read<{ at: number; cards: Card[] }>(`cards|${person}`);
  if (!list) return false;
  cards.value = list.cards;
  cardsAged.value = list.at;
  return true;
}

/** The meeting as it was last seen; false when this device has none. */
export async function keptView(meeting: string): Promise<boolean> {
  await sweep(Date.now());
  const who = await read<Who>('who');
  const view = who && (await read<{ at: number; set: Record<string, unknown>; mine: Record<string, unknown> }>(name('view', who.person, meeting)));
  if (!view) return false;
  await keptAccount();
  showKept(meeting, view, view.at);
  return true;
}
