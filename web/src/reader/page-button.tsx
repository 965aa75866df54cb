/** Where I am in the paper; opens the list of pages on devices that have no room for the strip. */
import { t } from '../i18n';
import { Icon } from '../ui/icons';
import { sheet } from './state';

export function PageButton({ page, pages }: { page: number; pages: number }) {
  return (
    <button type="button" class="page-button" aria-haspopup="dialog" aria-label={`${t('reader.page.of', { page, pages })}, ${t('reader.more.pages')}`} onClick={() => { sheet.value = 'pages'; }}>
      <Icon name="grid" size={22} /><span>{page}/{pages}</span>
    </button>
  );
}
