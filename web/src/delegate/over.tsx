/**
 * What lies over every screen of a meeting: the ballot and its result, the check-in, the finder, and the band that says
 * that the connection is gone. It also says aloud what cannot wait.
 */
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { route } from '../app/router';
import { t } from '../i18n';
import { moment } from '../app/offline-line';
import { aged, joins } from '../net/seat';
import { link } from '../net/socket';
import { lazy } from '../app/lazy';
import { currentItem, floor, isLive, livePolls, me, meeting, pollFrame as pollOf } from '../store/select';
import { openNotes } from '../reader/notes';
import { handsFree } from '../ui/arming';
import { Icon } from '../ui/icons';
import { IconButton } from '../ui/button';
import { say, shout } from '../ui/live';
import { reasonWords, verdictWords } from '../ui/rule';
import { toast } from '../ui/toast';
import { BallotSheet } from './ballot';
import { recusing, taking } from './apart-state';
import { ballotOpen, due, moreResults, openSlot, risenByItself, watchDrafts, type Slot } from './ballot-state';
import { CheckInSheet } from './check-in';
import { Finder } from './finder';

export { risenByItself };

const Apart = lazy(() => import('./apart'));

export function Over() {
  useEffect(watchVotes, []);
  useEffect(watchDrafts, []);
  useEffect(watchRoom, []);
  useEffect(watchLink, []);
  const id = meeting.value?.id;
  const who = me.value?.person;
  useEffect(() => { if (id && who) openNotes(id, who); }, [id, who]);
  return <><BallotSheet />{(taking.value !== null || recusing.value !== null) && <Apart />}<CheckInSheet /><Finder /><OfflineBand /></>;
}

/**
 * Raise the ballot when a vote opens for me, and the result when a vote that I saw open closes. Of votes opened together
 * the first is raised, the sheet leads to the others; results wait while a ballot is still to be sent.
 */
function watchVotes(): () => void {
  const seen = new Set<number>();
  const raised = new Set<number>();
  const shouted = new Set<number>();
  return effect(() => {
    if (aged.value !== null) return; // an old view says nothing of a vote now
    for (const one of livePolls.value) seen.add(one.id);
    const fresh = due.value.filter((one) => !raised.has(one.poll));
    const unsaid = fresh.find((one) => !shouted.has(one.poll));
    if (unsaid) { fresh.forEach((one) => shouted.add(one.poll)); shout(t('bar.vote')); }
    if (fresh[0]) {
      if (!handsFree()) return; // the bar already says so; the sheet waits for free hands
      fresh.forEach((one) => raised.add(one.poll));
      if (!busyWithAnother(fresh)) raise(fresh[0]);
      return;
    }
    const ended = [...seen].filter((id) => { const one = pollOf(id); return one !== undefined && !isLive(one); });
    if (ended.length === 0 || due.value.length > 0 || !handsFree()) return;
    ended.forEach((id) => seen.delete(id));
    showResults(ended);
  });
}

/** A ballot of another vote is being filled in: it is not taken away. */
const busyWithAnother = (fresh: readonly Slot[]): boolean =>
  ballotOpen.peek() !== null && !fresh.some((one) => one.poll === ballotOpen.peek()) && due.peek().some((one) => one.poll === ballotOpen.peek());

function raise(slot: Slot): void {
  risenByItself.value = slot.poll;
  openSlot(slot);
}

function showResults(ended: readonly number[]): void {
  const up = ended.find((id) => id === ballotOpen.peek());
  const first = up ?? ended[0]!;
  shout(ended.map((id) => pollOf(id)!).map((one) => `${verdictWords(one)}. ${reasonWords(one)}`).join(' '));
  const others = ended.filter((id) => id !== first);
  const after = ballotOpen.peek() !== null && up === undefined && moreResults.peek().length > 0;
  moreResults.value = after ? [...moreResults.peek(), ...ended] : others;
  if (up === undefined && !after) raise({ poll: first, voter: null });
}

/** Item opened, who speaks: politely. My turn: at once. */
function watchRoom(): () => void {
  let first = true;
  let spoke: number | null = null;
  const stops = [
    effect(() => { const item = currentItem.value; if (item && !first) say(t('live.item', { number: item.number, title: item.title })); }),
    effect(() => {
      const speaks = floor.value;
      const who = speaks?.participant ?? null;
      if (who === spoke) return;
      spoke = who;
      if (!speaks || first) return;
      if (who === me.peek()?.participant) shout(t('bar.turn'));
      else say(t('live.speaks', { name: speaks.name }));
    }),
  ];
  first = false;
  return () => stops.forEach((stop) => stop());
}

/** "Connected again. You are at item 3, page 12." */
function watchLink(): () => void {
  let lost = false;
  let before = 0; // joins answered when it went
  return effect(() => {
    const answered = joins.value;
    if (link.value.state === 'offline' && !lost) { lost = true; before = answered; shout(t('link.lost')); }
    if (link.value.state === 'connected' && lost && answered > before) { // the view is certain again: say where the room is now
      lost = false;
      toast(backWords(), { icon: 'signal' });
    }
  });
}

function backWords(): string {
  const number = currentItem.peek()?.number;
  const here = route.peek();
  if (!number) return t('link.restored');
  return here.name === 'reader' ? t('link.restored.page', { item: number, page: here.page }) : t('link.restored.item', { item: number });
}

/** Says what still works and what does not; may be put away, the badge stays. */
function OfflineBand() {
  const [away, setAway] = useState<number | null>(null);
  const now = link.value;
  const old = aged.value;
  const cause = old ?? (now.state === 'offline' ? now.since : null);
  if (cause === null || away === cause) return null;
  const stays = old !== null && route.value.name === 'console'; // elsewhere the session bar goes on saying so
  return (
    <div class="floating-band" role="status">
      <Icon name={old === null ? 'offline' : 'clock'} />
      <span>{old === null ? t('link.lost') : t('offline.aged', { when: moment(old) })}</span>
      {!stays && <IconButton icon="close" label={t('ui.close')} onClick={() => setAway(cause)} />}
    </div>
  );
}
