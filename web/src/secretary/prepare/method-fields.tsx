/** What kind of vote it is, its options or candidates, and how many may be marked and win. */
import { useRef, useState } from 'preact/hooks';
import { t, tn } from '../../i18n';
import { Button, IconButton } from '../../ui/button';
import { fillWords } from '../../ui/kinds';
import { Choice } from './choice';
import { Field } from './frame';
import { inKind, isElection, KINDS, lackOf, linesOf, marksSome, methodOf, moved, namesOf, usualMost, type Kind, type MethodDraft } from './method';

interface Part { draft: MethodDraft; onChange: (draft: MethodDraft) => void }

export function MethodFields({ draft, onChange }: Part) {
  return (
    <>
      <fieldset class="form-field">
        <legend class="field-label">{t('mth.kind')}</legend>
        <Choice name="kind" label={t('mth.kind')} value={draft.kind} onChoose={(kind) => onChange(inKind(draft, kind as Kind))}
          options={KINDS.map((kind) => ({ value: kind, word: t(`ballot-kind.${kind}`), under: t(`ballot-kind.${kind}.means`) }))} />
      </fieldset>
      {draft.kind !== 'question' && <Options draft={draft} onChange={onChange} />}
      {draft.kind !== 'question' && <Limits draft={draft} onChange={onChange} />}
    </>
  );
}

/** The list: add, edit, move by buttons, take away; or paste it, one a line. */
function Options({ draft, onChange }: Part) {
  const [pasting, setPasting] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const set = (options: readonly string[]): void => onChange({ ...draft, options });
  const word = isElection(draft.kind) ? 'candidate' : 'option';
  const focus = (at: number): void => { setTimeout(() => list.current?.querySelectorAll('input')[at]?.focus()); };
  const add = (): void => { set([...draft.options, '']); focus(draft.options.length); };
  const keys = (event: KeyboardEvent, at: number): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (at === draft.options.length - 1) add(); else focus(at + 1);
  };
  return (
    <fieldset class="form-field option-editor">
      <legend class="field-label">{tn(`mth.${word}s`, namesOf(draft).length)}</legend>
      <ol ref={list}>
        {draft.options.map((text, at) => (
          <li key={at}>
            <span class="option-place">{at + 1}</span>
            <input value={text} maxLength={500} aria-label={t(`mth.${word}`, { n: at + 1 })} onKeyDown={(event) => keys(event, at)}
              onInput={(event) => set(draft.options.map((one, i) => (i === at ? event.currentTarget.value : one)))} />
            <span class="option-moves">
              <IconButton icon="up" size="small" label={t('mth.up', { n: at + 1 })} disabled={at === 0} onClick={() => set(moved(draft.options, at, -1))} />
              <IconButton icon="down" size="small" label={t('mth.down', { n: at + 1 })} disabled={at === draft.options.length - 1} onClick={() => set(moved(draft.options, at, 1))} />
              <IconButton icon="trash" size="small" label={t('mth.remove', { n: at + 1 })} disabled={draft.options.length <= 1} onClick={() => set(draft.options.filter((_, i) => i !== at))} />
            </span>
          </li>
        ))}
      </ol>
      <div class="option-acts">
        <Button size="small" icon="plus" onClick={add}>{t(`mth.add.${word}`)}</Button>
        <Button size="small" look="quiet" icon="list" pressed={pasting} onClick={() => setPasting(!pasting)}>{t('mth.paste')}</Button>
      </div>
      {pasting && <Paste onTake={(lines) => { setPasting(false); set([...namesOf(draft), ...lines]); }} />}
    </fieldset>
  );
}

function Paste({ onTake }: { onTake: (lines: string[]) => void }) {
  const [text, setText] = useState('');
  const lines = linesOf(text);
  return (
    <div class="option-paste">
      <Field label={t('mth.paste.label')}><textarea rows={5} value={text} onInput={(event) => setText(event.currentTarget.value)} /></Field>
      <Button size="small" disabled={lines.length === 0} onClick={() => onTake(lines)}>{tn('mth.paste.take', lines.length)}</Button>
    </div>
  );
}

function Limits({ draft, onChange }: Part) {
  const set = (change: Partial<MethodDraft>): void => onChange({ ...draft, ...change });
  const { kind } = draft;
  const names = namesOf(draft).length;
  const lack = lackOf(draft);
  const num = (label: string, value: string, key: 'least' | 'most' | 'seats' | 'top', hint?: string) => (
    <Field label={label}><input inputMode="numeric" maxLength={3} value={value} placeholder={hint} onInput={(event) => set({ [key]: event.currentTarget.value })} /></Field>
  );
  return (
    <>
      <div class="limit-fields">
        {num(t(isElection(kind) ? 'mth.seats' : 'mth.wins'), draft.seats, 'seats', kind === 'each' ? String(names) : undefined)}
        {marksSome(kind) && num(t(kind === 'ranked' ? 'mth.most.ranked' : 'mth.most'), draft.most, 'most', String(usualMost(kind, names, Number(draft.seats) || 1)))}
        {marksSome(kind) && !draft.blank && num(t('mth.least'), draft.least, 'least')}
        {kind === 'score' && num(t('mth.top'), draft.top, 'top')}
      </div>
      <label class="check-line">
        <input type="checkbox" checked={draft.blank} onChange={(event) => set({ blank: event.currentTarget.checked })} />
        <span>{t('mth.blank')}<small>{t('mth.blank.means')}</small></span>
      </label>
      {lack && <p class="field-hint lack" role="status">{t(`mth.lack.${lack}`, { n: names, top: 100 })}</p>}
      {!lack && <p class="frame-says" role="status">{saysOf(draft)}</p>}
    </>
  );
}

/** "3 người, bầu 2. Chọn tối đa 2 trong 3 người." */
function saysOf(draft: MethodDraft): string {
  const method = methodOf(draft);
  const counts = t(isElection(draft.kind) ? 'motions.elects' : 'motions.chooses', { n: method.options.length, seats: method.seats });
  return `${counts}. ${fillWords(method)}`;
}
