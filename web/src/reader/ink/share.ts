/**
 * The presenter's finished strokes on their way to everybody: one command each. Shown here while they travel; a refused
 * one disappears and says why.
 */
import { signal } from '@preact/signals';
import { t, tRefusal } from '../../i18n';
import { newAct } from '../../net/act';
import { newId } from '../../net/ids';
import { room } from '../../net/seat';
import { me } from '../../store/select';
import { toast } from '../../ui/toast';
import { fitted, type Stroke, type StrokeData } from './strokes';

interface Travelling { version: string; page: number; stroke: Stroke }
const travelling = signal<readonly Travelling[]>([]);
/** The view follows the answer within this time. */
const SETTLES = 400;

/** My strokes that are not in the view yet. Reading subscribes. */
export const sharing = (version: string, page: number): Stroke[] =>
  travelling.value.filter((one) => one.version === version && one.page === page).map((one) => one.stroke);

export async function shareStroke(version: string, page: number, data: StrokeData): Promise<void> {
  const stroke = { ...fitted(data), id: newId() };
  travelling.value = [...travelling.peek(), { version, page, stroke }];
  const { tool, colour, size, points } = stroke;
  const outcome = await newAct().send('papers.mark', { version, page, tool, colour, size, points: [...points] });
  if (outcome === 'unsent') toast(t('act.unsent'), { icon: 'offline' });
  else if (!outcome.ok) toast(tRefusal(outcome.code, outcome.args), { icon: 'info' });
  const arrived = outcome !== 'unsent' && outcome.ok;
  setTimeout(() => { travelling.value = travelling.peek().filter((one) => one.stroke !== stroke); }, arrived ? SETTLES : 0);
}

/** My latest mark on this page. Reading subscribes. */
export function lastMark(version: string, page: number): number | null {
  const mine = room.all('ink').filter((one) => one.version === version && one.page === page && one.by === me.value?.participant);
  return mine.length ? Math.max(...mine.map((one) => one.mark)) : null;
}

/** Take marks back. */
export function unshare(ids: readonly string[]): void {
  for (const id of ids) {
    const mark = Number(id.replace('mark/', ''));
    if (mark) void newAct().send('papers.unmark', { mark }).then((outcome) => { if (outcome !== 'unsent' && !outcome.ok) toast(tRefusal(outcome.code, outcome.args), { icon: 'info' }); });
  }
}
