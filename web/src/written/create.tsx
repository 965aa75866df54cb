/** A new consultation: what about, until when, what closes it. It becomes a draft with one item for its papers and questions. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { go, path } from '../app/router';
import { account } from '../app/session';
import { TopBar } from '../app/topbar';
import { t, tRefusal } from '../i18n';
import { zone } from '../i18n/format';
import { isRefused, post, type Refused } from '../net/http';
import { newId } from '../net/ids';
import { Button } from '../ui/button';
import { blank, FrameFields, frameOf, type FrameDraft } from './frame';

export default function Create() {
  const [draft, setDraft] = useState<FrameDraft>(blank);
  const [state, setState] = useState<'idle' | 'sending' | Refused>('idle');
  const wish = useRef({ id: newId(), item: newId(), body: '' });
  const offset = account.value?.offset ?? -new Date().getTimezoneOffset();
  useEffect(() => { zone.value = offset; document.title = t('written.new'); }, [offset]);
  const frame = frameOf(draft, offset);
  const send = async (): Promise<void> => {
    if (!frame || state === 'sending') return;
    setState('sending');
    const args = { ...frame, type: 'thematic', place: '', form: 'written', starts_at: frame.deadline };
    if (wish.current.body !== JSON.stringify(args)) wish.current = { id: newId(), item: newId(), body: JSON.stringify(args) };
    const made = await post<{ meeting: string }>('/api/v1/meetings', { id: wish.current.id, args });
    if (!made.ok) return setState(made);
    const item = await post(`/api/v1/meetings/${made.meeting}/commands`, { id: wish.current.item, cmd: 'agenda.add_item', args: { title: frame.title, minutes: 0 } });
    if (item.ok) go(path.written(made.meeting), true);
    else setState(item);
  };
  return (
    <div class="wr">
      <TopBar title={t('written.new')} under={account.value?.person?.unit} back={() => go(path.writtenList())} />
      <main id="content" class="wr-page">
        <form class="wr-form" onSubmit={(event) => { event.preventDefault(); void send(); }}>
          <h1>{t('written.new')}</h1>
          <p class="second">{t('written.new.means')}</p>
          <FrameFields draft={draft} offset={offset} onChange={setDraft} />
          <div class="form-acts">
            <Button type="submit" look="main" busy={state === 'sending'} disabled={!frame || state === 'sending'}>{t('written.create')}</Button>
            <Button look="quiet" onClick={() => go(path.writtenList())}>{t('ui.cancel')}</Button>
          </div>
          {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
        </form>
      </main>
    </div>
  );
}
