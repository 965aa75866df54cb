/** Everything else the chair may do, in words, behind "...". */
import { openMenu } from '../app/menu';
import { go, path } from '../app/router';
import { ballotOpen } from '../delegate/ballot-state';
import { t } from '../i18n';
import { newAct } from '../net/act';
import { currentItem, livePolls, me, meeting, ownBallot, pollFrames, stage } from '../store/select';
import { ActReason } from '../ui/button';
import { Icon, type IconName } from '../ui/icons';
import { Sheet } from '../ui/sheet';
import { afterClosing, ask, done, type Dialog } from './state';

const act = newAct();

export function MenuSheet() {
  const item = currentItem.value;
  const votes = livePolls.value;
  const vote = votes[0];
  const mine = votes.find((one) => one.state === 'open' && ownBallot(one.id));
  const phase = meeting.value?.phase;
  const live = phase === 'running' || phase === 'paused';
  const chair = me.value?.chair ?? false;
  const id = meeting.value!.id;
  const to = (next: Dialog) => (): void => ask(next);
  const away = (where: string) => (): void => afterClosing(() => go(where));
  return (
    <Sheet open title={t('chair.more')} from="side" class="console-menu" onClose={done}>
      <div class="menu-acts">
        <Line icon="people" onClick={to({ is: 'attendance' })}>{t('att.title')}</Line>
        <Line icon="list" class="phone-only" onClick={to({ is: 'agenda' })}>{t('chair.agenda')}</Line>
        {mine && <Line icon="ballot" onClick={() => afterClosing(() => { ballotOpen.value = mine.id; })}>{t('chair.vote.own')}</Line>}
        {chair && votes.filter((one) => one.state !== 'counting').map((one, i) => <Line key={one.id} icon="cross" onClick={to({ is: 'void', poll: one.id })}>{votes.length > 1 ? t('menu.void.one', { n: i + 1 }) : t('menu.void')}</Line>)}
        {pollFrames.value.some((one) => one.state === 'closed') && <Line icon="ballot" onClick={away(`${path.console(id, 'chair')}?page=results`)}>{t('results.all')}</Line>}
        {stage.value?.paper != null && <Line icon="stop" onClick={() => void act.send('papers.stop_presenting', {}).then((sent) => { if (sent !== 'unsent' && sent.ok) done(); })}>{t('chair.present.stop')}</Line>}
        {item && !vote && <Line icon="clock" onClick={to({ is: 'postpone', item: item.id })}>{t('menu.postpone', { number: item.number })}</Line>}
        {item && !vote && <Line icon="dash" onClick={to({ is: 'withdraw', item: item.id })}>{t('menu.withdraw', { number: item.number })}</Line>}
        {phase === 'running' && chair && !vote && <Line icon="pause" class="phone-only" onClick={() => void act.send('meeting.pause', {}).then((sent) => { if (sent !== 'unsent' && sent.ok) done(); })}>{t('chair.pause')}</Line>}
        {phase !== 'closed' && phase !== 'draft' && <Line icon="gavel" onClick={to({ is: 'hand' })}>{t('menu.hand')}</Line>}
        {live && chair && !vote && <Line icon="exit" onClick={to({ is: 'end' })}>{t('next.close')}</Line>}
        <ActReason act={act} />
      </div>
      <div class="menu-acts">
        <Line icon="eye" onClick={away(path.meeting(id))}>{t('menu.delegate')}</Line>
        <Line icon="gear" onClick={() => afterClosing(openMenu)}>{t('menu.title')}</Line>
      </div>
    </Sheet>
  );
}

const Line = ({ icon, class: extra = '', onClick, children }: { icon: IconName; class?: string; onClick: () => void; children: string }) => (
  <button type="button" class={`menu-act ${extra}`} onClick={onClick}><Icon name={icon} />{children}</button>
);
