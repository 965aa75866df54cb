/** My meetings: what is on now, what comes, what was. If exactly one is on, signing in lands in it. */
import { useEffect, useState } from 'preact/hooks';
import { cameByUs, go, path } from '../app/router';
import { moment } from '../app/offline-line';
import { account, cards, cardsAged, live, loadCards, type Card } from '../app/session';
import { lazy } from '../app/lazy';
import { TopBar } from '../app/topbar';
import { speakWritten, t } from '../i18n';
import { kept, longDate, time } from '../i18n/format';
import { isRefused } from '../net/http';
import { tRefusal } from '../i18n';
import { Badge, Empty, Loading, plain, Trouble } from '../ui/bits';
import { LinkButton } from '../ui/button';
import { Icon } from '../ui/icons';

/** Consultations in writing have a list of their own; here is what waits, and the way there. */
const Notices = lazy(async () => (await Promise.all([import('../written/notices'), speakWritten()]))[0]);
const inSession = (card: Card): boolean => card.form !== 'written';

export function Meetings() {
  const [failed, setFailed] = useState('');
  const load = (): void => {
    setFailed('');
    loadCards().then(land, (error: unknown) => setFailed(isRefused(error) ? error.code : 'net.error'));
  };
  useEffect(load, []);
  return (
    <div class="meetings">
      <TopBar title={account.value?.person?.unit || t('app.name')} back={null} />
      <main id="content">
        <div class="meetings-head">
          <h1>{t('meetings.title')}</h1>
          {account.value?.may_create && <LinkButton icon="plus" href="/m/new/prepare">{t('meetings.new')}</LinkButton>}
        </div>
        {cardsAged.value !== null && <p class="second offline-line" role="status"><Icon name="clock" size={20} />{t('offline.bar.at', { when: moment(cardsAged.value) })}</p>}
        <div class="wr-slot"><Notices /></div>
        {failed ? <Trouble title={t('meetings.failed')} code={failed} onRetry={load}>{tRefusal(failed)}</Trouble> : cards.value ? <Lists all={cards.value.filter(inSession)} /> : <Loading />}
      </main>
    </div>
  );
}

/** Straight into the one meeting that is on, unless one came here by going back. */
function land(): void {
  const on = (cards.peek() ?? []).filter((one) => live(one) && inSession(one));
  const only = on.length === 1 ? on[0] : undefined;
  if (only && !cameByUs()) go(only.duties?.includes('chair') ? path.console(only.id, 'chair') : path.meeting(only.id));
}

function Lists({ all }: { all: Card[] }) {
  if (all.length === 0) return <Empty title={t('meetings.empty')} icon="calendar">{t('meetings.empty.hint')}</Empty>;
  const groups = [
    ['now', all.filter(live)],
    ['next', all.filter((one) => one.phase === 'convened' || one.phase === 'draft').sort((a, b) => a.starts_at - b.starts_at)],
    ['past', all.filter((one) => one.phase === 'closed' || one.phase === 'cancelled').sort((a, b) => b.starts_at - a.starts_at)],
  ] as const;
  return (
    <>
      {groups.map(([name, rows]) => rows.length > 0 && (
        <section key={name} class={`cards ${name}`}>
          <h2>{t(`meetings.${name}`)}</h2>
          <ul>{rows.map((one) => <CardRow key={one.id} card={one} />)}</ul>
        </section>
      ))}
    </>
  );
}

function CardRow({ card }: { card: Card }) {
  const href = path.meeting(card.id);
  return (
    <li class={`card ${live(card) ? 'on' : ''}`}>
      <a href={href} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(href); } }}>
        <span class="card-words">
          <span class="row-title">{kept(card.title)}</span>
          <span class="second">{time(card.starts_at, card.offset)} · {longDate(card.starts_at, card.offset)}</span>
          <span class="second">{[kept(card.place), card.unit].filter(Boolean).join(' · ')}</span>
        </span>
        <Badge tone={card.phase === 'running' ? 'live' : card.phase === 'paused' ? 'warn' : card.phase === 'cancelled' ? 'no' : card.phase === 'convened' ? 'soft' : 'quiet'}
          {...(card.phase === 'running' ? { icon: 'voice' as const } : {})}>{t(`phase.${card.phase}`)}</Badge>
        <Icon name="next" size={22} class="chevron" />
      </a>
    </li>
  );
}
