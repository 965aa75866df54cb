/**
 * The paper reader: a page on the desk, its pages at the left, tools at the right, own notes in the margin, the session
 * bar below with the follow control in it. Which page: the address says. Who turns it: me, or the presenter I follow.
 */
import { useEffect, useRef } from 'preact/hooks';
import { SessionBar } from '../app/session-bar';
import { TopBar } from '../app/topbar';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { link } from '../net/socket';
import { markRead } from '../store/reading';
import { meeting, paper as paperOf, type Paper } from '../store/select';
import { Empty } from '../ui/bits';
import { toast } from '../ui/toast';
import { beginNote, keepDraft } from './annotate';
import { ReaderBar } from './bar';
import { closeFind, find, openFind } from './find';
import { FindPanel } from './find-panel';
import { follow, following, leave, presented, presenting, turnTo, useFollowing, wishedPage } from './follow';
import { FollowControl } from './follow-control';
import { layer, tool } from './ink/tools';
import { KeysSheet, useKeys } from './keys';
import { MoreSheet } from './more';
import { forgetSteps, here as place, redo, undo } from './notes/history';
import { stuck } from './notes/sync';
import { PageView } from './page-view';
import { clampPage, zoomStep } from './page/geometry';
import { retryFailed } from './page/images';
import { PageButton } from './page-button';
import { chosenNote, columns, layout, sheet, view, zoom } from './state';
import { PagesSheet, Strip } from './strip';
import { TextView } from './text-view';
import { ColourSheet, Tools } from './tools';

export default function Reader({ paper: id, page: asked }: { paper: number; page: number }) {
  useFollowing(id, asked);
  useLeaving();
  const paper = paperOf(id);
  if (!paper || paper.version === null || paper.recalled !== null) return <Missing paper={paper} />;
  return <Open paper={paper} page={clampPage(asked, paper.pages.length)} />;
}

function Open({ paper, page }: { paper: Paper; page: number }) {
  const live = presented.value;
  const version = following.value && live?.paper === paper.id && live.version ? live.version : paper.version!;
  const id = meeting.value!.id;
  useEffect(() => { place.value = { version, page }; markRead(version, page); keepDraft(); chosenNote.value = null; }, [version, page]);
  useEffect(() => { forgetSteps(); closeFind(); zoom.value = 1; }, [paper.id]);
  useNewVersion(paper);
  useReaderKeys(paper, version, page);
  const here = { meeting: id, paper, version, page };
  const mayShare = presenting.value && live?.version === version;
  const wide = layout.value === 'wide';
  const beside = columns.value;
  const text = view.value === 'text';
  const control = <FollowControl paper={paper.id} page={page} />;
  return (
    <div class="reader" data-layout={layout.value}>
      <ReaderBar paper={paper} page={page} />
      {!beside && find.value.open && <FindPanel {...here} paper={paper.id} />}
      <div class="reader-middle">
        {beside && find.value.open ? <FindPanel {...here} paper={paper.id} /> : wide && <Strip {...here} />}
        <main id="content" class="reader-page">
          <h1 class="unseen">{paper.title}</h1>
          {text ? <TextView {...here} /> : <PageView {...here} mayShare={mayShare} />}
        </main>
        {beside && <Tools mayShare={mayShare} off={text} version={version} page={page} />}
      </div>
      {!beside && <Tools mayShare={mayShare} off={text} version={version} page={page} />}
      {!beside && <div class="follow-row">{control}<PageButton page={page} pages={paper.pages.length} /></div>}
      <SessionBar leading={beside ? control : undefined} />
      <MoreSheet {...here} />
      {!wide && <PagesSheet {...here} />}
      {!wide && <ColourSheet />}
      <KeysSheet />
    </div>
  );
}

/** What the reader leaves behind: nothing that surprises at the next opening. */
function useLeaving(): void {
  useEffect(() => {
    const unstuck = stuck.subscribe((no) => { if (no) toast(t('reader.note.stuck'), { icon: 'warn' }); });
    const stop = link.subscribe((now) => { if (now.state === 'connected') retryFailed(); });
    return () => {
      stop();
      unstuck();
      keepDraft();
      closeFind();
      [tool.value, layer.value, view.value, sheet.value, zoom.value] = ['read', 'private', 'page', null, 1];
    };
  }, []);
}

/** Say it when the paper gets a new version under one's eyes. */
function useNewVersion(paper: Paper): void {
  const before = useRef(paper);
  useEffect(() => {
    const was = before.current;
    before.current = paper;
    if (was.id === paper.id && was.version !== paper.version) toast(t('reader.new-version', { title: kept(paper.title), n: paper.number }), { icon: 'paper' });
  }, [paper.id, paper.version]);
}

function useReaderKeys(paper: Paper, version: string, page: number): void {
  const pages = paper.pages.length;
  const to = (next: number): void => { if (next >= 1 && next <= pages && next !== page) turnTo(paper.id, next); };
  const by = (step: 1 | -1): void => to(wishedPage(page) + step);
  useKeys({
    ArrowRight: () => by(1), PageDown: () => by(1), ArrowLeft: () => by(-1), PageUp: () => by(-1), Home: () => to(1), End: () => to(pages),
    g: () => { sheet.value = 'go'; }, '/': openFind, '?': () => { sheet.value = 'keys'; }, f: () => (following.peek() ? leave() : follow()),
    t: () => { view.value = view.peek() === 'text' ? 'page' : 'text'; }, n: () => beginNote({ version, paper: paper.id, page }, 940, 80),
    '+': () => { zoom.value = zoomStep(zoom.peek(), 1); }, '=': () => { zoom.value = zoomStep(zoom.peek(), 1); },
    '-': () => { zoom.value = zoomStep(zoom.peek(), -1); }, '0': () => { zoom.value = 1; },
    'ctrl+z': () => undo(), 'ctrl+shift+z': redo, 'ctrl+y': redo, 'ctrl+f': openFind,
    Escape: () => { if (find.peek().open) closeFind(); else { tool.value = 'read'; chosenNote.value = null; } },
  });
}

function Missing({ paper }: { paper: Paper | undefined }) {
  const title = !paper ? 'reader.gone' : paper.recalled !== null ? 'reader.recalled' : 'reader.preparing';
  return (
    <div class="home">
      <TopBar title={paper ? kept(paper.title) : (meeting.value?.title ?? '')} />
      <main id="content" class="plain-page">
        <Empty title={t(title)} icon="paper">{paper?.recalled ? t('reader.recalled.why', { reason: paper.recalled }) : paper ? '' : t('reader.gone.hint')}</Empty>
      </main>
      <SessionBar />
    </div>
  );
}
