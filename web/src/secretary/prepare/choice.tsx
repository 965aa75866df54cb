/** A few options-list below each other, each with a line that says what it is. One is always chosen. */
export interface Option { value: string; word: string; under?: string }

export function Choice({ name, label, value, options, onChoose }: { name: string; label: string; value: string; options: Option[]; onChoose: (value: string) => void }) {
  return (
    <div class="options-list" role="radiogroup" aria-label={label}>
      {options.map((one) => (
        <label key={one.value} class="option-line">
          <input type="radio" name={name} checked={one.value === value} onChange={() => onChoose(one.value)} />
          <span><span class="option-word">{one.word}</span>{one.under && <span class="option-under">{one.under}</span>}</span>
        </label>
      ))}
    </div>
  );
}
