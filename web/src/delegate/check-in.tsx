/** Checking oneself in: one tap in the room; in a mixed meeting a choice of room or online first. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { newAct } from '../net/act';
import { aged } from '../net/seat';
import { me, meeting } from '../store/select';
import { ActReason, Button } from '../ui/button';
import { Sheet } from '../ui/sheet';
import { toast } from '../ui/toast';
import { tRefusal } from '../i18n';

const asking = signal(false);
const act = newAct();

/** Whether the view says that I am expected and not here yet. The server decides. */
export function mayCheckIn(): boolean {
  const phase = meeting.value?.phase;
  const mine = me.value;
  if (aged.value !== null || !mine || mine.presence !== null || mine.checked_out_at !== null) return false;
  return phase === 'running' || phase === 'paused' || (phase === 'convened' && startsSoon());
}

/** From two hours before the planned start. */
const startsSoon = (): boolean => (meeting.value?.starts_at ?? Infinity) - Date.now() < 2 * 3_600_000;

export function checkIn(): void {
  const form = meeting.peek()?.form;
  if (form === 'mixed') asking.value = true;
  else void send(form === 'online' ? 'online' : 'room', '');
}

async function send(mode: 'room' | 'online', site: string): Promise<void> {
  const outcome = await act.send('agenda.check_in', { mode, site });
  if (outcome !== 'unsent' && outcome.ok) asking.value = false;
  else if (!asking.peek()) toast(outcome === 'unsent' ? t('act.unsent') : tRefusal(outcome.code, outcome.args), { icon: 'info' });
}

/** Room or online, and from where. */
export function CheckInSheet() {
  const [site, setSite] = useState('');
  return (
    <Sheet open={asking.value} title={t('checkin.how')} from="middle" class="check-in" onClose={() => { asking.value = false; }}>
      <p class="second">{t('checkin.hint')}</p>
      <Button look="main" size="big" wide icon="people" onClick={() => void send('room', '')}>{t('checkin.room')}</Button>
      <div class="or">{t('checkin.or')}</div>
      <label class="field"><span>{t('checkin.site')}</span>
        <input value={site} maxLength={120} placeholder={t('checkin.site.example')} onInput={(e) => setSite(e.currentTarget.value)} />
      </label>
      <Button size="big" wide icon="screen" onClick={() => void send('online', site.trim())}>{t('checkin.online')}</Button>
      <ActReason act={act} />
    </Sheet>
  );
}
