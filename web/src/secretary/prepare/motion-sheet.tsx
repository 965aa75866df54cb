/** A motion: its question, what kind of vote it is, and the rule that decides it. A new one begins with the title of its item. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { useAct } from '../../net/act';
import { motions, type Item, type Motion } from '../../store/select';
import { ActButton, Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { Field } from './frame';
import { asCommand, draftOf, isElection, lackOf, unfit, type MethodDraft } from './method';
import { MethodFields } from './method-fields';
import { ruleByCode } from './packs';
import { RuleChoice } from './rule-choice';

const FIRST = 'ubnd-session';
const FOR_ELECTIONS = 'secret-election';

/** What most motions of this meeting so far go by. */
const usual = (): string => motions.peek().filter((one) => !isElection(one.method.kind)).at(-1)?.rule.code ?? FIRST;

export function MotionSheet({ item, motion, onClose }: { item?: Item; motion?: Motion; onClose: () => void }) {
  const [text, setText] = useState(motion?.text ?? item?.title ?? '');
  const [rule, setRule] = useState(motion?.rule.code ?? usual);
  const [touched, setTouched] = useState(motion !== undefined);
  const [draft, setDraft] = useState<MethodDraft>(() => draftOf(motion?.method));
  const act = useAct();
  const pack = ruleByCode(rule) ?? motion?.rule;
  const bad = pack && unfit(pack, draft.kind) ? t('motions.unfit') : null;
  const ready = text.trim() !== '' && lackOf(draft) === null && bad === null;
  const setMethod = (next: MethodDraft): void => {
    act.reset();
    setDraft(next);
    if (!touched && next.kind !== draft.kind) setRule(isElection(next.kind) ? FOR_ELECTIONS : usual());
  };
  const send = async (): Promise<void> => {
    if (!ready) return;
    const what = { text: text.trim(), rule, method: asCommand(draft) ?? null };
    const sent = motion ? await act.send('voting.edit_motion', { motion: motion.id, ...what }) : await act.send('voting.add_motion', { item: item!.id, ...what });
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  return (
    <Sheet open title={motion ? t('motions.edit.title') : t('motions.new', { number: item!.number })} from="middle" class="prep-sheet wide" onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Field label={t('motions.text')} hint={t('motions.text.hint')}>
          <textarea rows={4} maxLength={2000} value={text} data-focus="" onInput={(event) => setText(event.currentTarget.value)} />
        </Field>
        <MethodFields draft={draft} onChange={setMethod} />
        <RuleChoice value={rule} kind={draft.kind} kept={motion?.rule} onChoose={(code) => { act.reset(); setTouched(true); setRule(code); }} />
        {bad && <p class="reason">{bad}</p>}
        <div class="confirm-acts">
          <Button size="big" onClick={onClose}>{t('ui.cancel')}</Button>
          <ActButton act={act} look="main" size="big" disabled={!ready} onClick={() => void send()}>{t(motion ? 'motions.save' : 'motions.do')}</ActButton>
        </div>
      </form>
    </Sheet>
  );
}
