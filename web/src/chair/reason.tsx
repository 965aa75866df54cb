/** A sheet that asks for a reason, which goes into the minutes, and then acts. It closes only once the act is received. */
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import { useAct, type Act, type Outcome } from '../net/act';
import { ActButton, Button } from '../ui/button';
import { Sheet } from '../ui/sheet';

export function ReasonSheet({ title, body, label, verb, needed = true, onSend, onClose }: {
  title: string; body?: ComponentChildren; label: string; verb: string; needed?: boolean; onSend: (act: Act, reason: string) => Promise<Outcome>; onClose: () => void;
}) {
  const act = useAct();
  const [reason, setReason] = useState('');
  const ready = !needed || reason.trim() !== '';
  const send = async (): Promise<void> => {
    if (!ready) return;
    const sent = await onSend(act, reason.trim());
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  return (
    <Sheet open title={title} from="middle" class="confirm reason-sheet" onClose={onClose}>
      {body && <div class="confirm-body">{body}</div>}
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <label class="reason-field">
          <span>{label}</span>
          <textarea rows={3} maxLength={2000} value={reason} data-focus="" onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <div class="confirm-acts">
          <Button size="big" onClick={onClose}>{t('ui.cancel')}</Button>
          <ActButton act={act} look="main" size="big" disabled={!ready} onClick={() => void send()}>{verb}</ActButton>
        </div>
      </form>
    </Sheet>
  );
}
