/** Signing one's opinion: what is signed stands above the PIN; then the mark, and the signed file. */
import { useState } from 'preact/hooks';
import { t, tRefusal } from '../i18n';
import { timeWithSeconds } from '../i18n/format';
import { isRefused, post, type Refused } from '../net/http';
import { mine } from '../net/seat';
import { me, meeting, record } from '../store/select';
import { Button, LinkButton } from '../ui/button';
import { Icon } from '../ui/icons';
import { moment } from './time';

interface Answer { number: number; text: string; word: string; said: string }

export function Signing({ answers }: { answers: readonly Answer[] }) {
  const opinion = mine.get('me/opinion');
  const final = record.value !== undefined && record.value.state !== 'draft';
  if (!opinion) return null;
  if (opinion.current && opinion.signed_at != null) return <Signed at={opinion.signed_at} sha256={opinion.sha256 ?? ''} />;
  if (final) return <p class="wr-told">{t('written.sign.too-late')}</p>;
  return <PinForm answers={answers} again={opinion.signed_at != null} />;
}

function PinForm({ answers, again }: { answers: readonly Answer[]; again: boolean }) {
  const [pin, setPin] = useState('');
  const [state, setState] = useState<'idle' | 'sending' | Refused>('idle');
  const sending = state === 'sending';
  const files = mine.get('me/opinion')?.files ?? [];
  const sign = async (): Promise<void> => {
    if (!pin || sending) return;
    setState('sending');
    const answer = await post(`/m/${meeting.value!.id}/opinion`, { pin });
    setPin('');
    setState(answer.ok ? 'idle' : answer);
  };
  const only = answers.length === 1 ? answers[0] : undefined;
  return (
    <form class="wr-sign" onSubmit={(event) => { event.preventDefault(); void sign(); }}>
      <h3>{t(again ? 'written.sign.again' : 'written.sign')}</h3>
      <p class="second">{t('written.sign.what', { name: me.value?.name ?? '' })}</p>
      <ul class="wr-signing">{answers.map((one) => <li key={one.number}><span>{one.number}. {one.text}</span><b>{one.word}</b>{one.said && <span class="wr-text">{one.said}</span>}</li>)}{files.map((one) => <li key={one.sha256}><span>{t('written.files.one')}</span><b class="wr-hash">{one.name}</b></li>)}</ul>
      <div class="wr-pin">
        <label><span>{t('written.pin')}</span>
          <input type="password" inputMode="numeric" autoComplete="off" maxLength={64} value={pin} disabled={sending} onInput={(event) => setPin(event.currentTarget.value)} />
        </label>
        <Button type="submit" look="main" size="big" icon="sign" busy={sending} disabled={!pin || sending}>{sending ? t('written.sign.sending') : only ? t('written.sign.one', { choice: only.word }) : t('written.sign.do')}</Button>
      </div>
      {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
    </form>
  );
}

function Signed({ at, sha256 }: { at: number; sha256: string }) {
  const href = `/m/${meeting.value!.id}/opinion/${me.value?.participant ?? 0}`;
  return (
    <div class="wr-signed" role="status">
      <span class="wr-mark"><Icon name="check" size={36} /></span>
      <div>
        <p class="wr-signed-title">{t('written.signed', { time: timeWithSeconds(at), day: moment(at).split(', ')[1] ?? '' })}</p>
        <p class="second">{t('written.signed.means')} <span class="wr-hash">SHA-256 {sha256.slice(0, 16)}…</span></p>
        <LinkButton icon="download" href={href} download>{t('written.signed.file')}</LinkButton>
      </div>
    </div>
  );
}
