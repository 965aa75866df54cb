/** Two rare wishes before a vote: that a motion be voted on on its own, and to take no part. Loaded when first wanted. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { busy, useAct } from '../net/act';
import { item, me, motion } from '../store/select';
import { ActReason, Button } from '../ui/button';
import { Sheet } from '../ui/sheet';
import { recusing, taking } from './apart-state';

export default function Apart() {
  return <>{taking.value !== null && <TakeOut motion={taking.value} />}{recusing.value !== null && <Recuse item={recusing.value} />}</>;
}

function TakeOut({ motion: id }: { motion: number }) {
  const act = useAct();
  const close = (): void => { taking.value = null; };
  const go = (): void => void act.send('voting.take_out', { motion: id }).then((done) => { if (done !== 'unsent' && done.ok) close(); });
  return (
    <Sheet open title={t('motion.take-out.ask')} onClose={close} from="middle" class="confirm">
      <div class="confirm-body"><p><b>{kept(motion(id)?.text ?? '')}</b></p><p>{t('motion.take-out.body')}</p></div>
      <ActReason act={act} />
      <div class="confirm-acts">
        <Button size="big" onClick={close}>{t('ui.cancel')}</Button>
        <Button size="big" look="main" busy={busy(act.state.value)} disabled={busy(act.state.value)} onClick={go}>{t('motion.take-out.yes')}</Button>
      </div>
    </Sheet>
  );
}

function Recuse({ item: id }: { item: number }) {
  const act = useAct();
  const [reason, setReason] = useState('');
  const close = (): void => { recusing.value = null; };
  const go = (): void => void act.send('voting.recuse', { item: id, participant: me.peek()!.participant, reason: reason.trim() }).then((done) => { if (done !== 'unsent' && done.ok) close(); });
  return (
    <Sheet open title={t('recuse.title', { number: item(id)?.number ?? '' })} onClose={close} from="middle" class="confirm">
      <form onSubmit={(event) => { event.preventDefault(); if (reason.trim()) go(); }}>
        <p class="confirm-body">{t('recuse.body')}</p>
        <label class="field"><span>{t('recuse.reason')}</span>
          <textarea rows={3} maxLength={2000} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
        </label>
        <ActReason act={act} />
        <div class="confirm-acts">
          <Button size="big" onClick={close}>{t('ui.cancel')}</Button>
          <Button size="big" look="main" type="submit" busy={busy(act.state.value)} disabled={!reason.trim() || busy(act.state.value)}>{t('recuse.yes')}</Button>
        </div>
      </form>
    </Sheet>
  );
}
