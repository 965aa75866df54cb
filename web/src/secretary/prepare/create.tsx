/** A new meeting: its frame, and the quorum rule, which stays as it is chosen here. Afterwards its page to prepare it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { go, path } from '../../app/router';
import { account } from '../../app/session';
import { TopBar } from '../../app/topbar';
import { t, tRefusal } from '../../i18n';
import { zone } from '../../i18n/format';
import { isRefused, post, type Refused } from '../../net/http';
import { newId } from '../../net/ids';
import { Button } from '../../ui/button';
import { Choice } from './choice';
import { FrameFields, frameOf, type FrameDraft } from './frame';
import { loadPacks, packs, quorumWords } from './packs';

const WEEK = 7 * 86_400_000;
const blank = (): FrameDraft => ({ title: '', type: 'regular', number: '', date: new Date(Date.now() + WEEK).toISOString().slice(0, 10), time: '08:00', minutes: '240', place: '', form: 'room' });

export default function Create() {
  const [draft, setDraft] = useState(blank);
  const [quorum, setQuorum] = useState('ubnd-quorum');
  const [state, setState] = useState<'idle' | 'sending' | Refused>('idle');
  const wish = useRef({ id: newId(), body: '' });
  const offset = account.value?.offset ?? -new Date().getTimezoneOffset();
  useEffect(() => { void loadPacks(); document.title = t('create.title'); }, []);
  useEffect(() => { zone.value = offset; }, [offset]);
  const frame = frameOf(draft, offset);
  const send = async (): Promise<void> => {
    if (!frame || state === 'sending') return;
    setState('sending');
    const args = { ...frame, quorum };
    if (wish.current.body !== JSON.stringify(args)) wish.current = { id: newId(), body: JSON.stringify(args) };
    const answer = await post<{ meeting: string }>('/api/v1/meetings', { id: wish.current.id, args });
    if (answer.ok) go(`${path.console(answer.meeting, 'prepare')}?part=agenda`, true);
    else setState(answer);
  };
  return (
    <div class="prep-create">
      <TopBar title={t('create.title')} under={account.value?.person?.unit} back={() => go(path.meetings())} />
      <main id="content">
        <form class="create-form" onSubmit={(event) => { event.preventDefault(); void send(); }}>
          <h1>{t('create.title')}</h1>
          <p class="second">{t('create.means')}</p>
          <FrameFields draft={draft} offset={offset} onChange={setDraft} />
          <fieldset class="form-field wide">
            <legend class="field-label">{t('create.quorum')}</legend>
            <Choice name="quorum" label={t('create.quorum')} value={quorum} options={(packs.value?.quorums ?? []).map((one) => ({ value: one.code, word: quorumWords(one), under: one.citation }))} onChoose={setQuorum} />
            <span class="field-hint">{t('create.quorum.hint')}</span>
          </fieldset>
          <div class="form-acts">
            <Button type="submit" look="main" busy={state === 'sending'} disabled={!frame || state === 'sending'}>{t('create.do')}</Button>
            <Button look="quiet" onClick={() => go(path.meetings())}>{t('ui.cancel')}</Button>
            {!frame && <span class="second">{t('create.needs')}</span>}
          </div>
          {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
        </form>
      </main>
    </div>
  );
}
