/** The connection badge: never hides; on a phone the word appears as soon as it is not "connected". */
import { signal } from '@preact/signals';
import { t, tn } from '../i18n';
import { time } from '../i18n/format';
import { link } from '../net/socket';
import { Icon } from './icons';

/** Private notes that wait to be sent; the reader keeps it. */
export const waitingNotes = signal(0);

export function ConnectionBadge() {
  const now = link.value;
  switch (now.state) {
    case 'connected':
      return <span class="link connected"><Icon name="signal" size={22} /><span class="word">{t('link.connected')}</span></span>;
    case 'reconnecting':
      return <span class="link reconnecting"><Icon name="signal" size={22} /><span class="word">{t('link.reconnecting')}</span></span>;
    case 'offline': {
      const waits = waitingNotes.value ? ` · ${tn('link.waiting', waitingNotes.value)}` : '';
      return <span class="link offline"><Icon name="offline" size={22} /><span class="word"><span class="on-tablet-inline">{t('link.offline', { time: time(now.since) })}{waits}</span><span class="on-phone-inline">{t('link.offline.short', { time: time(now.since) })}</span></span></span>;
    }
  }
}
