/**
 * Following the presenter: a state of the reader, not a place. Opening the presented paper follows; any own turn leaves;
 * one tap returns. For the presenter, turning the page turns it for everybody.
 */
import { computed, effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { cameByUs, go, path } from '../app/router';
import { t, tRefusal } from '../i18n';
import { newAct } from '../net/act';
import { joins, shown, sitting } from '../net/seat';
import { onSignal, sendSignal, type Signal } from '../net/signals';
import { link } from '../net/socket';
import { me, paper as paperOf, stage } from '../store/select';
import { say } from '../ui/live';
import { toast } from '../ui/toast';
import { alone, browseAlone } from './follow-mark';

/** What I wish; whether there is something to follow, the stage says. */
export const following = signal(false);
/** The chair asks all to this page; it waits for the tap. */
export const called = signal<number | null>(null);

/** A paper is presented which I may see. */
export const presented = computed(() => {
  const now = stage.value;
  return now && now.paper !== null && now.page !== null ? { paper: now.paper, page: now.page, version: now.version } : null;
});
export const presenting = computed(() => presented.value !== null && stage.value?.presenter === me.value?.participant && me.value !== undefined);
const truly = computed(() => following.value && presented.value !== null);

export type FollowState =
  | { is: 'nothing' }
  | { is: 'on' | 'presenting' | 'lost' | 'called' | 'alone'; page: number; pages: number; paper: number };

/** What the control shows on `paper`. */
export function followState(): FollowState {
  const now = presented.value;
  if (!now) return { is: 'nothing' };
  const base = { ...now, pages: paperOf(now.paper)?.pages.length ?? 0 };
  if (link.value.state !== 'connected') return { ...base, is: 'lost' };
  if (following.value) return { ...base, is: presenting.value ? 'presenting' : 'on' };
  if (called.value !== null) return { ...base, page: called.value, is: 'called' };
  return { ...base, is: 'alone' };
}

/** Show a page, without a way back to where one was in the same reader. */
export function showPage(paper: number, page: number, byMyself: boolean): void {
  const meeting = sitting.peek();
  if (!meeting) return;
  go(path.reader(meeting, paper, page), true);
  if (byMyself) browseAlone();
}

/** My own wish to see another page. The presenter turns for all. */
export function turnTo(paper: number, page: number): void {
  if (presenting.peek() && following.peek() && presented.peek()?.paper === paper) return void presentPage(page);
  following.value = false;
  showPage(paper, page, true);
}

/** Another paper of the item: the presented one is followed. */
export function openPaper(paper: number, page: number): void {
  const now = presented.peek();
  if (now?.paper === paper) return follow();
  following.value = false;
  showPage(paper, page, true);
}

export function follow(): void {
  called.value = null;
  const now = presented.peek();
  if (!now) return;
  following.value = true;
  showPage(now.paper, now.page, false);
}

export function leave(): void {
  following.value = false;
  browseAlone();
}

const act = newAct();
let wished: number | null = null;

/** Turn the page for everybody. While one turn is under way the last wish counts, until its page is shown. */
export async function presentPage(page: number): Promise<void> {
  const busy = wished !== null;
  wished = page;
  if (busy) return;
  for (let sent = 0; sent !== wished && wished !== null;) {
    sent = wished;
    const outcome = await act.send('papers.turn_page', { page: sent });
    if (outcome === 'unsent' || !outcome.ok) {
      toast(outcome === 'unsent' ? t('act.unsent') : tRefusal(outcome.code, outcome.args), { icon: 'info' });
      break;
    }
    if (sent === wished) await shown(outcome.seq);
  }
  wished = null;
}

/** Show this page to everybody, and follow oneself. */
export async function present(paper: number, page: number): Promise<void> {
  const outcome = await newAct().send('papers.present', { paper, page });
  if (outcome !== 'unsent' && outcome.ok) following.value = true;
  else toast(outcome === 'unsent' ? t('act.unsent') : tRefusal(outcome.code, outcome.args), { icon: 'info' });
}

/** The page last asked for, so that quick presses add up. */
export const wishedPage = (page: number): number => wished ?? page;

interface Call extends Signal { call?: boolean; page?: number }
/** Ask all who browse alone to my page. Only the presenter is heard. */
export const callAll = (version: string, page: number): void => sendSignal('pointer', { version, page, call: true });

/** The reader's life with the stage: decides at opening, turns with the presenter, tells the server. */
export function useFollowing(paper: number, page: number): void {
  useEffect(() => { following.value = opensFollowing(paper, page); return () => { following.value = false; called.value = null; }; }, []);
  useEffect(() => effect(() => { if (truly.value) turnAlong(); }), []);
  useEffect(() => effect(() => { if (joins.value >= 0) sendSignal('follow', { on: truly.value }); }), []);
  useEffect(() => () => sendSignal('follow', { on: false }), []);
  useEffect(() => onSignal<Call>('pointer', (signal) => {
    if (signal.call && typeof signal.page === 'number' && !following.peek()) called.value = signal.page;
  }), []);
}

function opensFollowing(paper: number, page: number): boolean {
  const now = presented.peek();
  if (now?.paper !== paper || alone()) return false;
  return cameByUs() || page === 1 || page === now.page;
}

function turnAlong(): void {
  const now = presented.value;
  if (!now) return;
  called.value = null;
  showPage(now.paper, now.page, false);
  const title = paperOf(now.paper)?.title;
  if (title) say(t('reader.follow.said', { title, page: now.page }));
}
