/** Writing an item: one line to add (Enter adds the next), a small form in the row's place to edit. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { useAct } from '../../net/act';
import { item as itemOf, people, type Item } from '../../store/select';
import { ActButton, ActReason, Button } from '../../ui/button';
import { addingTo, editing, focusRow } from './agenda-state';
import { Field } from './frame';

const LONGEST = 500;

export function AddItem({ parent }: { parent: number | null }) {
  const [title, setTitle] = useState('');
  const act = useAct();
  const field = useRef<HTMLInputElement>(null);
  const above = itemOf(parent);
  useLayoutEffect(() => { if (parent !== null) field.current?.focus(); }, [parent]);
  const label = above ? t('ag.add-under', { number: above.number }) : t('ag.add');
  const add = async (): Promise<void> => {
    if (!title.trim()) return;
    const sent = await act.send('agenda.add_item', { title: title.trim(), parent });
    if (sent === 'unsent' || !sent.ok) return;
    setTitle('');
    field.current?.focus();
  };
  const close = (): void => { addingTo.value = null; if (parent !== null) focusRow(parent); };
  return (
    <form class={`ag-add ${parent === null ? '' : 'under'}`} onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <input ref={field} value={title} maxLength={LONGEST} placeholder={label} aria-label={label} onInput={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Escape' && parent !== null) { event.preventDefault(); close(); } }} />
      <Button type="submit" icon="plus" busy={act.state.value.is === 'sending'} disabled={!title.trim()}>{t('ag.add.do')}</Button>
      {parent !== null && <Button look="quiet" onClick={close}>{t('ui.close')}</Button>}
      <ActReason act={act} />
    </form>
  );
}

/** Who presents: somebody of this meeting, or a name written out ("Sở Tài chính"). */
const WRITTEN = 'written';

export function EditItem({ item }: { item: Item }) {
  const [title, setTitle] = useState(item.title);
  const [who, setWho] = useState(item.presenter_id !== null ? String(item.presenter_id) : item.presenter ? WRITTEN : '');
  const [written, setWritten] = useState(item.presenter_id === null ? item.presenter : '');
  const [minutes, setMinutes] = useState(String(item.minutes || ''));
  const act = useAct();
  const field = useRef<HTMLTextAreaElement>(null);
  // Before the first paint: a field tapped at once must not lose what is typed to the one that takes the focus late.
  useLayoutEffect(() => { field.current?.focus(); field.current?.setSelectionRange(item.title.length, item.title.length); }, []);
  const close = (): void => { editing.value = null; setTimeout(() => focusRow(item.id)); };
  const save = async (): Promise<void> => {
    if (!title.trim()) return;
    const presenter = who && who !== WRITTEN ? { presenter: Number(who) } : { presenter_text: who === WRITTEN ? written.trim() : '' };
    const sent = await act.send('agenda.edit_item', { item: item.id, title: title.trim(), minutes: Number(minutes) || 0, ...presenter });
    if (sent !== 'unsent' && sent.ok) close();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') { event.preventDefault(); close(); }
    if (event.key === 'Enter' && event.target instanceof HTMLTextAreaElement) { event.preventDefault(); void save(); }
  };
  return (
    <form class="ag-edit" onSubmit={(event) => { event.preventDefault(); void save(); }} onKeyDown={keys}>
      <Field label={t('ag.title', { number: item.number })} wide>
        <textarea ref={field} rows={2} maxLength={LONGEST} value={title} onInput={(event) => setTitle(event.currentTarget.value.replace(/\n/g, ' '))} />
      </Field>
      <Field label={t('ag.presenter')}>
        <select value={who} onChange={(event) => setWho(event.currentTarget.value)}>
          <option value="">{t('ag.presenter.none')}</option>
          {people.value.map((one) => <option key={one.id} value={one.id}>{[one.name, one.position].filter(Boolean).join(', ')}</option>)}
          <option value={WRITTEN}>{t('ag.presenter.written')}</option>
        </select>
      </Field>
      {who === WRITTEN && <Field label={t('ag.presenter.name')}><input value={written} maxLength={300} placeholder={t('ag.presenter.example')} onInput={(event) => setWritten(event.currentTarget.value)} /></Field>}
      <Field label={t('ag.minutes')}><input type="number" min={0} max={1440} value={minutes} onInput={(event) => setMinutes(event.currentTarget.value)} /></Field>
      <div class="form-acts wide">
        <ActButton act={act} disabled={!title.trim()} onClick={() => void save()}>{t('ag.save')}</ActButton>
        <Button look="quiet" onClick={close}>{t('ui.cancel')}</Button>
      </div>
    </form>
  );
}
