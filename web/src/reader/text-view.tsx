/** The page as text that reflows, 18 to 32 px: for large letters and for screen readers. Ink stays on the page. */
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { get } from '../net/http';
import type { Paper } from '../store/select';
import { Empty, Loading, Trouble } from '../ui/bits';
import { Button, IconButton } from '../ui/button';
import { turnTo } from './follow';

interface Words { w: number; h: number; words: readonly (readonly [number, number, number, number, string, number, number])[]; paragraphs?: readonly string[] }

const SIZES = [18, 20, 22, 26, 32] as const;
const size = signal(20);
const step = (by: 1 | -1): void => { size.value = SIZES[Math.min(SIZES.length - 1, Math.max(0, SIZES.indexOf(size.value as 20) + by))]!; };

export function TextView({ meeting, paper, version, page }: { meeting: string; paper: Paper; version: string; page: number }) {
  const [text, setText] = useState<{ of: string; paragraphs: readonly string[] } | 'failed' | null>(null);
  const [tries, setTries] = useState(0);
  const desk = useRef<HTMLDivElement>(null);
  const of = `${version}/${page}`;
  useEffect(() => {
    const flight = new AbortController();
    get<Words>(`/m/${encodeURIComponent(meeting)}/p/${encodeURIComponent(version)}/${page}/words`, flight.signal)
      .then((answer) => setText({ of, paragraphs: paragraphsOf(answer) }), () => { if (!flight.signal.aborted) setText('failed'); });
    if (desk.current) desk.current.scrollTop = 0;
    return () => flight.abort();
  }, [of, tries]);
  return (
    <div class="text-desk" ref={desk} tabIndex={0} role="group" aria-label={t('reader.text')}>
      <TextSize />
      <article class="text-page" style={{ fontSize: `${size.value / 16}rem` }} aria-label={t('reader.page.alt', { title: paper.title, page, pages: paper.pages.length })}>
        <p class="text-where">{t('reader.page.of', { page, pages: paper.pages.length })}</p>
        {text === 'failed' ? <Trouble title={t('reader.text.failed')} onRetry={() => { setText(null); setTries(tries + 1); }} />
          : text?.of !== of ? <Loading /> : <Paragraphs those={text.paragraphs} />}
        <nav class="text-turn">
          <Button icon="back" disabled={page <= 1} onClick={() => turnTo(paper.id, page - 1)}>{t('reader.page.previous')}</Button>
          <Button icon="next" disabled={page >= paper.pages.length} onClick={() => turnTo(paper.id, page + 1)}>{t('reader.page.next')}</Button>
        </nav>
      </article>
    </div>
  );
}

const TextSize = () => (
  <div class="text-size" role="group" aria-label={t('reader.text.size', { size: size.value })}>
    <IconButton icon="minus" look="plain" label={t('reader.text.smaller')} disabled={size.value === SIZES[0]} onClick={() => step(-1)} />
    <span role="status">{t('reader.text.size', { size: size.value })}</span>
    <IconButton icon="plus" look="plain" label={t('reader.text.larger')} disabled={size.value === 32} onClick={() => step(1)} />
  </div>
);

const Paragraphs = ({ those }: { those: readonly string[] }) =>
  those.length === 0 ? <Empty title={t('reader.text.none')} icon="info">{t('reader.text.none.hint')}</Empty> : <>{those.map((one, i) => <p key={i}>{one}</p>)}</>;

/** The server's paragraphs; without them, one for each block. */
function paragraphsOf({ paragraphs, words }: Words): readonly string[] {
  if (paragraphs) return paragraphs.filter((one, i) => i > 0 || !/^\d{1,4}$/.test(one)); // the printed page number is said already
  const blocks = new Map<number, string[]>();
  for (const word of words) blocks.set(word[6], [...(blocks.get(word[6]) ?? []), word[4]]);
  return [...blocks.values()].map((some) => some.join(' '));
}
