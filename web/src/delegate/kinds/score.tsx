/** Points for every option: a stepper from 0 to the most, or typed. */
import { t } from '../../i18n';
import { IconButton } from '../../ui/button';
import type { RowsProps } from './index';
import { withValue } from './marks';

export function ScoreRows({ poll, marks, onChange }: RowsProps) {
  const { options, top } = poll.method;
  return (
    <>
      {options.map(({ id, text }, at) => {
        const points = marks[at] ?? 0;
        const set = (value: number): void => onChange(withValue(marks, at, Math.max(0, Math.min(top, Math.round(value) || 0))));
        return (
          <div key={id} class={`choice score-row ${points > 0 ? 'chosen' : ''}`}>
            <label class="choice-word" for={`score-${poll.id}-${id}`}>{text}</label>
            <span class="stepper">
              <IconButton icon="minus" label={t('kind.score.less', { name: text })} class={points === 0 ? 'spent' : ''} onClick={() => set(points - 1)} />
              <input id={`score-${poll.id}-${id}`} class="points" type="number" inputMode="numeric" min={0} max={top} value={points} onInput={(e) => set(e.currentTarget.valueAsNumber)} />
              <span class="points-of">/{top}</span>
              <IconButton icon="plus" label={t('kind.score.more', { name: text })} class={points === top ? 'spent' : ''} onClick={() => set(points + 1)} />
            </span>
          </div>
        );
      })}
    </>
  );
}
