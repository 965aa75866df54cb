/** Slides on which nothing happens: before, between items, paused, ended, and what this screen may not show. */
import { t } from '../i18n';
import { duration, kept, longDate, time } from '../i18n/format';
import { items, meeting } from '../store/select';
import { Foot, presentWords, Title, Top } from './parts';

export function Before() {
  const it = meeting.value!;
  const off = it.phase === 'cancelled' ? t('screen.cancelled') : it.postponed !== null ? t('screen.postponed') : null;
  return (
    <main class="slide idle">
      <Top>{it.unit}</Top>
      <div class="idle-middle">
        <p class="idle-over">{it.number}</p>
        <Title text={it.title} steps={[84, 72, 56]} lines={3} class="idle-title" />
        <p class="idle-when">{off ?? `${time(it.starts_at)} · ${longDate(it.starts_at)}`}</p>
        <p class="idle-where">{kept(it.place)}</p>
      </div>
      <Foot left={off ? '' : presentWords()} right={it.chair ? t('screen.chair', { name: it.chair }) : ''} />
    </main>
  );
}

export function Between() {
  const next = items.value.find((one) => one.state === 'planned');
  return (
    <main class="slide idle">
      <Top>{meeting.value!.unit}</Top>
      <div class="idle-middle">
        <Title text={meeting.value!.title} steps={[84, 72, 56]} lines={3} class="idle-title" />
        {next && <p class="idle-where"><span class="quiet">{t('screen.next')}</span> {next.number}. {kept(next.title)}</p>}
      </div>
      <Foot left={presentWords()} right={meeting.value!.chair ? t('screen.chair', { name: meeting.value!.chair }) : ''} />
    </main>
  );
}

export function Paused() {
  const it = meeting.value!;
  const open = items.value.find((one) => one.state === 'open');
  return (
    <main class="slide still">
      <Top />
      <div class="still-middle">
        <p class="still-word">{t('screen.paused')}</p>
        {it.paused_at !== null && <p class="still-under">{t('screen.paused.since', { time: time(it.paused_at) })}</p>}
      </div>
      <Foot left={presentWords()} right={open ? t('screen.item', { number: open.number }) : ''} />
    </main>
  );
}

export function Ended() {
  const it = meeting.value!;
  const length = it.started_at !== null && it.closed_at !== null ? Math.round((it.closed_at - it.started_at) / 60_000) : 0;
  return (
    <main class="slide still">
      <Top />
      <div class="still-middle">
        <p class="still-word">{t('screen.ended')}</p>
        {it.closed_at !== null && it.started_at !== null && <p class="still-under">{`${time(it.started_at)}–${time(it.closed_at)} · ${duration(length)}`}</p>}
      </div>
      <Foot left={presentWords()} />
    </main>
  );
}

/** Something goes on that this screen may not show: it says no more than that. */
export const Hidden = () => (
  <main class="slide still">
    <Top>{meeting.value!.unit}</Top>
    <div class="still-middle">
      <Title text={meeting.value!.title} steps={[84, 72, 56]} lines={3} />
      <p class="still-under">{t('screen.hidden')}</p>
    </div>
    <Foot left={presentWords()} />
  </main>
);
