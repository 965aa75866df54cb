/**
 * The band that tells chair and secretary that the server's disk is full, or fails: what happened, what it means, what to
 * do. It lies over the screen like the band of a lost connection, so that nothing moves; put away, a short form stays.
 *
 * The server says so every two seconds while it lasts; silence means that it is over.
 */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { onSignal, type Signal } from '../net/signals';
import { link } from '../net/socket';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { shout } from '../ui/live';

export type StorageState = 'ok' | 'low' | 'full' | 'failing';

const LASTS = 10_000;

export const storage = signal<StorageState>('ok');
let timer: ReturnType<typeof setTimeout> | undefined;

/** What the server said; forgotten when it says no more. */
export function heardOf(state: StorageState): void {
  clearTimeout(timer);
  storage.value = state;
  if (state !== 'ok') timer = setTimeout(() => { storage.value = 'ok'; }, LASTS);
}

function watchStorage(): () => void {
  const stop = onSignal<Signal & { state: StorageState }>('storage', ({ state }) => heardOf(state));
  return () => { stop(); heardOf('ok'); };
}

export function StorageBand() {
  const [away, setAway] = useState<StorageState>('ok');
  const state = storage.value;
  useEffect(watchStorage, []);
  useEffect(() => {
    setAway('ok');
    if (state === 'full' || state === 'failing') shout(t(`storage.${state}.what`));
  }, [state]);
  if (state === 'ok' || link.value.state === 'offline') return null;
  if (away === state) {
    return <button type="button" class={`storage-chip ${state}`} onClick={() => setAway('ok')}><Icon name="warn" size={22} />{t(`storage.${state}.what`)}</button>;
  }
  return (
    <section class={`storage-band ${state}`} aria-label={t(`storage.${state}.what`)}>
      <Icon name="warn" />
      <div>
        <h2>{t(`storage.${state}.what`)}</h2>
        <p>{t(`storage.${state}.means`)}</p>
        <p class="storage-do">{t(`storage.${state}.do`)}</p>
      </div>
      <Button look="quiet" size="small" onClick={() => setAway(state)}>{t('storage.fold')}</Button>
    </section>
  );
}
