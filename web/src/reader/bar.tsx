/** The reader's top bar: back to the item, the papers of this item, find, text view, more, connection, clock. */
import { useEffect, useRef } from 'preact/hooks';
import { go, path } from '../app/router';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { lastPage } from '../store/reading';
import { item as itemOf, meeting, papersOf, type Paper } from '../store/select';
import { plain, TimeOfDay } from '../ui/bits';
import { IconButton } from '../ui/button';
import { ConnectionBadge } from '../ui/connection';
import { Icon } from '../ui/icons';
import { find, openFind } from './find';
import { openPaper, presented } from './follow';
import { layout, sheet, view } from './state';
import { shortTitle, tabTitles } from './titles';

export function ReaderBar({ paper, page }: { paper: Paper; page: number }) {
  const item = itemOf(paper.item);
  const number = item?.number ?? '';
  const phone = layout.value === 'phone';
  const back = (): void => go(path.item(meeting.value!.id, paper.item));
  const papers = papersOf(paper.item).filter((one) => one.recalled === null && one.version !== null);
  return (
    <>
      <header class="topbar reader-bar">
        <IconButton icon="back" label={t('reader.back.label', { number })} onClick={back} />
        {phone ? (
          <div class="where">
            <div class="where-title">{shortTitle(paper.title)}</div>
            <div class="where-under">{t('reader.page.of', { page, pages: paper.pages.length })} · {t('reader.back.item', { number })}</div>
          </div>
        ) : <a class="reader-item" href={path.item(meeting.value!.id, paper.item)} onClick={(event) => { if (plain(event)) { event.preventDefault(); back(); } }}>{t('reader.back.item', { number })}</a>}
        {!phone && <PaperTabs papers={papers} current={paper.id} />}
        <div class="reader-acts">
          <IconButton icon="search" label={t('reader.find')} pressed={find.value.open || undefined} onClick={openFind} />
          {!phone && <TextButton />}
          <IconButton icon="more" class="dots" label={t('reader.more')} aria-haspopup="dialog" onClick={() => { sheet.value = 'more'; }} />
        </div>
        <ConnectionBadge />
        <TimeOfDay />
      </header>
      {phone && papers.length > 1 && <PaperTabs papers={papers} current={paper.id} />}
    </>
  );
}

const TextButton = () => {
  const text = view.value === 'text';
  return <IconButton icon={text ? 'paper' : 'text'} label={t(text ? 'reader.text.leave' : 'reader.text')} pressed={text || undefined} onClick={() => { view.value = text ? 'page' : 'text'; }} />;
};

function PaperTabs({ papers, current }: { papers: readonly Paper[]; current: number }) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => { row.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }, [current]);
  const words = tabTitles(papers.map((one) => one.title));
  return (
    <nav class="paper-tabs" ref={row} aria-label={t('reader.tabs')}>
      {papers.map((one, i) => <PaperTab key={one.id} paper={one} word={words[i]!} current={one.id === current} />)}
    </nav>
  );
}

function PaperTab({ paper, word, current }: { paper: Paper; word: string; current: boolean }) {
  const shown = presented.value?.paper === paper.id;
  const at = lastPage(paper.version) ?? 1;
  return (
    <a href={path.reader(meeting.value!.id, paper.id, at)} title={paper.title} aria-current={current ? 'page' : undefined}
      onClick={(event) => { if (plain(event)) { event.preventDefault(); if (!current) openPaper(paper.id, at); } }}>
      {shown && <Icon name="screen" size={22} />}
      <span>{kept(word)}</span>
      <span class="unseen">{[word === paper.title ? '' : paper.title, shown ? t('reader.tab.presented') : ''].filter(Boolean).map((one) => `, ${one}`)}</span>
    </a>
  );
}
