/** A motion: its question, ready to be put, and the rule that decides it. A new one begins with the title of its item. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { useAct } from '../../net/act';
import type { Item, Motion } from '../../store/select';
import { ActButton, Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { Choice } from './choice';
import { Field } from './frame';
import { packs, ruleName, ruleNeeds } from './packs';

const FIRST = 'ubnd-session';

export function MotionSheet({ item, motion, onClose }: { item?: Item; motion?: Motion; onClose: () => void }) {
  const [text, setText] = useState(motion?.text ?? item?.title ?? '');
  const [rule, setRule] = useState(motion?.rule.code ?? FIRST);
  const act = useAct();
  const send = async (): Promise<void> => {
    if (!text.trim()) return;
    const sent = motion ? await act.send('voting.edit_motion', { motion: motion.id, text: text.trim(), rule }) : await act.send('voting.add_motion', { item: item!.id, text: text.trim(), rule });
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  const options = (packs.value?.rules ?? []).map((one) => ({ value: one.code, word: ruleName(one), under: `${ruleNeeds(one)}. ${one.citation}` }));
  return (
    <Sheet open title={motion ? t('motions.edit.title') : t('motions.new', { number: item!.number })} from="middle" class="prep-sheet wide" onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Field label={t('motions.text')} hint={t('motions.text.hint')}>
          <textarea rows={4} maxLength={2000} value={text} data-focus="" onInput={(event) => setText(event.currentTarget.value)} />
        </Field>
        <fieldset class="form-field">
          <legend class="field-label">{t('motions.rule')}</legend>
          <Choice name="rule" label={t('motions.rule')} value={rule} options={options} onChoose={setRule} />
        </fieldset>
        <div class="confirm-acts">
          <Button size="big" onClick={onClose}>{t('ui.cancel')}</Button>
          <ActButton act={act} look="main" size="big" disabled={!text.trim()} onClick={() => void send()}>{t(motion ? 'motions.save' : 'motions.do')}</ActButton>
        </div>
      </form>
    </Sheet>
  );
}
