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
import { currentItem, floor, me, meeting, openPoll, ownBallot, pollFrame as pollOf } from '../store/select';
import { openNotes } from '../reader/notes';
import { handsFree } from '../ui/arming';
import { Icon } from '../ui/icons';
import { IconButton } from '../ui/button';
import { say, shout } from '../ui/live';
import { reasonWords, verdictWords } from '../ui/rule';
import { toast } from '../ui/toast';
import { BallotSheet } from './ballot';
import { ballotOpen, risenByItself } from './ballot-state';
import { CheckInSheet } from './check-in';
import { Finder } from './finder';

export { risenByItself };

export function Over() {
  useEffect(watchVotes, []);
  useEffect(watchRoom, []);
  useEffect(watchLink, []);
  const id = meeting.value?.id;
  const who = me.value?.person;
  useEffect(() => { if (id && who) openNotes(id, who); }, [id, who]);
  return <><BallotSheet /><CheckInSheet /><Finder /><OfflineBand /></>;
}

/** Raise the ballot when a vote opens for me, and the result when a vote that I saw open closes. */
function watchVotes(): () => void {
  let seen: number | null = null;
  const raised = new Set<number>();
  return effect(() => {
    const vote = aged.value === null ? openPoll.value : undefined; // an old view says nothing of a vote now
    if (vote) {
      seen = vote.id;
      const mine = ownBallot(vote.id);
      if (!mine?.entitled || mine.choice || raised.has(vote.id)) return;
      shoutOnce(vote.id, t('bar.vote'));
      if (!handsFree()) return; // the bar already says so; the sheet waits for free hands
      raised.add(vote.id);
      raise(vote.id);
      return;
    }
    const ended = seen === null ? undefined : pollOf(seen);
    if (!ended || ended.state === 'open') return;
    if (!handsFree()) return;
    seen = null;
    shout(`${verdictWords(ended)}. ${reasonWords(ended)}`);
    if (ballotOpen.peek() !== ended.id) raise(ended.id);
  });
}

let shouted: number | null = null;
function shoutOnce(id: number, words: string): void {
  if (shouted === id) return;
  shouted = id;
  shout(words);
}

function raise(id: number): void {
  risenByItself.value = id;
  ballotOpen.value = id;
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
