/** The real pages at the right. The old picture stands until the new one can be shown, so nothing blinks while typing. */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { t, tn, tRefusal } from '../../i18n';
import { meeting } from '../../store/select';
import { Loading, Trouble } from '../../ui/bits';
import { IconButton } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { loadPreview, preview, previewing, previewTrouble, type Preview } from './facts';

const wished = signal(1);
const source = (id: string, page: number, made: Preview): string => `/m/${id}/record/preview/${page}?rev=${made.hash}`;

export function PreviewPane() {
  const made = preview.value;
  const id = meeting.value!.id;
  if (previewTrouble.value && !made) return <Trouble title={t('minutes.no-preview')} code={previewTrouble.value.code} onRetry={() => void loadPreview(id)}>{tRefusal(previewTrouble.value.code, previewTrouble.value.args)}</Trouble>;
  if (!made) return <Loading word={t('minutes.typesetting')} />;
  const page = Math.min(wished.value, made.pages);
  const to = (next: number): void => { wished.value = Math.min(made.pages, Math.max(1, next)); };
  return (
    <>
      <header class="mn-pages-head">
        <h2>{t('minutes.page', { page, pages: made.pages })}</h2>
        {previewing.value && <span role="status"><span class="spinner" aria-hidden="true" /><span class="unseen">{t('minutes.typesetting')}</span></span>}
        <IconButton icon="back" label={t('minutes.page.before')} disabled={page === 1} onClick={() => to(page - 1)} />
        <IconButton icon="next" label={t('minutes.page.after')} disabled={page === made.pages} onClick={() => to(page + 1)} />
      </header>
      <div class="mn-pages-desk"><Picture url={source(id, page, made)} name={t('minutes.page.alt', { page, pages: made.pages })} /></div>
      {previewTrouble.value && <p class="mn-stale" role="status">{t('minutes.stale')}</p>}
    </>
  );
}

function Picture({ url, name }: { url: string; name: string }) {
  const [shown, setShown] = useState('');
  useEffect(() => {
    const next = new Image();
    let gone = false;
    next.src = url;
    const show = (): void => { if (!gone) setShown(url); };
    next.decode().then(show, show);
    return () => { gone = true; };
  }, [url]);
  return shown ? <img class="mn-page" src={shown} width={595} height={842} alt={name} /> : <p class="mn-page waiting" role="status">{t('minutes.typesetting')}</p>;
}

/** All pages below each other, as they would be printed. */
export function PrintSheet({ onClose }: { onClose: () => void }) {
  const made = preview.value;
  const id = meeting.value!.id;
  return (
    <Sheet open title={t('minutes.print')} class="sign-sheet" onClose={onClose}>
      {!made ? <Loading word={t('minutes.typesetting')} /> : (
        <>
          <p class="sign-count">{tn('minutes.print.pages', made.pages)}</p>
          <div class="sign-pages print" tabIndex={0} role="group" aria-label={t('minutes.print')}>
            {Array.from({ length: made.pages }, (_, i) => i + 1).map((page) => <img key={page} loading="lazy" width={595} height={842} src={source(id, page, made)} alt={t('minutes.page.alt', { page, pages: made.pages })} />)}
          </div>
        </>
      )}
    </Sheet>
  );
}
