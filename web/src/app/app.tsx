/** The whole client: which screen stands at which address. Screens of one meeting share its seat and what lies over them all. */
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { Meetings } from '../delegate/meetings';
import { MeetingHome } from '../delegate/home';
import { Over } from '../delegate/over';
import { speakConsoles, speakWritten, t, tRefusal } from '../i18n';
import { zone } from '../i18n/format';
import { enter, leave, refusal, standing } from '../net/seat';
import { nothingKept, useKept } from './kept';
import { meeting } from '../store/select';
import { Empty, Loading, Trouble } from '../ui/bits';
import { LiveRegions } from '../ui/live';
import { Toasts } from '../ui/toast';
import { Menu } from './menu';
import { lazy } from './lazy';
import { go, path, route, type Route } from './router';

/** The consoles bring their own words. */
const withWords = <M,>(load: () => Promise<M>) => async (): Promise<M> => (await Promise.all([load(), speakConsoles()]))[0];

const Reader = lazy(() => import('../reader'));
const Chair = lazy(withWords(() => import('../chair')));
const Create = lazy(withWords(() => import('../secretary/prepare/create')));
const Prepare = lazy(withWords(() => import('../secretary/prepare')));
const Minutes = lazy(withWords(() => import('../secretary/minutes')));
const Documents = lazy(withWords(() => import('../secretary/documents')));
const Rules = lazy(withWords(() => import('../secretary/rules')));
const inWriting = <M,>(load: () => Promise<M>) => async (): Promise<M> => (await Promise.all([load(), speakWritten()]))[0];
const WrittenList = lazy(inWriting(() => import('../written/list')));
const WrittenNew = lazy(inWriting(withWords(() => import('../written/create'))));
const Written = lazy(inWriting(() => import('../written')));
const Document = lazy(withWords(() => import('../secretary/document')));

export function App() {
  const here = route.value;
  const [error, reset] = useErrorBoundary();
  return (
    <>
      <a class="skip" href="#content">{t('ui.skip')}</a>
      <LiveRegions />
      {error ? <Trouble title={t('error.screen')} onRetry={reset}>{t('error.screen.safe')}</Trouble> : <Place here={here} />}
      <Menu />
      <Toasts />
    </>
  );
}

function Place({ here }: { here: Route }) {
  if (here.name === 'console' && here.meeting === 'new') return <Create />;
  if (here.name === 'opinion' && here.meeting === 'new') return <WrittenNew />;
  switch (here.name) {
    case 'written': return <WrittenList />;
    case 'meetings': return <Meetings />;
    case 'documents': return <Documents />;
    case 'rules': return <Rules />;
    case 'document': return <Document document={here.document} key={here.document} />;
    case 'nowhere': return <Nowhere />;
    case 'meeting': case 'reader': case 'console': case 'opinion': return <InMeeting here={here} key={here.meeting} />;
  }
}

/** Takes the seat, waits for the view, and lays the ballot and its kin over whatever is there. */
function InMeeting({ here }: { here: Extract<Route, { meeting: string }> }) {
  useEffect(() => { enter(here.meeting); return leave; }, [here.meeting]);
  useKept(here.meeting);
  const offset = meeting.value?.offset;
  useEffect(() => { if (offset !== undefined) zone.value = offset; }, [offset]);
  if (standing.value === 'refused') {
    const no = refusal.value;
    return <Refused text={no ? tRefusal(no.code, no.args) : ''} code={no?.code ?? ''} />;
  }
  if (standing.value === 'joining' || !meeting.value) return nothingKept.value ? <NotHere /> : <Loading word={t('home.joining')} />;
  if (meeting.value.form === 'written') return here.name === 'meeting' || here.name === 'opinion' ? <Written /> : <Screen here={here} />;
  return <><Screen here={here} /><Over /></>;
}

function Screen({ here }: { here: Extract<Route, { meeting: string }> }) {
  switch (here.name) {
    case 'reader': return <Reader paper={here.paper} page={here.page} />;
    case 'opinion': return <Written />;
    case 'meeting': return <MeetingHome tab={here.tab} item={here.item} />;
    case 'console':
      switch (here.console) {
        case 'chair': return <Chair />;
        case 'prepare': return <Prepare />;
        case 'minutes': return <Minutes />;
      }
  }
}

const Refused = ({ text, code }: { text: string; code: string }) => (
  <main id="content" class="plain-page">
    <Trouble title={text} code={code} />
    <a class="button plain normal" href={path.meetings()} onClick={(e) => { e.preventDefault(); go(path.meetings()); }}>{t('home.to-meetings')}</a>
  </main>
);

/** No connection, and this device has never had the meeting. It goes on trying. */
const NotHere = () => (
  <main id="content" class="plain-page">
    <Trouble title={t('offline.nothing')}>{t('offline.nothing.hint')}</Trouble>
  </main>
);

const Nowhere = () => (
  <main id="content" class="plain-page">
    <Empty title={t('error.nowhere')}>{t('error.nowhere.hint')}</Empty>
    <a class="button plain normal" href={path.meetings()} onClick={(e) => { e.preventDefault(); go(path.meetings()); }}>{t('home.to-meetings')}</a>
  </main>
);
