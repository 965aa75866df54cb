/**
 * The navy bar at the bottom of every screen of a meeting: what the room does, its clock, and one act.
 *
 * Order: my turn to speak > a vote I have not sent > speaker and clock > item and time left > the phase.
 * `leading` is for the reader's follow control.
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { go, path, route } from './router';
import { t, tn, tRefusal, type Key } from '../i18n';
import { clock, kept } from '../i18n/format';
import { useAct, type Outcome } from '../net/act';
import { minute, second } from '../net/clock';
import { aged } from '../net/seat';
import { moment } from './offline-line';
import { due, openSlot, slots } from '../delegate/ballot-state';
import { checkIn, mayCheckIn } from '../delegate/check-in';
import { currentItem, floor, livePolls, me, meeting, ownBallot, ownRequest, pollFrame, showsVoted, votedIn, type Item, type PollFrame } from '../store/select';
import type { Objects } from '../protocol';
import { Digits } from '../ui/bits';
import { Button } from '../ui/button';
import { Icon, type IconName } from '../ui/icons';
import { Confirm } from '../ui/sheet';
import { SpeechClock } from '../ui/speech-clock';
import { toast } from '../ui/toast';

type Happening =
  | { is: 'turn' | 'speech'; floor: Objects['floor'] }
  | { is: 'vote'; poll: PollFrame; sent: boolean }
  | { is: 'item'; item: Item }
  | { is: 'phase' }
  | { is: 'aged'; at: number };

/** What the bar shows, by the order above. Of a view that this device kept: only from when it is. */
export function happening(): Happening {
  if (aged.value !== null) return { is: 'aged', at: aged.value };
  const speaks = floor.value;
  const wanted = pollFrame(due.value[0]?.poll);
  const vote = wanted ?? livePolls.value[0];
  if (speaks && speaks.participant === me.value?.participant) return { is: 'turn', floor: speaks };
  const unanswered = vote && (vote.by !== 'seats' || !slots.value.some((one) => one.poll === vote.id)) && !ownBallot(vote.id);
  if (wanted ?? (unanswered ? vote : undefined)) return { is: 'vote', poll: vote!, sent: false };
  if (speaks && meeting.value?.phase !== 'paused') return { is: 'speech', floor: speaks };
  if (vote) return { is: 'vote', poll: vote, sent: true };
  if (speaks) return { is: 'speech', floor: speaks };
  const item = currentItem.value;
  return item && meeting.value?.phase === 'running' ? { is: 'item', item } : { is: 'phase' };
}

export function SessionBar({ leading }: { leading?: ComponentChildren }) {
  const now = happening();
  if (meeting.value?.form === 'written') return <WrittenBar leading={leading} />;
  return (
    <footer class={`session-bar ${now.is} ${leading ? 'led' : ''}`} aria-label={t('bar.name')}>
      {leading}
      <What now={now} />
      <BarClock now={now} />
      <div class="bar-act"><BarAct now={now} /></div>
    </footer>
  );
}

/** Beside the papers of a consultation in writing: no session, only the way back to the form. */
const WrittenBar = ({ leading }: { leading?: ComponentChildren }) => (
  <footer class={`session-bar phase ${leading ? 'led' : ''}`} aria-label={t('bar.written')}>
    {leading}
    <Lines icon="ballot" first={t('bar.written')} second={meeting.value?.title ?? ''} />
    <div class="bar-act"><Button look="room" icon="ballot" onClick={() => go(path.written(meeting.value!.id))}>{t('bar.written.act')}</Button></div>
  </footer>
);

function What({ now }: { now: Happening }) {
  switch (now.is) {
    case 'turn': return <Lines icon="mic" first={t('bar.turn.hint')} second={t('bar.turn')} />;
    case 'speech': return <Lines icon="voice" first={now.floor.unit ? t('bar.speaks.of', { unit: kept(now.floor.unit) }) : t('bar.speaks')} second={now.floor.name} />;
    case 'vote': return <Lines icon={now.poll.by === 'hands' ? 'hand' : 'ballot'} first={voteUnder(now.poll)} second={voteWord(now.poll)} />;
    case 'item': return <Lines icon="list" first={t('bar.item', { number: now.item.number })} second={now.item.title} />;
    case 'aged': return <Lines icon="offline" first={t('offline.bar')} second={t('offline.bar.at', { when: moment(now.at) })} />;
    case 'phase': return <Lines icon={meeting.value?.phase === 'paused' ? 'pause' : 'clock'} first={t('bar.session')} second={t(`bar.phase.${meeting.value?.phase ?? 'convened'}` as Key)} />;
  }
}

