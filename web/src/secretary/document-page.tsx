/** The pages of a filed document as pictures; opens at the one where the signatures stand. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { IconButton } from '../ui/button';

export function PagePicture({ document: id, pages, first, name }: { document: string; pages: number; first: number; name: string }) {
  const [page, setPage] = useState(first);
  const [failed, setFailed] = useState(false);
  const to = (next: number): void => { setFailed(false); setPage(Math.min(pages, Math.max(1, next))); };
  return (
    <aside class="document-page" aria-label={t('document.pages')}>
      {failed
        ? <p class="document-page-failed">{t('document.page-failed', { page })}</p>
        : <img src={`/d/${id}/p/${page}/1200`} width={595} height={842} alt={t('document.page-alt', { name, page, pages })} onError={() => setFailed(true)} />}
      <div class="document-turn">
        <IconButton icon="back" label={t('document.previous')} disabled={page === 1} onClick={() => to(page - 1)} />
        <span>{t('document.page-of', { page, pages })}</span>
        <IconButton icon="next" label={t('document.next')} disabled={page === pages} onClick={() => to(page + 1)} />
      </div>
    </aside>
  );
}
