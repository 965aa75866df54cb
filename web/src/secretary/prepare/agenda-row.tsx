/** One row of the agenda: handle, number, title, who presents and when. Chosen by tap or key, edited in place. */
import { t, tn } from '../../i18n';
import { duration, kept, time } from '../../i18n/format';
import { items, motionsOf, papersOf, type Item } from '../../store/select';
import { Icon } from '../../ui/icons';
import { AddItem, EditItem } from './agenda-form';
import { addingTo, chosen, dragged, edit, editing, focusRow, moving } from './agenda-state';
import { mayArrange } from './phases';
import { branch, childrenIn, drop, type Spot, type Way } from './tree';

interface Does { onMove: (item: number, way: Way) => void; onRemove: (item: Item) => void }

export function AgendaRow({ item, onMove, onRemove }: { item: Item } & Does) {
  const over = dragged.value?.target === item.id ? dragged.value.spot : '';
  const names = ['ag-row', `depth-${item.depth}`, item.state, chosen.value === item.id ? 'chosen' : '', over && `drop-${over}`, dragged.value?.item === item.id ? 'lifted' : ''];
  return (
    <li data-item={item.id} class={names.filter(Boolean).join(' ')}>
      {editing.value === item.id ? <EditItem item={item} /> : <ReadItem item={item} onMove={onMove} onRemove={onRemove} />}
      {addingTo.value === item.id && <AddItem parent={item.id} />}
    </li>
  );
}

function ReadItem({ item, onMove, onRemove }: { item: Item } & Does) {
  const first = items.value[0]?.id === item.id;
  const keys = (event: KeyboardEvent): void => {
    const did = event.altKey ? byArrow(event.key, (way) => onMove(item.id, way)) : plainKey(event, item, onRemove);
    if (did) event.preventDefault();
  };
  return (
    <div class="ag-line">
      {mayArrange.value && <Handle item={item} />}
      <button type="button" class="ag-body" data-row={item.id} aria-pressed={chosen.value === item.id} tabIndex={chosen.value === item.id || (chosen.value === null && first) ? 0 : -1}
        onFocus={() => { chosen.value = item.id; }} onClick={() => { chosen.value = item.id; }} onDblClick={() => { if (mayArrange.value) edit(item.id); }} onKeyDown={keys}>
        <span class="ag-number">{item.number}</span>
        <span class="ag-words">
          <span class="ag-title">{kept(item.title)}</span>
          <span class="ag-under">{under(item)}</span>
        </span>
        <span class="ag-when">{time(item.planned_at)}{item.minutes > 0 && <small>{duration(item.minutes)}</small>}</span>
      </button>
    </div>
  );
}

function under(item: Item): string {
  const state = item.state === 'planned' ? '' : t(`ag.state.${item.state}`);
  const who = item.presenter ? kept([item.presenter, item.presenter_position].filter(Boolean).join(', ')) : '';
  const papers = papersOf(item.id).filter((one) => one.recalled === null).length;
  const motions = motionsOf(item.id).length;
  return [state, who, papers ? tn('prep.papers', papers) : '', motions ? tn('prep.motions', motions) : ''].filter(Boolean).join(' · ');
}

function byArrow(key: string, run: (way: Way) => void): boolean {
  const way = ({ ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' } as Record<string, Way>)[key];
  if (way) run(way);
  return way !== undefined;
}

function plainKey(event: KeyboardEvent, item: Item, onRemove: (item: Item) => void): boolean {
  const all = items.peek();
  const at = all.findIndex((one) => one.id === item.id);
  switch (event.key) {
    case 'ArrowUp': case 'ArrowDown': {
      const next = all[at + (event.key === 'ArrowUp' ? -1 : 1)];
      if (next) focusRow(next.id);
      return true;
    }
    case 'Enter': case 'F2': if (mayArrange.peek()) edit(item.id); return true;
    case 'Delete': onRemove(item); return true;
    default: return false;
  }
}

/** Dragging with finger, pen or mouse; a line shows where it would land. Let go anywhere else to leave it where it is. */
function Handle({ item }: { item: Item }) {
  const start = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    chosen.value = item.id;
    dragged.value = { item: item.id, target: null, spot: 'after' };
  };
  const over = (event: PointerEvent): void => {
    if (dragged.peek()?.item !== item.id) return;
    dragged.value = { item: item.id, target: null, spot: 'after', ...landing(item.id, event.clientX, event.clientY) };
  };
  const end = (): void => {
    const now = dragged.peek();
    dragged.value = null;
    const move = now?.target != null ? drop(items.peek(), item.id, now.target, now.spot) : null;
    if (move) void moving.send('agenda.move_item', move, 'move');
  };
  return (
    <span class="ag-handle" aria-hidden="true" title={t('ag.drag')} onPointerDown={start} onPointerMove={over} onPointerUp={end} onPointerCancel={() => { dragged.value = null; }}>
      <Icon name="drag" />
    </span>
  );
}

/** The upper third of a row: before it; the lower: after it (and all below it); between: as its last sub-item. */
function landing(item: number, x: number, y: number): { target: number; spot: Spot } | null {
  const row = document.elementsFromPoint(x, y).find((one) => one instanceof HTMLElement && one.dataset.item) as HTMLElement | undefined;
  const target = Number(row?.dataset.item);
  if (!row || !target) return null;
  const all = items.peek();
  const box = row.getBoundingClientRect();
  const part = (y - box.top) / box.height;
  const hasOthersBelow = childrenIn(all, target).some((one) => !branch(all, item).some((own) => own.id === one.id));
  const wished: Spot = part < 0.33 ? 'before' : part > 0.67 && !hasOthersBelow ? 'after' : 'inside';
  const spot = [wished, part < 0.5 ? 'before' as const : 'after' as const].find((one) => drop(all, item, target, one) !== null);
  return spot ? { target, spot } : null;
}
