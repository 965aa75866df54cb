/**
 * One page at full height with the presenter's ink over it. The picture before stays until the new one is decoded; one
 * that failed is tried again by itself, because nobody is there to press anything. Lighter than the reader's page.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { A4, imageWidth, tall } from '../reader/page/geometry';
import { imageUrl, pageImage, prefetch } from '../reader/page/images';
import { meeting, type Paper } from '../store/select';
import { later } from './later';

const RETRY = 4_000;

export function Sheet({ paper, version, page }: { paper: Paper; version: string; page: number }) {
  const size = paper.pages[page - 1] ?? A4;
  const room = useRoom();
  const Ink = ink()?.Ink;
  const width = Math.floor(Math.min(room.width, (room.height * size[0]) / size[1]));
  const id = meeting.value?.id ?? '';
  const pixels = imageWidth(width, devicePixelRatio || 1);
  useEffect(() => { if (width > 0) prefetch(id, version, page, paper.pages.length, pixels); }, [id, version, page, pixels]);
  return (
    <div class="on-desk" ref={room.ref}>
      <div class="sheet-page" style={{ width: `${width}px`, height: `${(width * tall(size)) / 1000}px` }}>
        <span class="sheet-number">{page}</span>
        {width > 0 && <Face url={imageUrl(id, version, page, pixels)} alt={`${paper.title}. ${t('screen.page', { page, pages: paper.pages.length })}`} />}
        {Ink && <Ink version={version} page={page} height={tall(size)} />}
      </div>
    </div>
  );
}

/** The pens' outlines are drawn by a library that is only needed here. */
const ink = later(() => import('./ink'));

function useRoom(): { ref: { current: HTMLDivElement | null }; width: number; height: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const measure = (): void => setRoom({ width: ref.current?.clientWidth ?? 0, height: ref.current?.clientHeight ?? 0 });
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return { ref, ...room };
}

function Face({ url, alt }: { url: string; alt: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [round, again] = useState(0);
  const wanted = pageImage(url, true, round > 0);
  const state = wanted.state.value;
  useLayoutEffect(() => {
    if (state !== 'ready') return;
    wanted.image.alt = alt;
    place.current?.replaceChildren(wanted.image);
  }, [wanted, state, alt]);
  useEffect(() => {
    if (state !== 'failed') return;
    const timer = setTimeout(() => again((n) => n + 1), RETRY);
    return () => clearTimeout(timer);
  }, [wanted, state]);
  return <div ref={place} />;
}
