/**
 * An order of preference: a tap gives the next rank, a second tap takes it away; arrows move one place. The rows stand
 * still, only their numbers change: nothing moves under the finger.
 */
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n';
import { IconButton } from '../../ui/button';
import { say } from '../../ui/live';
import type { RowsProps } from './index';
import { moved, toggled } from './marks';

export function RankedRows({ poll, marks, onChange }: RowsProps) {
  const { method } = poll;
  useEffect(() => () => say(''), []); // what was said of a secret ballot does not stay on the page either
  const tap = (id: number, name: string): void => {
    const next = toggled({ ...method, most: Math.max(2, method.most) }, marks, id).slice(0, method.most);
    say(next.includes(id) ? t('kind.ranked.moved', { name, rank: next.indexOf(id) + 1 }) : t('kind.ranked.removed', { name }));
    onChange(next);
  };
  const move = (id: number, name: string, by: -1 | 1): void => {
    const next = moved(marks, id, by);
    if (next === marks) return;
    say(t('kind.ranked.moved', { name, rank: next.indexOf(id) + 1 }));
    onChange(next);
  };
  return (
    <ul class="ranks">
      {method.options.map(({ id, text }) => {
        const rank = marks.indexOf(id) + 1;
        const barred = rank === 0 && marks.length >= method.most;
        const tapping = rank ? t('kind.ranked.remove') : t('kind.ranked.add', { rank: marks.length + 1 });
        return (
          <li key={id} class={`choice rank-row ${rank ? 'chosen' : ''} ${barred ? 'barred' : ''}`}>
            <button type="button" class="rank-tap" aria-pressed={rank > 0} disabled={barred} onClick={() => tap(id, text)}
              onKeyDown={(event) => {
                if (!rank || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                event.preventDefault();
                move(id, text, event.key === 'ArrowUp' ? -1 : 1);
              }}>
              <span class="rank-figure">{rank || ''}</span><span class="choice-word">{text}<span class="unseen">: {tapping}</span></span>
            </button>
            <span class={`rank-moves ${rank ? '' : 'hidden'}`}>
              <IconButton icon="up" label={t('kind.ranked.up', { name: text, rank: rank - 1 })} class={rank < 2 ? 'spent' : ''} onClick={() => move(id, text, -1)} />
              <IconButton icon="down" label={t('kind.ranked.down', { name: text, rank: rank + 1 })} class={rank === marks.length ? 'spent' : ''} onClick={() => move(id, text, 1)} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
