/** The fields of a rule pack, in plain words and in the order in which a vote goes: who, how, what is needed, what is told. */
import { t } from '../../i18n';
import type { Rule } from '../../protocol';
import { Choice } from '../prepare/choice';
import { Field } from '../prepare/frame';
import { asksShare, CHOICES, secretly, type RuleDraft } from './draft';

export interface Part { draft: RuleDraft; onChange: (draft: RuleDraft) => void }

type Changes = (change: Partial<RuleDraft>) => void;
const setter = ({ draft, onChange }: Part): Changes => (change) => onChange({ ...draft, ...change });

const BASES: readonly Rule['base'][] = ['members', 'entitled', 'present', 'cast', 'valid', 'yes_no'];
const MAJORITIES: readonly Rule['majority'][] = ['more', 'at_least', 'relative', 'plurality', 'none'];

export function Names(part: Part) {
  const { draft } = part;
  const set = setter(part);
  return (
    <section class="rule-part">
      <Field label={t('rule-field.vi')} wide><input value={draft.vi} maxLength={200} data-focus="" onInput={(event) => set({ vi: event.currentTarget.value })} /></Field>
      <Field label={t('rule-field.en')} wide><input value={draft.en} maxLength={200} lang="en" onInput={(event) => set({ en: event.currentTarget.value })} /></Field>
      <Field label={t('rule-field.citation')} hint={t('rule-field.citation.hint')} wide><input value={draft.citation} maxLength={500} onInput={(event) => set({ citation: event.currentTarget.value })} /></Field>
    </section>
  );
}

/** Open or secret; who votes; what is on the ballot. */
export function Ballots(part: Part) {
  const { draft, onChange } = part;
  const set = setter(part);
  return (
    <section class="rule-part">
      <h3>{t('rule-part.ballots')}</h3>
      <Choice name="named" label={t('rule-field.named')} value={draft.named ? 'open' : 'secret'} onChoose={(value) => onChange(secretly(draft, value === 'open'))}
        options={[{ value: 'open', word: t('vote.open-ballot'), under: t('rule-field.open.means') }, { value: 'secret', word: t('vote.secret'), under: t('rule-field.secret.means') }]} />
      <fieldset class="form-field">
        <legend class="field-label">{t('rule-field.choices')}</legend>
        {CHOICES.filter((one) => draft.named || one !== 'other').map((one) => <ChoiceLine key={one} part={part} choice={one} />)}
      </fieldset>
      <Check on={draft.changeable} word={t('rule-field.changeable')} onChange={(changeable) => set({ changeable })} />
      <Check on={draft.substitutes} word={t('rule-field.substitutes')} onChange={(substitutes) => set({ substitutes })} />
      {draft.named && <Check on={draft.silence === 'yes'} word={t('rule-field.silence')} onChange={(on) => set({ silence: on ? 'yes' : 'none' })} />}
      <Field label={t('rule-field.proxies')} hint={t('rule-field.proxies.hint')}><input inputMode="numeric" maxLength={2} value={draft.proxies} onInput={(event) => set({ proxies: event.currentTarget.value })} /></Field>
    </section>
  );
}

/** On the ballot or not, and the body's own word for it. For and against are always there. */
function ChoiceLine({ part, choice }: { part: Part; choice: Rule['choices'][number] }) {
  const { draft } = part;
  const set = setter(part);
  const on = draft.choices.includes(choice);
  const label = draft.labels[choice] ?? { vi: '', en: '' };
  const word = (change: Partial<typeof label>): void => set({ labels: { ...draft.labels, [choice]: { ...label, ...change } } });
  return (
    <div class="choice-line">
      <label class="check-line">
        <input type="checkbox" checked={on} disabled={choice === 'yes' || choice === 'no'} onChange={(event) => set({ choices: event.currentTarget.checked ? [...draft.choices, choice] : draft.choices.filter((one) => one !== choice) })} />
        <span>{t(`choice.${choice}`)}</span>
      </label>
      {on && <input value={label.vi} maxLength={60} placeholder={t('rule-field.label.vi')} aria-label={`${t(`choice.${choice}`)}: ${t('rule-field.label.vi')}`} onInput={(event) => word({ vi: event.currentTarget.value })} />}
      {on && <input value={label.en} maxLength={60} lang="en" placeholder={t('rule-field.label.en')} aria-label={`${t(`choice.${choice}`)}: ${t('rule-field.label.en')}`} onInput={(event) => word({ en: event.currentTarget.value })} />}
    </div>
  );
}

