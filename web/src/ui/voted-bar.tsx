/** The bar of a vote under way. */
import { t } from '../i18n';

/** How many have voted, in `--act` only: never what. It is moved, not widened: the page is not laid out anew for it. */
export function VotedBar({ voted, entitled }: { voted: number; entitled: number }) {
  return (
    <div class="voted-bar" role="progressbar" aria-label={t('vote.voted')} aria-valuemin={0} aria-valuemax={entitled} aria-valuenow={voted}>
      <div style={{ transform: `translateX(${entitled ? (100 * voted) / entitled - 100 : -100}%)` }} />
    </div>
  );
}
