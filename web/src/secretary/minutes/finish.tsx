/** The one filled button of the minutes, through their life: finalise, sign, the filed document. */
import { useMemo, useState } from 'preact/hooks';
import { ReasonSheet } from '../../chair/reason';
import { SignSheet } from '../../chair/sign';
import { go, path } from '../../app/router';
import { t, tn, tRefusal } from '../../i18n';
import { isRefused, post, type Refused } from '../../net/http';
import { newId } from '../../net/ids';
import { me, meeting, record } from '../../store/select';
import { plain } from '../../ui/bits';
import { Button, LinkButton } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { facts } from './facts';
import { hasConclusion, wantsConclusion } from './parts';
import { saveAll, unsaved } from './prose';

type Open = 'finalise' | 'withdraw' | 'sign' | null;

export function Finish() {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <Act onOpen={setOpen} />
      {open === 'finalise' && <Finalise onClose={close} />}
      {open === 'sign' && <SignSheet onClose={close} />}
      {open === 'withdraw' && (
        <ReasonSheet title={t('minutes.withdraw.ask', { notation: record.value?.notation ?? '' })} body={t('minutes.withdraw.means')} label={t('minutes.withdraw.reason')} verb={t('minutes.withdraw')} onClose={close}
          onSend={(act, reason) => act.send('meeting.withdraw_final', { reason })} />
      )}
    </>
  );
}

function Act({ onOpen }: { onOpen: (open: Open) => void }) {
  const now = record.value;
  const mine = me.value;
  const signed = now?.signatures.length ?? 0;
  if (now?.document) return <Filed document={now.document} />;
  if (!now || now.state === 'draft') return mine?.secretary && meeting.value?.phase === 'closed' ? <Button look="main" onClick={() => onOpen('finalise')}>{t('minutes.finalise')}</Button> : null;
  const turn = (signed === 0 && mine?.secretary) || (signed === 1 && mine?.chair);
  return (
    <>
      {signed === 0 && mine?.secretary && <Button onClick={() => onOpen('withdraw')}>{t('minutes.withdraw')}</Button>}
      {turn && <Button look="main" icon="sign" onClick={() => onOpen('sign')}>{t('minutes.sign')}</Button>}
    </>
  );
}

function Filed({ document }: { document: string }) {
  const to = path.document(document);
  return <LinkButton look="main" icon="archive" href={to} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(to); } }}>{t('minutes.document')}</LinkButton>;
}

/** Takes the number and freezes the text. The same wish keeps its id, so pressing again after a lost answer takes no second number. */
function Finalise({ onClose }: { onClose: () => void }) {
  const [state, setState] = useState<'idle' | 'sending' | Refused>('idle');
  const id = useMemo(newId, []);
  const missing = (facts.value?.sections ?? []).filter((one) => wantsConclusion(one) && !hasConclusion(one));
  const send = async (): Promise<void> => {
    setState('sending');
    await saveAll();
    if (unsaved()) return setState({ ok: false, code: 'record.unsaved', args: {} });
    const answer = await post(`/m/${meeting.value!.id}/finalise`, { id });
    if (answer.ok) onClose();
    else setState(answer);
  };
  return (
    <Sheet open title={t('minutes.finalise.ask')} from="middle" class="confirm" onClose={onClose}>
      <div class="confirm-body">
        <p>{t('minutes.finalise.means')}</p>
        {missing.length > 0 && <p class="mn-missing"><b>{tn('minutes.missing', missing.length, { items: missing.map((one) => one.number).join(', ') })}</b></p>}
      </div>
      <div class="confirm-acts">
        <Button size="big" data-focus="" onClick={onClose}>{t('minutes.finalise.later')}</Button>
        <Button look="main" size="big" busy={state === 'sending'} disabled={state === 'sending'} onClick={() => void send()}>{t('minutes.finalise')}</Button>
      </div>
      {isRefused(state) && <p class="reason" role="alert">{state.code === 'record.unsaved' ? t('minutes.finalise.unsaved') : tRefusal(state.code, state.args)}</p>}
    </Sheet>
  );
}
