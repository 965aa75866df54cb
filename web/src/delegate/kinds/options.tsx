/** One or several of the options: radios where only one may be chosen, else boxes. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../../ui/button';
import { singleKeys } from '../../ui/settings';
import type { RowsProps } from './index';
import { toggled } from './marks';

export function OptionRows({ poll, marks, active, onChange }: RowsProps) {
  const { method } = poll;
  const one = method.most === 1;
  const full = !one && marks.length >= method.most;
  const toggle = (id: number): void => onChange(toggled(method, marks, id));
  useDigits(active, method.options.map((option) => option.id), toggle);
  return (
    <>
      {method.options.map((option, at) => {
        const chosen = marks.includes(option.id);
        return (
          <label key={option.id} class={`choice option ${chosen ? 'chosen' : ''} ${full && !chosen ? 'barred' : ''}`}>
            <span class="option-number" aria-hidden="true">{at + 1}</span>
            <span class="choice-word">{option.text}</span>
            <input type={one ? 'radio' : 'checkbox'} name={`poll-${poll.id}`} checked={chosen} disabled={full && !chosen} onChange={() => toggle(option.id)} />
          </label>
        );
      })}
      {one && method.least === 0 && <Button look="quiet" class="none-of-them" disabled={marks.length === 0} onClick={() => onChange([])}>{t('kind.clear')}</Button>}
    </>
  );
}

/** 1 to 9 choose. */
function useDigits(active: boolean, ids: readonly number[], choose: (id: number) => void): void {
  const latest = useRef(choose);
  latest.current = choose;
  useLayoutEffect(() => {
    if (!active) return;
    const key = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys.peek()) return;
      const id = ids[Number(event.key) - 1];
      if (id !== undefined) latest.current(id);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [active]);
}
