/** The pages of the paper as small pictures: a strip at the left on wide devices, a sheet on others. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import type { Paper } from '../store/select';
import { Icon } from '../ui/icons';
import { Sheet } from '../ui/sheet';
import { presented, turnTo } from './follow';
import { notesOf } from './notes';
import { A4 } from './page/geometry';
import { imageUrl } from './page/images';
import { closeThen, sheet } from './state';

interface Props { meeting: string; paper: Paper; version: string; page: number }

export function Strip(props: Props) {
  return <nav class="strip" aria-label={t('reader.pages')}><Pages {...props} onGo={(page) => turnTo(props.paper.id, page)} /></nav>;
}

export function PagesSheet(props: Props) {
  return (
    <Sheet open={sheet.value === 'pages'} title={t('reader.pages')} class="pages-sheet" onClose={() => { sheet.value = null; }}>
      <Pages {...props} onGo={(page) => closeThen(() => turnTo(props.paper.id, page))} />
    </Sheet>
  );
}

function Pages({ meeting, paper, version, page, onGo }: Props & { onGo: (page: number) => void }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => { list.current?.children[page - 1]?.scrollIntoView({ block: 'nearest' }); }, [version, page]);
  const noted = new Set(notesOf(version).map((one) => one.page));
  const live = presented.value;
  const there = live?.version === version ? live.page : 0;
  return (
    <ol class="thumbs" ref={list}>
      {paper.pages.map((size, i) => (
        <Thumb key={i} src={imageUrl(meeting, version, i + 1, 800)} size={size ?? A4} page={i + 1} current={i + 1 === page} live={i + 1 === there} noted={noted.has(i + 1)} onGo={onGo} />
      ))}
    </ol>
  );
}

function Thumb({ src, size, page, current, live, noted, onGo }: { src: string; size: readonly [number, number]; page: number; current: boolean; live: boolean; noted: boolean; onGo: (page: number) => void }) {
  const said = [t('reader.pages.go', { page }), live ? t('reader.pages.presenter') : '', noted ? t('reader.pages.notes') : ''].filter(Boolean).join(', ');
  return (
    <li>
      <button type="button" class="thumb" aria-label={said} aria-current={current ? 'page' : undefined} onClick={() => onGo(page)}>
        <span class="thumb-page" style={{ aspectRatio: `${size[0]} / ${size[1]}` }}>
          <img src={src} alt="" loading="lazy" decoding="async" draggable={false} onError={(event) => { event.currentTarget.hidden = true; }} />
        </span>
        <span class="thumb-number" aria-hidden="true">
          {live && <Icon name="screen" size={18} />}{page}{noted && <i class="thumb-note" />}
        </span>
      </button>
    </li>
  );
}
