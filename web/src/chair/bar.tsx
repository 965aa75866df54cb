/** The navy bar: which meeting, how long it has lasted, quorum, connection, pause, and everything else behind "...". */
import { t } from '../i18n';
import { busy, useAct } from '../net/act';
import { minute } from '../net/clock';
import { meeting, me, quorum } from '../store/select';
import { Digits } from '../ui/bits';
import { ActReason, Button, IconButton } from '../ui/button';
import { ConnectionBadge } from '../ui/connection';
import { Icon } from '../ui/icons';
import { ask } from './state';
import { hours, lasted } from './times';

export function Bar() {
  const frame = meeting.value;
  if (!frame) return null;
  return (
    <header class="console-bar room-bar">
      <div class="bar-title">
        <h1>{frame.title}</h1>
        <p>{frame.chair ? t('chair.by', { name: frame.chair }) : t('chair.by-nobody')}</p>
      </div>
      <Elapsed />
      <QuorumButton />
      <ConnectionBadge />
      <PauseButton />
      <IconButton icon="more" label={t('chair.more')} look="quiet" class="bar-more" onClick={() => ask({ is: 'menu' })} />
    </header>
  );
}

function Elapsed() {
  const ms = meeting.value ? lasted(meeting.value, minute.value) : null;
  if (ms === null) return null;
  return (
    <span class="bar-fact bar-elapsed">
      <Icon name="clock" size={22} />
      <span class="word">{t('chair.lasted')}</span>
      <Digits text={hours(ms)} />
    </span>
  );
}

function QuorumButton() {
  const now = quorum.value;
  if (!now) return null;
  return (
    <button type="button" class={`bar-fact bar-quorum ${now.reached ? '' : 'short'}`} onClick={() => ask({ is: 'attendance' })}>
      <Icon name={now.reached ? 'people' : 'warn'} size={22} />
      <b>{now.present}/{now.members}</b>
      <span class="word">{t('chair.present')} · {t(now.reached ? 'chair.quorum.reached' : 'chair.quorum.short', { needed: now.needed })}</span>
      <span class="unseen">. {t('chair.quorum.open')}</span>
    </button>
  );
}

function PauseButton() {
  const act = useAct();
  const phase = meeting.value?.phase;
  if (!me.value?.chair || phase !== 'running') return null;
  return (
    <span class="bar-pause">
      <Button look="room" icon="pause" label={t('chair.pause')} busy={busy(act.state.value)} onClick={() => void act.send('meeting.pause', {})}>{t('chair.pause')}</Button>
      <ActReason act={act} />
    </span>
  );
}
