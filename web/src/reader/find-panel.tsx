/** The find panel: at the left on wide devices, under the top bar on others. Marks lie on the page itself. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t, tn } from '../i18n';
import { Icon } from '../ui/icons';
import { IconButton } from '../ui/button';
import { closeFind, find, search, showHit, stepHit, type Hit } from './find';
import { columns } from './state';

export function FindPanel({ meeting, version, paper, page }: { meeting: string; version: string; paper: number; page: number }) {
  const now = find.value;
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => { field.current?.focus(); field.current?.select(); }, []);
  useEffect(() => { if (now.query) search(meeting, version, now.query); }, [version]);
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') { event.preventDefault(); stepHit(paper, page, event.shiftKey ? -1 : 1); }
    if (event.key === 'Escape') { event.preventDefault(); closeFind(); }
  };
  return (
    <search class="find-panel" aria-label={t('reader.find')}>
      <div class="find-row">
        <input ref={field} type="search" enterKeyHint="search" autocomplete="off" value={now.query} aria-label={t('reader.find')} placeholder={t('reader.find')}
          onInput={(event) => search(meeting, version, event.currentTarget.value)} onKeyDown={key} />
        <IconButton icon="close" label={t('ui.close')} onClick={closeFind} />
      </div>
      <div class="find-row">
        <p class="find-count" role="status">{count()}</p>
        <IconButton icon="up" label={t('reader.find.previous')} disabled={!now.hits.length} onClick={() => stepHit(paper, page, -1)} />
        <IconButton icon="down" label={t('reader.find.next')} disabled={!now.hits.length} onClick={() => stepHit(paper, page, 1)} />
      </div>
      {now.hits.length > 0 && (columns.value || now.at < 0) && (
        <ol class="find-hits" aria-label={t('reader.find.list')}>
          {now.hits.map((hit, i) => <HitRow key={i} hit={hit} current={i === now.at} onShow={() => showHit(paper, page, i)} />)}
        </ol>
      )}
    </search>
  );
}

function count(): string {
  const { state, query, total, hits, at, complete } = find.value;
  if (!query.trim()) return t('reader.find.hint');
  if (state === 'busy') return t('reader.find.busy');
  if (state === 'failed') return t('reader.find.failed');
  if (total === 0) return complete ? t('reader.find.none') : t('reader.find.partial');
  const words = at >= 0 ? t('reader.find.place', { at: at + 1, total }) : tn('reader.find.count', total);
  return hits.length < total ? `${words}, ${t('reader.find.first', { n: hits.length })}` : words;
}

/** Rows of dots in tables of contents say nothing. */
const squeezed = (text: string): string => text.replace(/(?:[.…]\s*){4,}/g, '… ');

function HitRow({ hit, current, onShow }: { hit: Hit; current: boolean; onShow: () => void }) {
  const [from, to] = hit.mark ?? [0, 0];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { if (current) row.current?.scrollIntoView({ block: 'nearest' }); }, [current]);
  return (
    <li ref={row}>
      <button type="button" class="hit" aria-current={current || undefined} onClick={onShow}>
        <span class="hit-page"><Icon name="paper" size={18} />{hit.page}</span>
        <span class="hit-words">{squeezed(hit.snippet.slice(0, from))}<mark>{hit.snippet.slice(from, to)}</mark>{squeezed(hit.snippet.slice(to))}</span>
      </button>
    </li>
  );
}