/** "Đang biểu quyết", or what the vote waits for. */
function voteWord(poll: PollFrame): string {
  switch (poll.state) {
    case 'paused': return t('vote.paused');
    case 'counting': return t('vote.counting');
    case 'tied': return t('bar.vote.tied');
    default: return poll.by === 'seats' ? t('bar.vote') : t(`vote.by.${poll.by}`);
  }
}

/** How many ballots I have still to send, where there are several; else how many have voted, where that is shown. */
function voteUnder(poll: PollFrame): string {
  const [left, all] = [due.value.length, slots.value.length];
  if (poll.by !== 'seats') return poll.state === 'open' ? t(`bar.vote.${poll.by}.hint`) : t('bar.session');
  if (left > 0 && all > 1) return t('bar.vote.left', { left, all });
  if (showsVoted(poll)) return t('bar.vote.count', { voted: votedIn(poll.id), entitled: poll.entitled });
  return left === 0 && all > 0 ? t('bar.vote.sent') : t('bar.session');
}

const Lines = ({ icon, first, second: under }: { icon: IconName; first: string; second: string }) => (
  <div class="bar-what">
    <Icon name={icon} />
    <div class="bar-lines"><div class="bar-first">{first}</div><div class="bar-second">{under}</div></div>
  </div>
);

function BarClock({ now }: { now: Happening }) {
  switch (now.is) {
    case 'turn': case 'speech': return <div class="bar-clock"><SpeechClock floor={now.floor} /></div>;
    case 'item': return <ItemClock item={now.item} />;
    case 'vote': return now.sent || now.poll.state !== 'open' ? null : <div class="bar-clock"><span class="speech-clock"><span class="clock-word">{t('bar.vote.since')}</span><Digits text={clock(second.value - now.poll.opened_at)} /></span></div>;
    case 'phase': case 'aged': return null;
  }
}

function ItemClock({ item }: { item: Item }) {
  if (!item.minutes || !item.opened_at) return null;
  const left = item.minutes - Math.floor((minute.value - item.opened_at) / 60_000);
  const word = left >= 0 ? tn('bar.item.left', left) : tn('bar.item.over', -left);
  return <div class="bar-clock time-left">{word}</div>;
}

function BarAct({ now }: { now: Happening }) {
  const act = useAct();
  const told = (sent: Promise<Outcome>): void => void sent.then(tell);
  if (now.is === 'aged') return null;
  if (now.is === 'turn') return <Button look="room" icon="stop" onClick={() => told(act.send('agenda.end_floor', {}))}>{t('bar.turn.end')}</Button>;
  if (now.is === 'vote' && (ownBallot(now.poll.id) || now.poll.by !== 'seats')) {
    const next = due.value[0];
    return <Button look={next ? 'call' : 'room'} icon="ballot" onClick={() => openSlot(next ?? { poll: now.poll.id, voter: null })}>{t(next ? 'bar.vote.open' : now.poll.by === 'seats' ? 'bar.vote.see' : 'bar.vote.details')}</Button>;
  }
  if (mayCheckIn() && route.value.name !== 'meeting') return <Button look="call" icon="check" onClick={checkIn}>{t('checkin.do')}</Button>;
  return <FloorButton />;
}

/** Ask for the floor, wait with a place in the queue, withdraw. */
function FloorButton() {
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const waiting = ownRequest.value;
  const phase = meeting.value?.phase;
  if (!me.value || (phase !== 'running' && phase !== 'paused')) return null;
  const is = act.state.value.is;
  if (!waiting) {
    return (
      <Button look="room" icon="hand" class="floor-ask" label={t('floor.ask')} busy={is === 'sending' || is === 'checking'}
        onClick={() => void act.send('agenda.request_floor', {}).then(tell)}><span class="long">{t('floor.ask')}</span><span class="short">{t('floor.ask.short')}</span></Button>
    );
  }
  const withdraw = (): void => { setAsking(false); void act.send('agenda.withdraw_request', {}).then(tell); };
  return (
    <>
      <Button look="room" pressed icon="check" class="floor-wait" label={t('floor.waiting', { place: waiting.place })} onClick={() => setAsking(true)}>
        <span class="long">{t('floor.waiting', { place: waiting.place })}</span><span class="short">{t('floor.waiting.short', { place: waiting.place })}</span>
      </Button>
      <Confirm open={asking} title={t('floor.withdraw.ask')} body={t('floor.withdraw.body', { place: waiting.place })} yes={t('floor.withdraw')} no={t('floor.keep')} onYes={withdraw} onNo={() => setAsking(false)} />
    </>
  );
}

/** The bar has no room for reasons: they are said above it. */
function tell(outcome: Outcome): void {
  if (outcome === 'unsent') toast(t('act.unsent'), { icon: 'offline' });
  else if (!outcome.ok) toast(tRefusal(outcome.code, outcome.args), { icon: 'info' });
}
