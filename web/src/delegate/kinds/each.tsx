/** Yes, no or no opinion for every candidate: a row each. */
import { t } from '../../i18n';
import type { PollFrame } from '../../store/select';
import { Icon } from '../../ui/icons';
import { choiceWord } from '../../ui/rule';
import type { RowsProps } from './index';
import { withValue } from './marks';

const SIDES = [{ value: 1, word: 'yes', icon: 'check' }, { value: 0, word: 'no', icon: 'cross' }, { value: -1, word: 'abstain', icon: 'dash' }] as const;

const sideWord = (poll: PollFrame, side: 'yes' | 'no' | 'abstain'): string => (poll.rule.labels.some((one) => one.choice === side) ? choiceWord(poll.rule, side) : t(`kind.each.${side}`));

export function EachRows({ poll, marks, onChange }: RowsProps) {
  return (
    <>
      {poll.method.options.map((option, at) => (
        <div key={option.id} class="each-row" role="radiogroup" aria-label={t('kind.each.for', { name: option.text })}>
          <span class="option-number" aria-hidden="true">{at + 1}</span>
          <span class="choice-word" aria-hidden="true">{option.text}</span>
          <div class="sides">
            {SIDES.map(({ value, word, icon }) => (
              <label key={word} class={`side ${word} ${marks[at] === value ? 'chosen' : ''}`}>
                <input type="radio" name={`poll-${poll.id}-${option.id}`} checked={marks[at] === value} onChange={() => onChange(withValue(marks, at, value))} />
                <Icon name={icon} size={22} /><span>{sideWord(poll, word)}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
    </>
  );
}
