/** The connection badge: never hides; on a phone the word appears as soon as it is not "connected". */
import { computed, signal } from '@preact/signals';
import { t, tn } from '../i18n';
import { time } from '../i18n/format';
import { link } from '../net/socket';
import { Icon } from './icons';

/** Private notes that wait to be sent: of the meeting that is open (the reader keeps it), and of others. */
export const waitingHere = signal(0);
export const waitingElsewhere = signal(0);
export const waitingNotes = computed(() => waitingHere.value + waitingElsewhere.value);

export function ConnectionBadge() {
  const now = link.value;
  switch (now.state) {
    case 'connected':
      return <span class="link connected"><Icon name="signal" size={22} /><span class="word">{t('link.connected')}</span></span>;
    case 'reconnecting':
      return <span class="link reconnecting"><Icon name="signal" size={22} /><span class="word">{t('link.reconnecting')}<Waiting /></span></span>;
    case 'offline':
      return (
        <span class="link offline"><Icon name="offline" size={22} />
          <span class="word">
            <span class="on-tablet-inline">{t('link.offline', { time: time(now.since) })}</span>
            <span class="on-phone-inline">{t('link.offline.short', { time: time(now.since) })}</span>
            <Waiting />
          </span>
        </span>
      );
  }
}

/** " · 2 ghi chú chờ gửi"; on a phone a pen and the number. */
function Waiting() {
  const n = waitingNotes.value;
  if (!n) return null;
  const words = tn('link.waiting', n);
  return <><span class="on-tablet-inline"> · {words}</span><span class="on-phone-inline"> · <Icon name="pen" size={16} />{n}<span class="unseen">{words}</span></span></>;
}
