/** One short note at a time, above the session bar, for 6 s (longer under a finger or the focus). Nothing important lives only here. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { IconButton } from './button';
import { Icon, type IconName } from './icons';

interface Note { text: string; icon?: IconName | undefined; action?: { word: string; run: () => void } | undefined; id: number }

const current = signal<Note | null>(null);
let count = 0;

/** Say it. A newer one takes its place. */
export function toast(text: string, options: { icon?: IconName; action?: Note['action'] } = {}): void {
  current.value = { text, ...options, id: (count += 1) };
}

export function Toasts() {
  const note = current.value;
  const held = useRef(false);
  useEffect(() => {
    if (!note) return;
    const timer = setInterval(() => { if (!held.current && current.peek()?.id === note.id) current.value = null; }, 6_000);
    return () => clearInterval(timer);
  }, [note]);
  const hold = (on: boolean) => () => { held.current = on; };
  return (
    <div class="toasts" role="status" onPointerEnter={hold(true)} onPointerLeave={hold(false)} onFocusIn={hold(true)} onFocusOut={hold(false)}>
      {note && (
        <div class="toast">
          {note.icon && <Icon name={note.icon} />}
          <span>{note.text}</span>
          {note.action && <button type="button" onClick={() => { note.action?.run(); current.value = null; }}>{note.action.word}</button>}
          <IconButton icon="close" label={t('ui.close')} onClick={() => { current.value = null; }} />
        </div>
      )}
    </div>
  );
}
