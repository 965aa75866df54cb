/** Typed notes beside the page: cards in the margin with a pin and a leader line; on narrow devices pins that open a sheet. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { Sheet } from '../ui/sheet';
import { deleteNote, editNote, keepDraft } from './annotate';
import type { NoteOp } from './notes';
import { stacked, tall, type Size } from './page/geometry';
import type { PagePlace } from './page/stage';
import { chosenNote, draft, layout, sheet, type Draft } from './state';

const PIN_X = 986;
/** On a phone the page reaches the edge of the glass. */
const pinX = (): number => (layout.value === 'phone' ? 950 : PIN_X);
/** Pins do not lie over each other. */
const pinStep = (): number => (layout.value === 'phone' ? 110 : 48);
/** Tapped this close to the pin, the line begins where it was tapped. */
const NEAR = 840;
const GAP = 10;
/** From a card's top to where its line arrives. */
const HOOK = 26;

type Card = { key: string; x: number; y: number; note?: NoteOp; draft?: Draft };

/** Cards of a page: its notes, and the one being written in its place. */
export function cardsOf(notes: readonly NoteOp[], version: string, page: number): Card[] {
  const now = draft.value?.version === version && draft.value.page === page ? draft.value : null;
  const cards: Card[] = notes.map((note) => ({ key: note.op, x: note.x ?? PIN_X, y: note.y ?? 60, note, ...(now?.id === note.op && { draft: now }) }));
  if (now && !now.id) cards.push({ key: 'new', x: now.x, y: now.y, draft: now });
  return cards.sort((a, b) => a.y - b.y);
}

/** Pins over the page, in page units turned into shares. */
export function Pins({ cards, size }: { cards: readonly Card[]; size: Size }) {
  const height = tall(size);
  const tops = stacked(cards.map((one) => ({ y: one.y, height: pinStep() })), 0);
  const open = (card: Card): void => {
    chosenNote.value = card.key;
    if (layout.value !== 'wide') sheet.value = 'notes';
  };
  return (
    <>
      {cards.map((card, i) => (
        <span key={card.key}>
          {card.x < pinX() - 50 && <i class="anchor" style={{ left: `${card.x / 10}%`, top: `${(100 * card.y) / height}%` }} />}
          <button type="button" class="pin" aria-label={t('reader.note.pin', { text: card.note?.text ?? card.draft?.text ?? '' })} aria-pressed={chosenNote.value === card.key}
            style={{ left: `${pinX() / 10}%`, top: `${(100 * tops[i]!) / height}%` }} onClick={() => open(card)}>
            <Icon name="note" size={20} />
          </button>
        </span>
      ))}
    </>
  );
}

/** The margin of a wide device. */
export function NoteMargin({ cards, place, width, paper }: { cards: readonly Card[]; place: PagePlace; width: number; paper: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [heights, setHeights] = useState<readonly number[]>([]);
  const key = cards.map((one) => `${one.key}:${one.note?.text}:${one.draft ? 'd' : ''}:${chosenNote.value === one.key}`).join('|');
  useLayoutEffect(() => {
    const measured = [...(box.current?.children ?? [])].map((one) => (one as HTMLElement).offsetHeight);
    setHeights((now) => (now.join() === measured.join() ? now : measured));
  }, [key, width]);
  const wish = (card: Card): number => Math.max(0, place.top + card.y * place.unit - HOOK);
  const tops = stacked(cards.map((card, i) => ({ y: wish(card), height: heights[i] ?? 90 })), GAP);
  const pins = stacked(cards.map((one) => ({ y: one.y * place.unit, height: pinStep() * place.unit })), 0);
  return (
    <>
      <svg class="leaders" aria-hidden="true">
        {cards.map((card, i) => (
          <path key={card.key} d={`${card.x > NEAR ? `M${place.left + card.x * place.unit} ${place.top + card.y * place.unit}L` : 'M'}${place.left + PIN_X * place.unit} ${place.top + pins[i]!}L${place.aside} ${tops[i]! + HOOK}`} />
        ))}
      </svg>
      <div class="margin" ref={box}>
        {cards.map((card, i) => (
          <div key={card.key} class={`note-card ${chosenNote.value === card.key ? 'chosen' : ''}`} style={{ left: `${place.aside}px`, top: `${tops[i]}px`, width: `${width}px` }}>
            <CardBody card={card} paper={paper} />
          </div>
        ))}
      </div>
    </>
  );
}

/** Notes of this page in a sheet, for devices without a margin. */
export function NotesSheet({ cards, paper, page }: { cards: readonly Card[]; paper: number; page: number }) {
  const open = layout.value !== 'wide' && (sheet.value === 'notes' || draft.value !== null);
  const close = (): void => { keepDraft(); sheet.value = null; };
  return (
    <Sheet open={open} title={t(draft.value && !draft.value.id ? 'reader.note.new' : 'reader.note.on', { page })} class="notes-sheet" onClose={close}>
      {cards.filter((card) => !draft.value || card.draft).map((card) => (
        <div key={card.key} class={`note-card ${chosenNote.value === card.key ? 'chosen' : ''}`}><CardBody card={card} paper={paper} /></div>
      ))}
    </Sheet>
  );
}

function CardBody({ card, paper }: { card: Card; paper: number }) {
  return (
    <>
      <p class="note-over"><Icon name="lock" size={18} />{t('reader.note.title')}</p>
      {card.draft ? <Editor now={card.draft} /> : <Read note={card.note!} paper={paper} />}
    </>
  );
}

function Read({ note, paper }: { note: NoteOp; paper: number }) {
  const chosen = chosenNote.value === note.op || layout.value !== 'wide';
  return (
    <>
      <button type="button" class="note-text" aria-expanded={chosen} onClick={() => { chosenNote.value = chosenNote.value === note.op ? null : note.op; }}>{note.text}</button>
      {chosen && (
        <div class="note-acts">
          <Button look="quiet" icon="edit" size="small" onClick={() => editNote(note, paper)}>{t('reader.note.edit')}</Button>
          <Button look="quiet" icon="trash" size="small" onClick={() => { deleteNote(note, paper); if (sheet.value === 'notes') sheet.value = null; }}>{t('reader.note.delete')}</Button>
        </div>
      )}
    </>
  );
}

/** Leaving the field keeps what was typed. */
function Editor({ now }: { now: Draft }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(now.text.length, now.text.length);
  }, [now.id]);
  const grow = (): void => { const area = field.current; if (area) { area.style.height = 'auto'; area.style.height = `${area.scrollHeight + 2}px`; } };
  useLayoutEffect(grow, []);
  const close = (): void => { keepDraft(); if (sheet.value === 'notes') sheet.value = null; };
  return (
    <>
      <textarea ref={field} rows={3} data-focus="" maxLength={4000} value={now.text} aria-label={t('reader.note.text')} placeholder={t('reader.note.write')}
        onInput={(event) => { draft.value = { ...now, text: event.currentTarget.value }; grow(); }}
        onBlur={() => { if (layout.value === 'wide') keepDraft(); }}
        onKeyDown={(event) => { if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) { event.preventDefault(); event.stopPropagation(); close(); } }} />
      <Button look="main" size="small" wide onClick={close}>{t('reader.note.save')}</Button>
    </>
  );
}
