/** One consultation: prepared by its officer, answered and signed by its members, followed, and what came of it. */
import { useEffect } from 'preact/hooks';
import { lazy } from '../app/lazy';
import { go, path } from '../app/router';
import { TopBar } from '../app/topbar';
import { speakConsoles, t } from '../i18n';
import { kept } from '../i18n/format';
import { minute, serverNow } from '../net/clock';
import { mine } from '../net/seat';
import { items, me, meeting, papersOf } from '../store/select';
import { PaperRow } from '../delegate/paper-row';
import { Badge, Band } from '../ui/bits';
import { Icon } from '../ui/icons';
import { Mine } from './mine';
import { Results } from './results';
import { left, moment, SOON } from './time';

const withWords = <M,>(load: () => Promise<M>) => async (): Promise<M> => (await Promise.all([load(), speakConsoles()]))[0];
const Prepare = lazy(withWords(() => import('./prepare')));
const Desk = lazy(withWords(() => import('./desk')));

export default function Written() {
  const frame = meeting.value;
  useEffect(() => { document.title = `${t('written.one')} · ${frame?.title ?? ''}`; }, [frame?.title]);
  if (!frame) return null;
  const leads = (me.value?.secretary ?? false) || (me.value?.chair ?? false);
  const asked = mine.get('me/opinion') !== undefined;
  return (
    <div class="wr">
      <TopBar title={t('written.one')} under={frame.unit} back={() => go(path.writtenList())} />
      <main id="content" class="wr-page" tabIndex={-1}>
        <Head />
        {frame.phase === 'cancelled' && <Band tone="no" icon="cross">{t('written.cancelled', { reason: frame.cancelled ?? '' })}</Band>}
        {frame.phase === 'draft' && leads && <Prepare />}
        {frame.phase !== 'draft' && frame.phase !== 'cancelled' && (
          <>
            <Papers />
            {asked && <Mine />}
            {frame.phase === 'closed' && <Results />}
            {leads && <Desk />}
          </>
        )}
      </main>
    </div>
  );
}

function Head() {
  const frame = meeting.value!;
  return (
    <header class="wr-title">
      <p class="wr-over"><Phase /><span>{t('written.from', { unit: frame.unit })}</span></p>
      <h1>{kept(frame.title)}</h1>
      {frame.deadline && frame.phase !== 'draft' && <Deadline deadline={frame.deadline} open={frame.phase === 'running'} />}
      {frame.phase === 'running' && frame.closes.length > 0 && <p class="second">{frame.closes.map((one) => t(`written.closes.${one}`)).join(' ')}</p>}
    </header>
  );
}

function Phase() {
  switch (meeting.value!.phase) {
    case 'draft': return <Badge tone="quiet" icon="edit">{t('written.draft')}</Badge>;
    case 'closed': return <Badge tone="quiet" icon="lock">{t('written.is-closed')}</Badge>;
    case 'cancelled': return <Badge tone="no">{t('phase.cancelled')}</Badge>;
    default: return <Badge tone="live" icon="ballot">{t('written.running')}</Badge>;
  }
}

function Deadline({ deadline, open }: { deadline: number; open: boolean }) {
  const now = minute.value || serverNow();
  const near = open && deadline - now < SOON;
  return (
    <p class={`wr-deadline ${near ? 'near' : ''}`}>
      <Icon name="clock" />
      <span>{t('written.until', { when: moment(deadline) })}</span>
      {open && <strong>{left(deadline, now)}</strong>}
    </p>
  );
}

/** What is asked about, to be read first. */
function Papers() {
  const rows = items.value.flatMap((one) => papersOf(one.id));
  if (!rows.length) return null;
  return (
    <section class="wr-part">
      <h2>{t('written.papers')}</h2>
      <ul class="papers wr-papers">{rows.map((one) => <PaperRow key={one.id} paper={one} />)}</ul>
    </section>
  );
}

