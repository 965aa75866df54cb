/** Preparing a meeting: its parts with their state at the left, one part in the middle, the invitation below the parts. */
import { useEffect } from 'preact/hooks';
import { route } from '../app/router';
import { TopBar } from '../app/topbar';
import { t } from '../i18n';
import { date, time } from '../i18n/format';
import { me, meeting } from '../store/select';
import { Band, Empty } from '../ui/bits';
import { StorageBand } from '../chair/storage';
import { AgendaPart } from './prepare/agenda';
import { AttendancePart } from './prepare/attendance';
import { Convene } from './prepare/convene';
import { InfoPart } from './prepare/info';
import { MotionsPart } from './prepare/motions';
import { loadPacks } from './prepare/packs';
import { PapersPart } from './prepare/papers';
import { partAt, PartList, type Part } from './prepare/parts';
import { PeoplePart } from './prepare/people';
import { ScreenPart } from './prepare/screen';

export default function Prepare() {
  const part = partAt(route.value && location.search); // the route is read so that a new address draws anew
  const frame = meeting.value;
  useEffect(() => { void loadPacks(); }, []);
  useEffect(() => { document.title = `${t('prepare.title')} · ${frame?.title ?? ''}`; }, [frame?.title]);
  useEffect(() => { scrollTo(0, 0); }, [part]);
  if (!frame) return null;
  if (!me.value?.secretary && !me.value?.chair) return <main id="content" class="plain-page"><Empty icon="lock" title={t('prepare.not-yours')}>{t('prepare.not-yours.hint')}</Empty></main>;
  return (
    <div class="prep">
      <TopBar title={frame.title} under={[t('prepare.title'), t(`phase.${frame.postponed ? 'postponed' : frame.phase}`), `${date(frame.starts_at)} ${time(frame.starts_at)}`].join(' · ')} />
      <div class="prep-body">
        <div class="prep-side">
          <nav aria-label={t('prepare.parts')}><PartList current={part} /></nav>
          <Convene />
        </div>
        <main id="content" class="prep-main" tabIndex={-1}>
          <Standing />
          <PartPage part={part} />
        </main>
      </div>
      <StorageBand />
    </div>
  );
}

/** What holds for the whole page: over, postponed, running. */
function Standing() {
  const frame = meeting.value!;
  if (frame.phase === 'cancelled') return <Band tone="no" icon="cross">{t('prepare.cancelled', { reason: frame.cancelled ?? '' })}</Band>;
  if (frame.phase === 'closed') return <Band tone="soft" icon="lock">{t('prepare.closed')}</Band>;
  if (frame.postponed) return <Band icon="clock">{t('prepare.postponed', { reason: frame.postponed })}</Band>;
  if (frame.phase === 'running' || frame.phase === 'paused') return <Band tone="soft" icon="voice">{t('prepare.running')}</Band>;
  return null;
}

function PartPage({ part }: { part: Part }) {
  switch (part) {
    case 'info': return <InfoPart />;
    case 'agenda': return <AgendaPart />;
    case 'papers': return <PapersPart />;
    case 'motions': return <MotionsPart />;
    case 'people': return <PeoplePart />;
    case 'attendance': return <AttendancePart />;
    case 'screen': return <ScreenPart />;
  }
}
