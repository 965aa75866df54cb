/** The rule that decides a motion: the chosen one in full; the others unfold. The unit's own stand before those that are shipped. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { day } from '../../i18n/format';
import type { Rule } from '../../protocol';
import { Badge } from '../../ui/bits';
import { Button } from '../../ui/button';
import { unfit, type Kind } from './method';
import { ownRules, ruleByCode, ruleMore, ruleName, ruleNeeds, shippedRules } from './packs';

export function RuleChoice({ value, kind, kept, onChoose }: { value: string; kind: Kind; kept?: Rule | undefined; onChoose: (code: string) => void }) {
  const [open, setOpen] = useState(false);
  const chosen = ruleByCode(value) ?? (kept?.code === value ? kept : undefined);
  return (
    <fieldset class="form-field rule-choice">
      <legend class="field-label">{t('motions.rule')}</legend>
      {!open && chosen && (
        <div class="rule-chosen">
          <RuleWords rule={chosen} />
          <Button size="small" onClick={() => setOpen(true)}>{t('motions.rule.other')}</Button>
        </div>
      )}
      {!open && !chosen && <p class="second">{t('motions.rule.loading')}</p>}
      {open && (
        <>
          <Group name={t('rules.own')} rules={ownRules.value} value={value} kind={kind} onChoose={onChoose} />
          <Group name={t('rules.shipped')} rules={shippedRules.value} value={value} kind={kind} onChoose={onChoose} />
          <a class="rule-link" href="/rules" target="_blank" rel="noopener">{t('rules.manage')}</a>
        </>
      )}
    </fieldset>
  );
}

function Group({ name, rules, value, kind, onChoose }: { name: string; rules: readonly Rule[]; value: string; kind: Kind; onChoose: (code: string) => void }) {
  if (rules.length === 0) return null;
  return (
    <div class="options-list" role="radiogroup" aria-label={name}>
      <p class="rule-group">{name}</p>
      {rules.map((one) => (
        <label key={one.code} class="option-line">
          <input type="radio" name="rule" checked={one.code === value} disabled={unfit(one, kind)} onChange={() => onChoose(one.code)} />
          <RuleWords rule={one} />
        </label>
      ))}
    </div>
  );
}

/** Name, open or secret, what it means in a line, citation and day. */
export function RuleWords({ rule }: { rule: Rule }) {
  return (
    <span class="rule-words">
      <span class="option-word">{ruleName(rule)} {rule.named ? <Badge tone="quiet" icon="eye">{t('vote.open-ballot.short')}</Badge> : <Badge tone="soft" icon="lock">{t('vote.secret')}</Badge>}</span>
      <span class="option-under">{[ruleNeeds(rule), ...ruleMore(rule)].join('. ')}.</span>
      <span class="option-under rule-cite">{rule.citation}{rule.since && ` · ${t('rules.since', { day: day(rule.since) })}`}{rule.version > 1 && ` · ${t('rules.version', { n: rule.version })}`}</span>
    </span>
  );
}
