/** Editing a rule pack: saved as the next version, dated today; versions that motions already use stay as they are. */
import { useState } from 'preact/hooks';
import { t, tRefusal } from '../../i18n';
import { isRefused, post, type Refused } from '../../net/http';
import type { Rule } from '../../protocol';
import { Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toast';
import { loadPacks, ruleMore, ruleNeeds } from '../prepare/packs';
import { codeOf, lackOf, ruleOf, type RuleDraft } from './draft';
import { Ballots, Carries, Names, Told } from './fields';

/** `taken`: codes that a new pack may not have; null: the next version of the pack that has this code. */
export function RuleEditor({ first, taken, onClose }: { first: RuleDraft; taken: ReadonlySet<string> | null; onClose: () => void }) {
  const [draft, setDraft] = useState(first);
  const [state, setState] = useState<'idle' | 'sending' | Refused>('idle');
  const lack = lackOf(draft);
  const change = (next: RuleDraft): void => { setState('idle'); setDraft(next); };
  const save = async (): Promise<void> => {
    if (lack || state === 'sending') return;
    setState('sending');
    const code = taken ? codeOf(draft.vi, taken) : draft.code;
    const answer = await post<{ rule: Rule }>('/api/v1/rules', { rule: ruleOf({ ...draft, code }) });
    if (!answer.ok) return setState(answer);
    await loadPacks(true);
    toast(t('rules.saved', { name: draft.vi.trim(), n: answer.rule.version }), { icon: 'check' });
    onClose();
  };
  return (
    <Sheet open title={t(taken ? 'rules.copy.title' : 'rules.edit.title')} from="side" class="prep-sheet wide rule-editor" onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Names draft={draft} onChange={change} />
        <Ballots draft={draft} onChange={change} />
        <Carries draft={draft} onChange={change} />
        <Told draft={draft} onChange={change} />
        <p class="rule-says" role="status">{lack ? t(`rules.lack.${lack}`) : `${[ruleNeeds(ruleOf(draft)), ...ruleMore(ruleOf(draft))].join('. ')}.`}</p>
        <p class="second">{t(taken ? 'rules.copy.means' : 'rules.edit.means')}</p>
        {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
        <div class="confirm-acts">
          <Button size="big" onClick={onClose}>{t('ui.cancel')}</Button>
          <Button size="big" look="main" busy={state === 'sending'} disabled={lack !== null || state === 'sending'} onClick={() => void save()}>{t('rules.save')}</Button>
        </div>
      </form>
    </Sheet>
  );
}
