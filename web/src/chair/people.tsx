/** The people column: who speaks, who waits; while a vote is open the vote, afterwards its result until it is put away. */
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { duration, kept, waited } from '../i18n/format';
import { newAct } from '../net/act';
import { minute, second } from '../net/clock';
import { connectedNow, presence } from './presence';
import { currentItem, floor, livePolls, meeting, person, requests, type Request } from '../store/select';
import { Digits } from '../ui/bits';
import { ActButton, ActReason, Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { speech } from '../ui/speech-clock';
import { Attendance } from './attendance';
import { Decisions, ResultPanel } from './result';
import { freshResults, pick, picked } from './state';
import { Votes } from './vote';

const act = newAct();
const USUAL = 300;

export function PeopleColumn() {
  const votes = livePolls.value;
  const results = freshResults.value;
  if (votes.length > 0) return <Votes polls={votes} />;
  if (meeting.value?.phase === 'closed') return <Decisions />;
  if (meeting.value?.phase === 'convened') return <><h2 class="column-word">{t('att.title')}</h2><Attendance /></>;
  return (
    <>
      {results.length > 0 && <ResultPanel polls={results} />}
      <Speaker />
      <Queue />
    </>
  );
}

const inSession = (): boolean => meeting.value?.phase === 'running' || meeting.value?.phase === 'paused';

function Speaker() {
  const now = floor.value;
  if (!inSession()) return null;
  return (
    <section class="speaking">
      <h2 class="column-word">{t('chair.speaking')}</h2>
      {now ? <SpeakerCard /> : <NobodySpeaks />}
    </section>
  );
}

function SpeakerCard() {
  const now = floor.value!;
  const state = speech(now, second.value);
  const part = now.seconds ? Math.min(1, Math.max(0, 1 - state.ms / (now.seconds * 1000))) : 0;
  return (
    <div class={`speaker ${state.is}`}>
      <p class="speaker-name">{now.name}</p>
      <p class="speaker-position">{kept(now.position || now.unit)}</p>
      <p class="speaker-clock"><Digits text={state.text} /><span>{clockWords(state.is, now.seconds)}</span></p>
      <div class="speaker-bar" aria-hidden="true"><div style={{ width: `${part * 100}%` }} /></div>
      <div class="speaker-acts">
        {now.seconds > 0 && <ActButton act={act} tag="extend" onClick={() => void act.send('agenda.extend_floor', { seconds: 60 }, 'extend')}>{t('chair.speech.more')}</ActButton>}
        <ActButton act={act} tag="end" onClick={() => void act.send('agenda.end_floor', {}, 'end')}>{t('chair.speech.end')}</ActButton>
      </div>
    </div>
  );
}

function clockWords(is: ReturnType<typeof speech>['is'], seconds: number): string {
  switch (is) {
    case 'running': return t('chair.speech.of', { time: duration(Math.round(seconds / 60)) });
    case 'last': return t('clock.last');
    case 'over': return t('clock.over');
    case 'paused': return t('clock.paused');
    case 'free': return t('chair.speech.free');
  }
}

/** Nobody speaks: whoever presents the item is one tap away. */
function NobodySpeaks() {
  const item = currentItem.value;
  const presenter = person(item?.presenter_id);
  if (!item || !presenter || meeting.value?.phase !== 'running') return <p class="nobody">{t('chair.nobody-speaks')}</p>;
  const tag = `give/${presenter.id}`;
  return (
    <div class="queue-row lone">
      <span class="queue-words"><span class="queue-name">{presenter.name}</span><span class="queue-under">{t('chair.presents')}</span></span>
      <ActButton act={act} tag={tag} onClick={() => void act.send('agenda.give_floor', { participant: presenter.id, seconds: 0 }, tag)}>{t('chair.give')}</ActButton>
    </div>
  );
}

function Queue() {
  if (!inSession()) return null;
  return (
    <section class="queue">
      <h2 class="column-word">{t('chair.queue', { n: requests.value.length })}</h2>
      <QueueList />
    </section>
  );
}

function QueueList() {
  if (requests.value.length === 0) return <p class="nobody">{t('chair.queue.empty')}</p>;
  return <ol class="queue-list">{requests.value.map((one) => <Waiting key={one.participant} request={one} />)}</ol>;
}

function Waiting({ request }: { request: Request }) {
  const key = `request/${request.participant}`;
  const tag = `give/${request.participant}`;
  const open = picked.value === key;
  const give = (seconds: number): void => void act.send('agenda.give_floor', { participant: request.participant, seconds }, tag);
  return (
    <li class="queue-item">
      <div class="queue-row">
        <span class="queue-place">{request.place}</span>
        <button type="button" class="queue-words" aria-expanded={open} onClick={() => pick(key)}>
          <span class="queue-name">{request.name}</span>
          <span class="queue-under">{underWords(request)}</span>
        </button>
        <Button disabled={meeting.value?.phase !== 'running'} onClick={() => give(USUAL)} label={t('chair.give.to', { name: request.name })}>{t('chair.give')}</Button>
      </div>
      {open && (
        <div class="queue-acts">
          {request.topic && <p class="line-text">{request.topic}</p>}
          {[180, 600].map((seconds) => <Button key={seconds} size="small" onClick={() => give(seconds)}>{t('chair.give.for', { time: duration(seconds / 60) })}</Button>)}
          <Button size="small" look="quiet" onClick={() => void act.send('agenda.withdraw_request', { participant: request.participant }, tag)}>{t('chair.queue.remove')}</Button>
        </div>
      )}
      <ActReason act={act} tag={tag} />
    </li>
  );
}

/** "Sở Y tế · chờ 4 phút", "Sở Nội vụ · trực tuyến" */
function underWords(request: Request): string {
  const who = person(request.participant);
  const lost = presence.value !== null && !connectedNow.value.has(request.participant);
  const how = lost ? t('chair.lost') : who?.presence === 'online' ? t('chair.online') : waited(minute.value - request.at);
  return kept([who?.unit_short || request.unit, how].filter(Boolean).join(' · '));
}

/** While a vote is open the queue waits folded above the next step. */
export function QueueFold() {
  const [open, setOpen] = useState(false);
  const now = floor.value;
  return (
    <div class="queue-fold">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{now ? t('chair.speaks-now', { name: now.name }) : tn('chair.queue.count', requests.value.length)}</span>
        <Icon name={open ? 'down' : 'up'} size={22} />
      </button>
      {open && <div class="queue-folded">{now && <SpeakerCard />}<QueueList /></div>}
    </div>
  );
}
