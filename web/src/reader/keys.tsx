/** The reader's keys, and the sheet that lists them. Single letters obey the personal setting. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t, type Key } from '../i18n';
import { Sheet } from '../ui/sheet';
import { singleKeys } from '../ui/settings';
import { sheet } from './state';

/** What a key does, by its name as the browser gives it. Letters are single keys. */
export type KeyMap = Record<string, () => void>;

const EDITABLE = 'input, textarea, select, [contenteditable=true]';

/** Keys count while nothing lies over the page and nobody types; from the moment the page is there, not a frame later. */
export function useKeys(keys: KeyMap): void {
  const now = useRef(keys);
  now.current = keys;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const run = now.current[nameOf(event)];
      if (!run || document.querySelector('dialog[open]') || (event.target as Element | null)?.matches?.(EDITABLE)) return;
      if (isSingle(event) && !singleKeys.peek()) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

const isSingle = (event: KeyboardEvent): boolean => event.key.length === 1 && !event.ctrlKey && !event.metaKey;

function nameOf(event: KeyboardEvent): string {
  if (event.altKey) return '';
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? `ctrl+shift+${key}` : `ctrl+${key}`;
  return key;
}

const LIST: readonly (readonly [readonly string[], Key])[] = [
  [['→', '←', 'Page Down', 'Page Up'], 'reader.keys.turn'], [['Home', 'End'], 'reader.keys.ends'], [['g'], 'reader.keys.go'], [['/'], 'reader.keys.find'],
  [['f'], 'reader.keys.follow'], [['t'], 'reader.keys.text'], [['n'], 'reader.keys.note'], [['Ctrl Z', 'Ctrl Shift Z'], 'reader.keys.undo'],
  [['+', '−', '0'], 'reader.keys.zoom'], [['?'], 'reader.keys.help'], [['Esc'], 'reader.keys.close'],
];

export function KeysSheet() {
  return (
    <Sheet open={sheet.value === 'keys'} title={t('reader.keys.title')} from="middle" class="keys-sheet" onClose={() => { sheet.value = null; }}>
      <dl class="keys">
        {LIST.map(([keys, word]) => (
          <div key={word}><dt>{keys.map((one) => <kbd key={one}>{one}</kbd>)}</dt><dd>{t(word)}</dd></div>
        ))}
      </dl>
      <p class="second">{t('reader.keys.letters')}</p>
    </Sheet>
  );
}
