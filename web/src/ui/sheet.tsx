/**
 * Sheets: `<dialog>` over whatever is there. The browser keeps the focus inside and gives it back afterwards;
 * Esc and system back close it (or collapse it: `onClose`). One that opened by itself (`sudden`) is inert for 700 ms
 * and until every finger is up.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { useArmed } from './arming';
import { IconButton, Button } from './button';

export interface SheetProps {
  title: ComponentChildren;
  /** Above the title: badges and words. */
  over?: ComponentChildren;
  open: boolean;
  onClose: () => void;
  sudden?: boolean;
  /** Changes when what is in the sheet changes by itself: then its buttons are inert again for a moment. */
  moment?: string;
  /** "bottom" rises from below (tablet, phone); "side" stands at the right; "middle" for confirmations and forms. */
  from?: 'bottom' | 'side' | 'middle';
  class?: string;
  /** Never gets lower than it has been: what changes in it moves nothing. */
  steady?: boolean;
  /** What closing is called, when it is not "close": "Thu gọn". */
  closeWord?: string;
  children: ComponentChildren;
}

export function Sheet({ title, over, open, onClose, sudden = false, moment = '', from = 'bottom', class: extra = '', closeWord, steady = false, children }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const name = useId();
  const armed = useArmed(`${open} ${moment}`, sudden && open);
  useLayoutEffect(() => {
    if (!open || !ref.current) return;
    const before = document.activeElement;
    show(ref.current);
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, [open]);
  useLayoutEffect(() => { if (steady) keepHeight(ref.current); });
  useEffect(() => {
    if (!steady || !open) return;
    const turned = (): void => { (ref.current?.firstElementChild as HTMLElement | null)?.style.removeProperty('min-height'); };
    addEventListener('resize', turned);
    return () => removeEventListener('resize', turned);
  }, [open, steady]);
  useBackCloses(open, onClose);
  if (!open) return null;
  const guard = (event: Event): void => {
    if (armed.value) return;
    event.stopPropagation();
    event.preventDefault();
  };
  return (
    <dialog ref={ref} class={`sheet ${from} ${extra}`} aria-labelledby={name} data-unarmed={armed.value ? undefined : ''}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClickCapture={guard} onKeyDownCapture={guard}
      onClick={(event) => { if (event.target === ref.current) onClose(); }}>
      <div class="sheet-body">
        <header class="sheet-top">
          <div class="sheet-over">{over}</div>
          {closeWord ? <Button look="quiet" icon="down" class="collapse" onClick={onClose}>{closeWord}</Button>
            : <IconButton icon="close" label={t('ui.close')} onClick={onClose} />}
        </header>
        <h2 id={name} class="sheet-title" tabIndex={-1}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

function keepHeight(dialog: HTMLDialogElement | null): void {
  const body = dialog?.firstElementChild;
  if (!(body instanceof HTMLElement)) return;
  const seen = dialog!.clientHeight || body.offsetHeight; // a long list is not kept beyond what was seen of it
  const most = Math.max(Math.min(body.offsetHeight, seen), Number.parseInt(body.style.minHeight) || 0);
  body.style.minHeight = `${most}px`;
}

function show(dialog: HTMLDialogElement): void {
  dialog.showModal();
  (dialog.querySelector<HTMLElement>('[data-focus]') ?? dialog.querySelector<HTMLElement>('.sheet-title'))?.focus({ preventScroll: true });
}

/**
 * System back closes the sheet first. One entry of the history stands for whatever sheets are open, so that one sheet
 * may give way to another: going back is asynchronous, and would otherwise close the one that has just opened.
 */
const opened: { close: () => void }[] = [];
let standing = false; // our entry is on the history
let undoing = false; // we are taking it away ourselves

function useBackCloses(open: boolean, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (!open) return;
    const mine = { close: () => close.current() };
    opened.push(mine);
    setTimeout(settle);
    return () => {
      opened.splice(opened.indexOf(mine), 1);
      setTimeout(settle); // once everything that opens or closes with it has done so
    };
  }, [open]);
}

function settle(): void {
  if (opened.length > 0 && !standing) {
    history.pushState({ ...history.state, sheet: true }, '');
    standing = true;
  } else if (opened.length === 0 && standing) {
    standing = false;
    undoing = (history.state as { sheet?: boolean } | null)?.sheet === true;
    if (undoing) history.back();
  }
}

if (typeof window !== 'undefined') {
  addEventListener('popstate', () => {
    if (undoing) { undoing = false; setTimeout(settle); return; }
    if (!standing) return;
    standing = false;
    opened.at(-1)?.close();
    setTimeout(settle);
  });
}

/** For acts that cannot be undone: names the object and the consequence; the safe button has the focus. */
export function Confirm({ open, title, body, yes, no, onYes, onNo, danger = false }: {
  open: boolean; title: string; body?: ComponentChildren; yes: string; no: string; onYes: () => void; onNo: () => void; danger?: boolean;
}) {
  return (
    <Sheet open={open} title={title} onClose={onNo} from="middle" class="confirm">
      {body && <div class="confirm-body">{body}</div>}
      <div class="confirm-acts">
        <Button size="big" data-focus="" onClick={onNo}>{no}</Button>
        <Button size="big" look={danger ? 'danger' : 'main'} onClick={onYes}>{yes}</Button>
      </div>
    </Sheet>
  );
}
