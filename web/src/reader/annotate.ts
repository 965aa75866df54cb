/** What a hand does to a page: each act becomes operations and one step of undo. */
import { t } from '../i18n';
import { toast } from '../ui/toast';
import type { StrokeData } from './ink/strokes';
import { remember, undo, type Step } from './notes/history';
import type { NoteOp } from './notes/ops';
import { add, stamp, standing } from './notes/sync';
import { draft, type Draft } from './state';

export interface Where { version: string; paper: number; page: number }

export function drawn(where: Where, data: StrokeData): void {
  const op: NoteOp = { ...stamp(where.version, where.paper, where.page), kind: 'ink', ...data };
  add(op);
  remember({ ...where, came: [op.op] });
}

export function rubbed(where: Where, ids: readonly string[]): Step {
  add(...ids.map((of): NoteOp => ({ ...stamp(where.version, where.paper, where.page), kind: 'del', of })));
  const step = { ...where, went: ids };
  remember(step);
  return step;
}

/** Begin a note at a place of the page. */
export function beginNote(where: Where, x: number, y: number): void {
  keepDraft();
  draft.value = { ...where, x: Math.round(x), y: Math.round(y), text: '' };
}

export function editNote(note: NoteOp, paper: number): void {
  keepDraft();
  draft.value = { id: note.op, version: note.version, paper, page: note.page, x: note.x ?? 900, y: note.y ?? 100, text: note.text ?? '' };
}

/** Whatever was typed is kept; nothing typed, nothing kept. */
export function keepDraft(): void {
  const now = draft.peek();
  if (!now) return;
  draft.value = null;
  const text = now.text.trim();
  if (text) (now.id ? changeText : newNote)({ ...now, text });
}

function newNote({ version, paper, page, x, y, text }: Draft): void {
  const op: NoteOp = { ...stamp(version, paper, page), kind: 'note', x, y, text };
  add(op);
  remember({ version, paper, page, came: [op.op] });
}

function changeText({ id = '', version, paper, page, text }: Draft): void {
  const before = standing.peek().find((one) => one.op === id)?.text ?? '';
  if (before === text) return;
  add({ ...stamp(version, paper, page), kind: 'edit', of: id, text });
  remember({ version, paper, page, edited: { id, before, after: text } });
}

export function deleteNote(note: NoteOp, paper: number): void {
  if (draft.peek()?.id === note.op) draft.value = null;
  const step = rubbed({ version: note.version, paper, page: note.page }, [note.op]);
  toast(t('reader.note.deleted'), { icon: 'undo', action: { word: t('reader.ink.undo'), run: () => undo(step) } });
}
