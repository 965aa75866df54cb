/** The questions of a draft: text and rule each; open ones only, for opinions in writing are named and signed. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { useAct } from '../net/act';
import { items, motions, type Motion } from '../store/select';
import { ownRules, ruleName, ruleNeeds, shippedRules } from '../secretary/prepare/packs';
import { Field } from '../secretary/prepare/frame';
import { choiceWord } from '../ui/rule';
import { ActButton, ActReason, Button } from '../ui/button';
import { Sheet } from '../ui/sheet';

const FIRST = 'ubnd-written';

export function Questions() {
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const act = useAct();
  const motion = typeof open === 'number' ? motions.value.find((one) => one.id === open) : undefined;
  return (
    <section class="wr-part">
      <div class="wr-part-head"><h2>{t('written.questions')}</h2><Button icon="plus" disabled={items.value.length === 0} onClick={() => setOpen('new')}>{t('written.question.add')}</Button></div>
      {motions.value.length === 0 && <p class="second">{t('written.questions.none')}</p>}
      <ol class="wr-questions">
        {motions.value.map((one, at) => (
          <li key={one.id}>
            <span class="wr-words"><strong>{at + 1}. {kept(one.text)}</strong><span class="second">{ruleName(one.rule)} · {one.rule.choices.map((choice) => choiceWord(one.rule, choice)).join(', ')}</span></span>
            <Button size="small" icon="edit" label={t('written.question.edit', { n: at + 1 })} onClick={() => setOpen(one.id)} />
            <Button size="small" look="quiet" icon="trash" label={t('written.question.remove', { n: at + 1 })} onClick={() => void act.send('voting.remove_motion', { motion: one.id })} />
          </li>
        ))}
      </ol>
      <ActReason act={act} />
      {(open === 'new' || motion) && <QuestionSheet motion={motion} onClose={() => setOpen(null)} />}
    </section>
  );
}

function QuestionSheet({ motion, onClose }: { motion?: Motion | undefined; onClose: () => void }) {
  const [text, setText] = useState(motion?.text ?? '');
  const [rule, setRule] = useState(motion?.rule.code ?? motions.peek().at(-1)?.rule.code ?? FIRST);
  const act = useAct();
  const rules = [...ownRules.value, ...shippedRules.value].filter((one) => one.named).sort((a, b) => Number(b.code.endsWith('-written')) - Number(a.code.endsWith('-written')));
  const chosen = rules.find((one) => one.code === rule) ?? motion?.rule;
  const ready = text.trim() !== '';
  const send = async (): Promise<void> => {
    if (!ready) return;
    const what = { text: text.trim(), rule };
    const sent = motion ? await act.send('voting.edit_motion', { motion: motion.id, ...what }) : await act.send('voting.add_motion', { item: items.peek()[0]!.id, ...what });
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  return (
    <Sheet open title={t(motion ? 'written.question.change' : 'written.question.add')} from="middle" class="prep-sheet wide" onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Field label={t('written.question')}><textarea rows={4} maxLength={2000} value={text} data-focus="" onInput={(event) => setText(event.currentTarget.value)} /></Field>
        <Field label={t('written.rule')}>
          <select value={rule} onChange={(event) => setRule(event.currentTarget.value)}>{rules.map((one) => <option key={one.code} value={one.code}>{ruleName(one)}</option>)}</select>
        </Field>
        {chosen && <p class="second wr-rule">{ruleNeeds(chosen)}. {chosen.choices.map((choice) => choiceWord(chosen, choice)).join(', ')}.<br />{chosen.citation}</p>}
        <div class="confirm-acts">
          <Button size="big" onClick={onClose}>{t('ui.cancel')}</Button>
          <ActButton act={act} look="main" size="big" disabled={!ready} onClick={() => void send()}>{t('written.question.save')}</ActButton>
        </div>
      </form>
    </Sheet>
  );
}
