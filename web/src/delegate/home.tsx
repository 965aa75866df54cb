/** One meeting, as its delegates and guests see it: its frame, four tabs, the session bar. */
import { useEffect } from 'preact/hooks';
import { cameByUs, go, path, type Tab } from '../app/router';
import { SessionBar } from '../app/session-bar';
import { TopBar } from '../app/topbar';
import { rich, t, type Key } from '../i18n';
import { date, kept, longDate, time } from '../i18n/format';
import { NotesTab } from '../reader/NotesTab';
import { me, meeting, quorum, record } from '../store/select';
import { Badge, plain, Tabs } from '../ui/bits';
import { Button, IconButton, LinkButton } from '../ui/button';
import { Icon } from '../ui/icons';
import { Agenda } from './agenda';
import { checkIn, mayCheckIn } from './check-in';
import { openFinder } from './finder';
import { Papers } from './papers';
import { People } from './people';

export function MeetingHome({ tab, item }: { tab: Tab; item: number | null }) {
  const frame = meeting.value;
  useLanding();
  if (!frame) return null;
  const tabs = (['agenda', 'papers', 'people', 'notes'] as const).map((id) => ({
    id, word: t(`tab.${id}`), href: path.meeting(frame.id, id), ...(id === 'notes' ? { short: t('tab.notes.short') } : {}),
  }));
  return (
    <div class="home">
      <TopBar title={<><span class="on-tablet">{frame.unit}</span><span class="on-phone">{frame.title}</span></>}
        under={<span class="on-phone">{phoneLine()}</span>} tools={<IconButton icon="search" label={t('find.open')} onClick={openFinder} />} />
      <main id="content">
        <Head />
        <Tabs tabs={tabs} current={tab} label={t('tab.name')} onGo={(href) => go(href, true)} />
        <h2 class="unseen">{t(`tab.${tab}`)}</h2>
        {tab === 'agenda' && <Agenda opened={item} />}
        {tab === 'papers' && <Papers />}
        {tab === 'people' && <People />}
        {tab === 'notes' && <NotesTab />}
      </main>
      <SessionBar />
    </div>
  );
}

/** The chair and the secretary land in their consoles, once, when they did not come here by our own links. */
function useLanding(): void {
  const id = meeting.value?.id;
  useEffect(() => {
    if (!id || cameByUs() || location.pathname !== path.meeting(id)) return;
    if (me.peek()?.chair) go(path.console(id, 'chair'), true);
  }, [id]);
}

function phoneLine(): string {
  const frame = meeting.value!;
  const count = quorum.value;
  const day = date(frame.starts_at);
  return count && frame.phase !== 'convened' ? t('home.phone-line', { date: day, present: count.present, members: count.members }) : `${day} · ${time(frame.starts_at)}`;
}

function Head() {
  const frame = meeting.value!;
  return (
    <section class="head">
      <div class="head-state on-tablet">
        <PhaseBadge />
        <span>{sinceWords()}</span>
        <Consoles />
      </div>
      <h1 class="on-tablet">{frame.title}</h1>
      <p class="second on-tablet">{longDate(frame.starts_at)} · {kept(frame.place)}</p>
      {frame.chair && <p class="second on-tablet">{t('home.chair', { name: frame.chair, position: frame.chair_position ?? '' })}</p>}
      <div class="head-here">
        <QuorumLine />
        <OwnPresence />
        <RecordLine />
      </div>
    </section>
  );
}

export function PhaseBadge() {
  const phase = meeting.value?.phase ?? 'convened';
  if (meeting.value?.postponed) return <Badge tone="warn" icon="clock">{t('phase.postponed')}</Badge>;
  if (phase === 'running') return <Badge tone="live" icon="voice">{t('phase.running')}</Badge>;
  if (phase === 'paused') return <Badge tone="warn" icon="pause">{t('phase.paused')}</Badge>;
  return <Badge tone={phase === 'cancelled' ? 'no' : phase === 'convened' ? 'soft' : 'quiet'} icon={phase === 'closed' ? 'check' : phase === 'cancelled' ? 'cross' : 'calendar'}>{t(`phase.${phase}`)}</Badge>;
}

function sinceWords(): string {
  const frame = meeting.value!;
  switch (frame.phase) {
    case 'running': return frame.started_at ? t('home.since', { time: time(frame.started_at) }) : '';
    case 'paused': return frame.paused_at ? t('home.since', { time: time(frame.paused_at) }) : '';
    case 'closed': return frame.started_at && frame.closed_at ? `${time(frame.started_at)}–${time(frame.closed_at)}` : '';
    case 'cancelled': return frame.cancelled ?? '';
    default: return frame.postponed ?? t('home.starts', { time: time(frame.starts_at) });
  }
}

/** Chair and secretary have consoles of their own. */
function Consoles() {
  const mine = me.value;
  const id = meeting.value!.id;
  const link = (which: 'chair' | 'prepare' | 'minutes', word: Key) => (
    <LinkButton size="small" href={path.console(id, which)} onClick={(e) => { e.preventDefault(); go(path.console(id, which)); }}>{t(word)}</LinkButton>
  );
  if (!mine?.chair && !mine?.secretary) return null;
  return (
    <div class="consoles">
      {(mine.chair || mine.secretary) && link('chair', 'console.chair')}
      {mine.secretary && link('prepare', 'console.prepare')}
      {mine.secretary && link('minutes', 'console.minutes')}
    </div>
  );
}

function QuorumLine() {
  const count = quorum.value;
  if (!count || meeting.value?.phase === 'draft') return null;
  const have = <b>{count.present}/{count.members}</b>;
  return (
    <p class={`quorum on-tablet ${count.reached || meeting.value?.phase === 'convened' ? '' : 'short-of'}`}>
      <Icon name="people" size={22} />
      <span>{count.reached ? rich('home.quorum', { have }) : rich('home.no-quorum', { have, needed: count.needed })}</span>
    </p>
  );
}

function OwnPresence() {
  const row = me.value;
  if (!row) return null;
  if (mayCheckIn()) return <Button look="main" icon="check" onClick={checkIn}>{t('checkin.do')}</Button>;
  if (row.checked_out_at) return <p class="here left on-tablet"><Icon name="exit" size={22} />{t('home.left', { time: time(row.checked_out_at) })}</p>;
  if (row.presence === null || !row.checked_in_at) return null;
  const words = row.presence === 'online' ? t('home.here.online', { time: time(row.checked_in_at) }) : t('home.here', { time: time(row.checked_in_at) });
  return <p class="here on-tablet"><Icon name={row.presence === 'online' ? 'screen' : 'check'} size={22} />{words}</p>;
}

/** After closing: how far the minutes are, and the way to the signed record. */
function RecordLine() {
  const minutes = record.value;
  if (!minutes || meeting.value?.phase !== 'closed') return null;
  const words = t(`home.record.${minutes.state}`, { notation: minutes.notation ?? '' });
  const to = minutes.document && path.document(minutes.document);
  if (!to) return <p><Icon name="sign" size={22} />{words}</p>;
  return <a class="head-record" href={to} onClick={(e) => { if (plain(e)) { e.preventDefault(); go(to); } }}><Icon name="archive" size={22} />{words}</a>;
}
