/** How far the papers are on this device, in one line; and a moment in words, with its day when it is not today. */
import { t } from '../i18n';
import { date, time } from '../i18n/format';
import { serverNow } from '../net/clock';
import { readiness } from '../offline/state';
import { Icon } from '../ui/icons';

export function OfflineLine() {
  const now = readiness.value;
  if (now.is === 'off') return null;
  const words = now.is === 'unavailable' ? t('offline.unavailable') : t(`offline.${now.is === 'loading' ? 'progress' : now.is}`, { done: now.done, all: now.all });
  return <p class={`second offline-line ${now.is}`} role="status"><Icon name={now.is === 'ready' ? 'check' : now.is === 'loading' ? 'download' : 'cloud'} size={20} /><span>{words}</span></p>;
}

/** "09:38", or "09:38, 27/11/2026". */
export function moment(at: number): string {
  const today = date(serverNow()) === date(at);
  return today ? time(at) : `${time(at)}, ${date(at)}`;
}
