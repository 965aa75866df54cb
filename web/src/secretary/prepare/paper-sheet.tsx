/** Everything about one paper: its name, its place, the original, and taking it off the table. */
import { useState } from 'preact/hooks';
import { ReasonSheet } from '../../chair/reason';
import { path } from '../../app/router';
import { t } from '../../i18n';
import { useAct } from '../../net/act';
import { items, meeting, paper as paperOf, papersOf, type Paper } from '../../store/select';
import { ActButton, ActReason, Button, LinkButton } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { Field } from './frame';
import { OriginalLink } from './papers';
import { mayArrange } from './phases';

export function PaperSheet({ id, onClose }: { id: number; onClose: () => void }) {
  const [recalling, setRecalling] = useState(false);
  const paper = paperOf(id);
  if (!paper || paper.recalled !== null) return null;
  if (recalling) {
    return (
      <ReasonSheet title={t('pp.recall.ask', { title: paper.title })} body={t('pp.recall.means')} label={t('pp.recall.reason')} verb={t('pp.recall')} onClose={onClose}
        onSend={(act, reason) => act.send('papers.recall', { paper: id, reason })} />
    );
  }
  return (
    <Sheet open title={paper.title} from="side" class="prep-sheet" onClose={onClose}>
      <div class="sheet-acts">
        <LinkButton icon="read" href={path.reader(meeting.value!.id, id)}>{t('pp.read')}</LinkButton>
        <OriginalLink paper={paper} />
      </div>
      {mayArrange.value && <><Rename paper={paper} /><Move paper={paper} /><div class="sheet-part"><Button icon="dash" onClick={() => setRecalling(true)}>{t('pp.recall')}</Button><p class="second">{t('pp.recall.short')}</p></div></>}
    </Sheet>
  );
}

function Rename({ paper }: { paper: Paper }) {
  const [title, setTitle] = useState(paper.title);
  const act = useAct();
  const changed = title.trim() !== '' && title.trim() !== paper.title;
  const save = (): void => { if (changed) void act.send('papers.rename', { paper: paper.id, title: title.trim() }); };
  return (
    <form class="sheet-part" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <Field label={t('pp.title')}><textarea rows={3} maxLength={500} value={title} onInput={(event) => setTitle(event.currentTarget.value.replace(/\n/g, ' '))} /></Field>
      <ActButton act={act} disabled={!changed} onClick={save}>{t('pp.rename')}</ActButton>
    </form>
  );
}

/** To another item, or up and down among the papers of its own. */
function Move({ paper }: { paper: Paper }) {
  const act = useAct();
  const beside = papersOf(paper.item);
  const at = beside.findIndex((one) => one.id === paper.id);
  const to = (item: number, position: number): void => void act.send('papers.move', { paper: paper.id, item, position });
  return (
    <div class="sheet-part">
      <Field label={t('pp.item')}>
        <select value={paper.item} onChange={(event) => { const item = Number(event.currentTarget.value); to(item, papersOf(item).length); }}>
          {items.value.map((one) => <option key={one.id} value={one.id}>{`${one.number}  ${one.title}`}</option>)}
        </select>
      </Field>
      <div class="sheet-acts">
        <Button icon="up" disabled={at <= 0} onClick={() => to(paper.item, at - 1)}>{t('pp.up')}</Button>
        <Button icon="down" disabled={at >= beside.length - 1} onClick={() => to(paper.item, at + 1)}>{t('pp.down')}</Button>
      </div>
      <ActReason act={act} />
    </div>
  );
}
