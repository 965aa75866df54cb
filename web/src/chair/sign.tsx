/**
 * Signing the record: the real pages first, then the PIN. For secretary and chair; the server knows whose turn it is.
 * The PIN goes out once and is kept nowhere. From the signature on the minutes cannot be changed.
 */
import { useEffect, useState } from 'preact/hooks';
import { t, tRefusal, tn } from '../i18n';
import { timeWithSeconds } from '../i18n/format';
import { get, isRefused, post, type Refused } from '../net/http';
import { me, meeting, record } from '../store/select';
import { Loading, Trouble } from '../ui/bits';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { Sheet } from '../ui/sheet';

interface Preview { pages: number; hash?: string }

export function SignSheet({ onClose }: { onClose: () => void }) {
  const notation = record.value?.notation ?? '';
  const mine = record.value?.signatures.find((one) => one.name === me.value?.name);
  const [seen, setSeen] = useState(false);
  return (
    <Sheet open title={t('sign.title', { notation, name: me.value?.name ?? '' })} from="middle" class="sign-sheet" onClose={onClose}>
      <Pages onSeen={() => setSeen(true)} />
      {mine ? <Signed at={mine.signed_at} onClose={onClose} /> : <PinForm ready={seen} />}
    </Sheet>
  );
}

/** The document as it will stand, page by page: what is signed is what is seen. */
function Pages({ onSeen }: { onSeen: () => void }) {
  const [preview, setPreview] = useState<Preview | Refused | null>(null);
  const id = meeting.value!.id;
  useEffect(() => {
    const gone = new AbortController();
    get<Preview>(`/m/${id}/record/preview`, gone.signal).then(setPreview, (error: unknown) => { if (isRefused(error)) setPreview(error); });
    return () => gone.abort();
  }, [id]);
  if (preview === null) return <div class="sign-waiting"><Loading word={t('sign.loading')} /></div>;
  if (isRefused(preview)) return <Trouble title={t('sign.no-preview')} code={preview.code}>{tRefusal(preview.code, preview.args)}</Trouble>;
  const pages = Array.from({ length: preview.pages }, (_, i) => i + 1);
  return (
    <>
      <p class="sign-count">{tn('sign.pages', preview.pages)}</p>
      <div class="sign-pages" tabIndex={0} role="group" aria-label={t('sign.preview')}>
        {pages.map((page) => <img key={page} onLoad={page === 1 ? onSeen : undefined} loading="lazy" width={595} height={842} src={`/m/${id}/record/preview/${page}?rev=${preview.hash ?? ''}`} alt={t('sign.page', { page, pages: preview.pages })} />)}
      </div>
    </>
  );
}

/** Nothing is signed unseen: the form waits for the first page. */
function PinForm({ ready }: { ready: boolean }) {
  const [pin, setPin] = useState('');
  const [state, setState] = useState<'idle' | 'sending' | Refused>('idle');
  const sending = state === 'sending';
  const sign = async (): Promise<void> => {
    if (!ready || !pin || sending) return;
    setState('sending');
    const answer = await post(`/m/${meeting.value!.id}/sign`, { pin });
    setPin('');
    setState(answer.ok ? 'idle' : answer);
  };
  return (
    <form class="sign-form" onSubmit={(event) => { event.preventDefault(); void sign(); }}>
      <label class="sign-pin">
        <span>{t('sign.pin')}</span>
        <input type="password" inputMode="numeric" autoComplete="off" maxLength={64} value={pin} disabled={sending} data-focus="" aria-describedby="sign-means" onInput={(e) => setPin(e.currentTarget.value)} />
      </label>
      <Button type="submit" look="main" size="big" icon="sign" busy={sending} disabled={!ready || !pin || sending}>{t(sending ? 'sign.sending' : 'sign.do')}</Button>
      {isRefused(state) ? <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p> : <p class="sign-means" id="sign-means">{t('sign.means')}</p>}
    </form>
  );
}

function Signed({ at, onClose }: { at: number; onClose: () => void }) {
  return (
    <div class="sign-done" role="status">
      <span class="sign-mark"><Icon name="check" size={32} /></span>
      <p>{t('sign.done', { time: timeWithSeconds(at) })}</p>
      <Button size="big" onClick={onClose}>{t('ui.close')}</Button>
    </div>
  );
}

