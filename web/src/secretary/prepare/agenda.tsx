/**
 * The agenda as a tree. A row is chosen by a tap or the arrow keys; the buttons above the list act on it and stay where
 * they are. Alt and an arrow key moves it; so does dragging by the handle. The server numbers.
 */
import { useEffect, useState } from 'preact/hooks';
import { t, tn } from '../../i18n';
import { duration, time } from '../../i18n/format';
import { item as itemOf, items, meeting, motionsOf, papersOf, type Item } from '../../store/select';
import { Empty } from '../../ui/bits';
import { ActReason, Button } from '../../ui/button';
import { ActSheet } from '../act-sheet';
import { AddItem } from './agenda-form';
import { AgendaRow } from './agenda-row';
import { addingTo, addUnder, chosen, dragged, edit, editing, moving } from './agenda-state';
import { mayArrange, mayPrepare } from './phases';
import { step, type Way } from './tree';

export function AgendaPart() {
  const rows = items.value;
  const [removing, setRemoving] = useState<Item | null>(null);
  useEffect(() => () => { editing.value = addingTo.value = chosen.value = dragged.value = null; moving.reset(); }, []);
  const end = meeting.value!.starts_at + total(rows) * 60_000;
  return (
    <section class="part-page">
      <div class="part-head">
        <h1>{t('prep.name.agenda')}</h1>
        {rows.length > 0 && <p class="second">{total(rows) === 0 ? t('ag.no-minutes', { items: tn('prep.agenda', rows.length) }) : t('ag.total', { items: tn('prep.agenda', rows.length), length: duration(total(rows)), end: time(end) })}</p>}
      </div>
      {mayArrange.value && rows.length > 0 && <Tools onRemove={setRemoving} />}
      {rows.length === 0 && <Empty icon="list" title={t('ag.empty')}>{t('ag.empty.hint')}</Empty>}
      <ol class="ag-list">{rows.map((one) => <AgendaRow key={one.id} item={one} onMove={move} onRemove={ask(setRemoving)} />)}</ol>
      {mayArrange.value && <AddItem parent={null} />}
      {removing && <Remove item={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

/** Minutes of the whole agenda: of each top item the longer of its own and its sub-items' time, as the server plans. */
function total(rows: readonly Item[]): number {
  const of = (one: Item): number => Math.max(one.minutes, rows.filter((row) => row.parent === one.id).reduce((sum, row) => sum + of(row), 0));
  return rows.filter((row) => row.parent === null).reduce((sum, row) => sum + of(row), 0);
}

const ask = (show: (item: Item) => void) => (item: Item): void => { if (mayPrepare.value) show(item); };

function move(item: number, way: Way): void {
  const wanted = step(items.peek(), item, way);
  if (wanted && mayArrange.peek()) void moving.send('agenda.move_item', wanted, 'move');
}

const WAYS = [['up', 'up'], ['down', 'down'], ['out', 'outdent'], ['in', 'indent']] as const;

function Tools({ onRemove }: { onRemove: (item: Item) => void }) {
  const one = itemOf(chosen.value);
  const name = one ? t('ag.chosen', { number: one.number }) : t('ag.choose');
  return (
    <div class="ag-tools" role="toolbar" aria-label={t('ag.tools')}>
      <div class="ag-buttons">
        {WAYS.map(([way, icon]) => (
          <Button key={way} size="small" look="quiet" icon={icon} disabled={!one || !step(items.value, one.id, way)} onClick={() => one && move(one.id, way)}>{t(`ag.${way}`)}</Button>
        ))}
        <span class="ag-rule" />
        <Button size="small" look="quiet" icon="edit" disabled={!one} onClick={() => one && edit(one.id)}>{t('ag.edit')}</Button>
        <Button size="small" look="quiet" icon="plus" disabled={!one || one.depth >= 3} onClick={() => one && addUnder(one.id)}>{t('ag.add-sub')}</Button>
        <Button size="small" look="quiet" icon="trash" disabled={!one || !mayPrepare.value} onClick={() => one && onRemove(one)}>{t('ag.remove')}</Button>
      </div>
      <p class="ag-hint"><span>{name}</span><ActReason act={moving} /></p>
    </div>
  );
}

function Remove({ item, onClose }: { item: Item; onClose: () => void }) {
  const papers = papersOf(item.id).length;
  const motions = motionsOf(item.id).length;
  const body = <><p>{item.title}</p>{(papers > 0 || motions > 0) && <p>{t('ag.remove.has', { papers: tn('prep.papers', papers), motions: tn('prep.motions', motions) })}</p>}</>;
  return <ActSheet title={t('ag.remove.ask', { number: item.number })} body={body} yes={t('ag.remove.do')} no={t('ag.remove.keep')} cmd="agenda.remove_item" args={{ item: item.id }} danger onClose={onClose} />;
}