const Check = ({ on, word, onChange }: { on: boolean; word: string; onChange: (on: boolean) => void }) => (
  <label class="check-line"><input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} /><span>{word}</span></label>
);

/** What carries: the majority, of what, and what a tie means; the quorum. */
export function Carries(part: Part) {
  const { draft } = part;
  const set = setter(part);
  return (
    <section class="rule-part">
      <h3>{t('rule-part.carries')}</h3>
      <Choice name="majority" label={t('rule-field.majority')} value={draft.majority} onChoose={(value) => set({ majority: value as Rule['majority'] })}
        options={MAJORITIES.map((one) => ({ value: one, word: t(`rule-majority.${one}`), under: t(`rule-majority.${one}.means`) }))} />
      {asksShare(draft) && (
        <div class="share-fields">
          <Field label={t('rule-field.share')}><Fraction p={draft.p} q={draft.q} label={t('rule-field.share')} onChange={(p, q) => set({ p, q })} /></Field>
          <Field label={t('rule-field.base')}>
            <select value={draft.base} onChange={(event) => set({ base: event.currentTarget.value as Rule['base'] })}>{BASES.map((one) => <option key={one} value={one}>{t(`rule-base.${one}`)}</option>)}</select>
          </Field>
        </div>
      )}
      {draft.majority !== 'none' && (
        <Field label={t('rule-field.tie')}>
          <select value={draft.tie} onChange={(event) => set({ tie: event.currentTarget.value as Rule['tie'] })}>
            {(['not_carried', 'chair_decides', 'chair_casts'] as const).filter((one) => draft.named || one !== 'chair_decides').map((one) => <option key={one} value={one}>{t(`rule-tie.${one}.choice`)}</option>)}
          </select>
        </Field>
      )}
      <Field label={t('rule-field.quorum')}>
        <select value={draft.quorum} onChange={(event) => set({ quorum: event.currentTarget.value as RuleDraft['quorum'] })}>
          {(['meeting', 'share', 'none'] as const).map((one) => <option key={one} value={one}>{t(`rule-quorum.${one}`)}</option>)}
        </select>
      </Field>
      {draft.quorum === 'share' && <Field label={t('rule-field.quorum.share')}><Fraction p={draft.quorumP} q={draft.quorumQ} label={t('rule-field.quorum.share')} onChange={(quorumP, quorumQ) => set({ quorumP, quorumQ })} /></Field>}
    </section>
  );
}

function Fraction({ p, q, label, onChange }: { p: string; q: string; label: string; onChange: (p: string, q: string) => void }) {
  return (
    <span class="fraction">
      <input inputMode="numeric" maxLength={4} value={p} aria-label={`${label}: ${t('rule-field.p')}`} onInput={(event) => onChange(event.currentTarget.value, q)} />
      <span aria-hidden="true">/</span>
      <input inputMode="numeric" maxLength={4} value={q} aria-label={`${label}: ${t('rule-field.q')}`} onInput={(event) => onChange(p, event.currentTarget.value)} />
    </span>
  );
}

/** What is shown while it is open, and what is published afterwards. */
export function Told(part: Part) {
  const { draft } = part;
  const set = setter(part);
  return (
    <section class="rule-part">
      <h3>{t('rule-part.told')}</h3>
      <Field label={t('rule-field.shown')}>
        <select value={draft.shown} onChange={(event) => set({ shown: event.currentTarget.value as Rule['shown'] })}>
          {(['voted', 'nothing', 'figures'] as const).filter((one) => draft.named || one !== 'figures').map((one) => <option key={one} value={one}>{t(`rule-shown.${one}`)}</option>)}
        </select>
      </Field>
      <Field label={t('rule-field.published')}>
        <select value={draft.published} onChange={(event) => set({ published: event.currentTarget.value as Rule['published'] })}>
          {(['ballots', 'totals', 'verdict'] as const).filter((one) => draft.named || one !== 'ballots').map((one) => <option key={one} value={one}>{t(`rule-published.${one}`)}</option>)}
        </select>
      </Field>
    </section>
  );
}
