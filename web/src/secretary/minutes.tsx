/** Writing the minutes: parts with their state, facts and prose, the real page beside them. Works while the meeting runs. */
import { useEffect, useState } from 'preact/hooks';
import { route } from '../app/router';
import { TopBar } from '../app/topbar';
import { t, tRefusal } from '../i18n';
import { date, timeWithSeconds } from '../i18n/format';
import { me, meeting, record } from '../store/select';
import { Empty, Loading, Trouble } from '../ui/bits';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { StorageBand } from '../chair/storage';
import { facts, loadFacts, trouble, watch } from './minutes/facts';
import { Finish } from './minutes/finish';
import { PreviewPane, PrintSheet } from './minutes/pages';
import { PartPicker, Parts, sectionAt } from './minutes/parts';
import { savedAt, saveAll, standing, unsaved } from './minutes/prose';
import { OrderLine, SectionPage } from './minutes/section';

export default function Minutes() {
  const id = meeting.value!.id;
  const staff = me.value?.secretary || me.value?.chair;
  useEffect(() => (staff ? watch(id) : undefined), [id, staff]);
  useEffect(guardPage, []);
  useEffect(() => { document.title = `${t('minutes.title')} · ${meeting.value?.title ?? ''}`; }, [meeting.value?.title]);
  if (!staff) return <main id="content" class="plain-page"><Empty icon="lock" title={t('minutes.not-yours')}>{t('minutes.not-yours.hint')}</Empty></main>;
  return (
    <div class="minutes">
      <Bar />
      <Body search={route.value && location.search} />
      <StorageBand />
    </div>
  );
}

/** Leaving with words that are not saved asks first, and sends them meanwhile. */
function guardPage(): () => void {
  const leaving = (event: BeforeUnloadEvent): void => { if (unsaved()) { void saveAll(); event.preventDefault(); } };
  addEventListener('beforeunload', leaving);
  return () => { removeEventListener('beforeunload', leaving); void saveAll(); };
}

function Bar() {
  const [printing, setPrinting] = useState(false);
  const frame = meeting.value!;
  const state = record.value?.state ?? 'draft';
  const stage = frame.phase === 'closed' ? '' : t(`phase.${frame.phase}`);
  const under = [t(`minutes.state.${state}`, { notation: record.value?.notation ?? '' }), stage, date(frame.starts_at), frame.secretary ? t('minutes.by', { name: frame.secretary }) : ''].filter(Boolean).join(' · ');
  return (
    <TopBar title={t('minutes.of', { title: lowered(frame.title) })} under={under}>
      {state === 'draft' && <Saved />}
      <div class="mn-acts">
        <Button onClick={() => setPrinting(true)}>{t('minutes.print.open')}</Button>
        <Finish />
      </div>
      {printing && <PrintSheet onClose={() => setPrinting(false)} />}
    </TopBar>
  );
}

/** "Biên bản phiên họp thường kỳ": the first letter of a title that begins with an ordinary word. */
const lowered = (title: string): string => (/^(Phiên họp|Cuộc họp|Hội nghị)/.test(title) ? title[0]!.toLocaleLowerCase('vi') + title.slice(1) : title);

/** Saved, saving, not saved: always visible. */
function Saved() {
  const now = standing.value;
  const at = savedAt.value;
  const words = now === 'saved' ? (at ? t('minutes.saved', { time: timeWithSeconds(at) }) : t('minutes.saved.all')) : t(`minutes.is-${now}`);
  return (
    <p class={`mn-saved ${now}`} role="status">
      {now === 'saving' ? <span class="spinner" /> : <Icon name={now === 'saved' ? 'check' : 'warn'} size={20} />}
      <span>{words}</span>
    </p>
  );
}

function Body({ search }: { search: string }) {
  const [tab, setTab] = useState<'write' | 'pages'>('write');
  const now = facts.value;
  const no = trouble.value;
  if (!now && no) return <main id="content" class="plain-page"><Trouble title={t('minutes.failed')} code={no.code} onRetry={() => void loadFacts(meeting.value!.id)}>{tRefusal(no.code, no.args)}</Trouble></main>;
  if (!now) return <main id="content"><Loading word={t('minutes.loading')} /></main>;
  const section = sectionAt(now, search);
  return (
    <div class={`mn-body ${tab}`}>
      <nav class="mn-parts" aria-label={t('minutes.parts')}><Parts facts={now} current={section} /></nav>
      <main id="content" class="mn-main" tabIndex={-1}>
        <div class="mn-switch segments" role="group" aria-label={t('minutes.switch')}>
          {(['write', 'pages'] as const).map((one) => <label key={one} class="segment"><input type="radio" name="mn-tab" checked={tab === one} onChange={() => setTab(one)} /><span>{t(`minutes.tab.${one}`)}</span></label>)}
        </div>
        <OrderLine />
        <div class="mn-write">
          <PartPicker facts={now} current={section} />
          {no && <p class="reason" role="alert">{t('minutes.old-facts')}</p>}
          <SectionPage facts={now} section={section} key={section.key} />
        </div>
      </main>
      <aside class="mn-pages" aria-label={t('minutes.preview')}><PreviewPane /></aside>
    </div>
  );
}
