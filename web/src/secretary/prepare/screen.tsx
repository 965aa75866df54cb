/** The projector of the room: an address that makes a browser the screen of this meeting, and nothing else. */
import { useState } from 'preact/hooks';
import { t, tRefusal } from '../../i18n';
import { isRefused, post, type Refused } from '../../net/http';
import { me, meeting } from '../../store/select';
import { Button } from '../../ui/button';
import { toast } from '../../ui/toast';

export function ScreenPart() {
  const [made, setMade] = useState<string | Refused | 'sending' | null>(null);
  const make = async (): Promise<void> => {
    setMade('sending');
    const answer = await post<{ url: string }>(`/m/${meeting.value!.id}/screen-link`, {});
    setMade(answer.ok ? new URL(answer.url, location.origin).href : answer);
  };
  const sending = made === 'sending';
  const url = typeof made === 'string' && !sending ? made : null;
  return (
    <section class="part-page narrow">
      <h1>{t('prep.name.screen')}</h1>
      <p>{t('screen-link.means')}</p>
      <p class="second">{t('screen-link.how')}</p>
      {url ? <Address url={url} /> : <div class="form-acts"><Button icon="link" busy={sending} disabled={sending || !me.value?.secretary} onClick={() => void make()}>{t('screen-link.make')}</Button></div>}
      {!me.value?.secretary && <p class="reason">{t('screen-link.secretary')}</p>}
      {isRefused(made) && <p class="reason" role="alert">{tRefusal(made.code, made.args)}</p>}
    </section>
  );
}

function Address({ url }: { url: string }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url).then(() => toast(t('screen-link.copied'), { icon: 'check' }), () => toast(t('screen-link.copy-by-hand'), { icon: 'info' }));
  };
  return (
    <div class="screen-address">
      <label class="form-field wide"><span class="field-label">{t('screen-link.address')}</span><input readOnly value={url} onFocus={(event) => event.currentTarget.select()} /></label>
      <div class="form-acts">
        <Button icon="link" onClick={() => void copy()}>{t('screen-link.copy')}</Button>
      </div>
      <p class="second">{t('screen-link.secret')}</p>
    </div>
  );
}
