/** The face of a page: blank with its number, the decoded image, or why there is none with a button to load it again. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../../ui/button';
import { anyReady, imageUrl, pageImage, type PageImage } from './images';

const DRAWN_FIRST = 1200;
const PATIENCE = 200; // ms; a page that was fetched before needs none

export interface FaceProps { meeting: string; version: string; page: number; pages: number; title: string; width: number }

export function PageFace({ meeting, version, page, pages, title, width }: FaceProps) {
  const [tries, setTries] = useState(0);
  const url = imageUrl(meeting, version, page, width);
  const wanted = pageImage(url, true);
  const state = wanted.state.value;
  const shown = state === 'ready' ? wanted : anyReady(meeting, version, page);
  useFirstSight(meeting, version, page, width, state === 'loading' && !shown, () => setTries((n) => n + 1));
  const alt = t('reader.page.alt', { title, page, pages });
  return (
    <div class="face" role={shown ? undefined : 'img'} aria-label={shown ? undefined : alt} data-state={shown ? (shown === wanted ? 'sharp' : 'sharpening') : state}>
      {shown ? <Decoded shown={shown} alt={alt} /> : <Blank page={page} failed={state === 'failed'} />}
      {!shown && state === 'failed' && (
        <div class="face-failed" role="alert">
          <p>{t('reader.page.failed', { page })}</p>
          <Button icon="reload" onClick={() => { pageImage(url, true, true); setTries(tries + 1); }}>{t('reader.page.reload')}</Button>
        </div>
      )}
    </div>
  );
}

/** The server has drawn the middle width of every page first: shown meanwhile where the sharp one keeps people waiting. */
function useFirstSight(meeting: string, version: string, page: number, width: number, waiting: boolean, seen: () => void): void {
  useEffect(() => {
    if (!waiting || width <= DRAWN_FIRST) return;
    const timer = setTimeout(() => { pageImage(imageUrl(meeting, version, page, DRAWN_FIRST), true); seen(); }, PATIENCE);
    return () => clearTimeout(timer);
  }, [meeting, version, page, width, waiting]);
}

/** The very element that was decoded: showing it costs no second decoding. */
function Decoded({ shown, alt }: { shown: PageImage; alt: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const image = shown.image.isConnected && shown.image.parentElement !== place.current ? (shown.image.cloneNode() as HTMLImageElement) : shown.image;
    image.alt = alt;
    place.current?.replaceChildren(image);
  }, [shown, alt]);
  return <div class="face-image" ref={place} />;
}

const Blank = ({ page, failed }: { page: number; failed: boolean }) => (
  <div class="face-blank" aria-hidden="true">
    <span class="face-number">{page}</span>
    {!failed && <span class="face-bones"><i /><i /><i /></span>}
  </div>
);
