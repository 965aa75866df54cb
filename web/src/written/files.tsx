/** Files that belong to an opinion: one's own, which are attached and removed here; and those of others, to read. */
import { useRef, useState } from 'preact/hooks';
import { t, tRefusal } from '../i18n';
import { bytes } from '../i18n/format';
import { busy, useAct } from '../net/act';
import { isRefused, upload, type Refused } from '../net/http';
import { newId } from '../net/ids';
import { mine } from '../net/seat';
import type { Objects } from '../protocol';
import { meeting } from '../store/select';
import { ActReason, Button } from '../ui/button';
import { Icon } from '../ui/icons';

type Attached = Objects['opinion']['files'][number];
const MOST = 3;

/** As a list of links; `remove` puts a button behind each. */
export function FileList({ files, remove }: { files: readonly Attached[]; remove?: (one: Attached) => void }) {
  if (!files.length) return null;
  return (
    <ul class="wr-files" aria-label={t('written.files')}>
      {files.map((one) => (
        <li key={one.sha256}>
          <a class="wr-file" href={`/m/${meeting.value!.id}/opinion/files/${one.sha256}`} download><Icon name="paper" /><span>{one.name}</span><span class="second">{bytes(one.size)}</span></a>
          {remove && <Button size="small" look="quiet" icon="trash" label={t('written.files.remove', { name: one.name })} onClick={() => remove(one)} />}
        </li>
      ))}
    </ul>
  );
}

/** One's own: what is there, and one more while answers are taken. */
export function Attachments({ open }: { open: boolean }) {
  const act = useAct();
  const opinion = mine.get('me/opinion');
  const files = opinion?.files ?? [];
  if (!opinion || (!open && files.length === 0)) return null;
  const remove = (one: Attached): void => { if (!busy(act.state.value)) void act.send('voting.detach_file', { sha256: one.sha256 }, one.sha256); };
  return (
    <div class="wr-attached">
      <h3>{t('written.files')}</h3>
      <FileList files={files} {...(open ? { remove } : {})} />
      <ActReason act={act} />
      {open && (files.length < MOST ? <Attach /> : <p class="second">{t('written.files.full', { most: MOST })}</p>)}
    </div>
  );
}

/** One press chooses a file and sends it; the same file sent again after a lost answer is the same file. */
function Attach() {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | number | Refused>('idle');
  const [wish, setWish] = useState<{ file: File; id: string } | null>(null);
  const send = async (file: File, id: string): Promise<void> => {
    setWish({ file, id });
    setState(0);
    const query = new URLSearchParams({ name: file.name.normalize('NFC'), id });
    const sent = await upload(`/m/${meeting.value!.id}/opinion/files?${query}`, file, (part) => setState(part));
    setState(sent.ok ? 'idle' : sent);
  };
  const sending = typeof state === 'number';
  const words = !sending ? '' : state < 1 ? t('written.files.sending', { percent: Math.floor(state * 100) }) : t('written.files.reading');
  return (
    <div class="wr-acts">
      <Button icon="plus" busy={sending} disabled={sending} onClick={() => field.current?.click()}>{t('written.files.attach')}</Button>
      <input ref={field} type="file" hidden accept="application/pdf,.pdf" aria-label={t('written.files.attach')} tabIndex={-1}
        onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) void send(file, newId()); }} />
      {isRefused(state) && state.code === 'net.unreachable' && wish && <Button icon="reload" onClick={() => void send(wish.file, wish.id)}>{t('ui.retry')}</Button>}
      {sending && <p class="second" role="status">{words}</p>}
      {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
      {state === 'idle' && <p class="second">{t('written.files.hint', { most: MOST })}</p>}
    </div>
  );
}
