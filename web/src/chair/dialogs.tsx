/** The sheets of the console, one at a time; each names its object and what it means. */
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { useAct } from '../net/act';
import { presence } from './presence';
import type { CommandName, Commands } from '../protocol';
import { byGivenName, currentItem, item as itemOf, items, meeting, papersOf, people, quorum, stage, type Person } from '../store/select';
import { ActButton, ActReason, Button } from '../ui/button';
import { Badge } from '../ui/bits';
import { Icon } from '../ui/icons';
import { Sheet } from '../ui/sheet';
import { toast } from '../ui/toast';
import { callAll } from '../reader/follow';
import { AgendaColumn } from './agenda';
import { AttendanceSheet } from './attendance';
import { MenuSheet } from './menu';
import { CountSheet } from './count-sheet';
import { OpenVotes } from './open-votes';
import { ReasonSheet } from './reason';
import { ResultSheet } from './result';
import { SignSheet } from './sign';
import { dialog, done } from './state';
import { Casting, CloseVotes, OpenSecret, VoidVote, VoteAnyway } from './vote-dialogs';

export function Dialogs() {
  const now = dialog.value;
  switch (now?.is) {
    case undefined: return null;
    case 'menu': return <MenuSheet />;
    case 'hand': return <HandSheet />;
    case 'attendance': return <AttendanceSheet onClose={done} />;
    case 'agenda': return <Sheet open title={t('chair.agenda')} from="side" class="agenda-sheet" onClose={done}><AgendaColumn /></Sheet>;
    case 'papers': return <PapersSheet />;
    case 'following': return <FollowingSheet />;
    case 'start-anyway': return <StartAnyway />;
    case 'open-votes': return <OpenVotes motion={now.motion} />;
    case 'open-secret': return <OpenSecret motion={now.motion} />;
    case 'vote-anyway': return <VoteAnyway opening={now.opening} />;
    case 'close-votes': return <CloseVotes polls={now.polls} />;
    case 'casting': return <Casting poll={now.poll} choice={now.choice} />;
    case 'count': return <CountSheet poll={now.poll} />;
    case 'void': return <VoidVote poll={now.poll} />;
    case 'postpone': return <Aside cmd="agenda.postpone_item" item={now.item} word="postpone" />;
    case 'withdraw': return <Aside cmd="agenda.withdraw_item" item={now.item} word="withdraw" />;
    case 'end': return <EndSession />;
    case 'result': return <ResultSheet poll={now.poll} />;
    case 'sign': return <SignSheet onClose={done} />;
  }
}

const shortOf = (): string => {
  const now = quorum.value;
  return now ? t('next.no-quorum', { present: now.present, members: now.members, needed: now.needed }) : '';
};

const StartAnyway = () => (
  <ReasonSheet title={t('ask.start-anyway')} body={shortOf()} label={t('ask.reason')} verb={t('ask.start-anyway.do')} onClose={done}
    onSend={(act, override) => act.send('meeting.start', { override })} />
);

function Aside({ cmd, item, word }: { cmd: 'agenda.postpone_item' | 'agenda.withdraw_item'; item: number; word: 'postpone' | 'withdraw' }) {
  const one = itemOf(item);
  return (
    <ReasonSheet title={t(`ask.${word}`, { number: one?.number ?? '' })} body={kept(one?.title ?? '')} label={t('ask.reason.may')} verb={t(`ask.${word}.do`)} needed={false} onClose={done}
      onSend={(act, reason) => act.send(cmd, { item, reason })} />
  );
}

/** A confirmation that stays until its act is received. */
function ActConfirm<C extends CommandName>({ title, body, yes, no, cmd, args }: { title: string; body?: string; yes: string; no: string; cmd: C; args: Commands[C] }) {
  const act = useAct();
  const send = async (): Promise<void> => {
    const sent = await act.send(cmd, args);
    if (sent !== 'unsent' && sent.ok) done();
  };
  return (
    <Sheet open title={title} from="middle" class="confirm" onClose={done}>
      {body && <div class="confirm-body">{body}</div>}
      <div class="confirm-acts">
        <Button size="big" data-focus="" onClick={done}>{no}</Button>
        <ActButton act={act} look="main" size="big" onClick={() => void send()}>{yes}</ActButton>
      </div>
    </Sheet>
  );
}

function EndSession() {
  const left = items.value.filter((one) => one.state === 'planned').length;
  return <ActConfirm title={t('ask.end')} body={[t('ask.end.means'), left ? tn('ask.end.left', left) : ''].join(' ')} yes={t('next.close')} no={t('ask.end.stay')} cmd="meeting.close" args={{}} />;
}

/** Another paper of the item, in two taps from the stage. */
function PapersSheet() {
  const act = useAct();
  const item = currentItem.value;
  const list = item ? papersOf(item.id).filter((one) => one.version !== null) : [];
  const show = async (paper: number): Promise<void> => {
    const sent = await act.send('papers.present', { paper }, `paper/${paper}`);
    if (sent !== 'unsent' && sent.ok) done();
  };
  return (
    <Sheet open title={t('chair.stage.choose')} from="middle" class="choose-paper" onClose={done}>
      {list.length === 0 && <p class="confirm-body">{t('chair.stage.no-papers')}</p>}
      <ul class="choose-list">
        {list.map((one) => {
          const shown = stage.value?.paper === one.id;
          return (
            <li key={one.id}>
              <button type="button" class="choose-row" disabled={shown} onClick={() => void show(one.id)}>
                <Icon name="paper" /><span class="choose-words">{kept(one.title)}<small>{tn('chair.pages', one.pages.length)}</small></span>
                {shown && <Badge tone="soft" icon="screen">{t('chair.paper.shown')}</Badge>}
              </button>
              <ActReason act={act} tag={`paper/${one.id}`} />
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

function HandSheet() {
  const act = useAct();
  const may = (one: Person): boolean => !one.duties.includes('chair') && !one.duties.includes('secretary') && (one.capacity === 'member' || one.duties.includes('deputy'));
  const list = people.value.filter(may).sort((a, b) => Number(b.duties.includes('deputy')) - Number(a.duties.includes('deputy')) || byGivenName(a.name, b.name));
  const before = meeting.value?.phase === 'convened';
  const hand = async (to: number): Promise<void> => {
    const sent = await act.send('meeting.hand_chair', { to }, `hand/${to}`);
    if (sent !== 'unsent' && sent.ok) done();
  };
  return (
    <Sheet open title={t('ask.hand')} from="middle" class="choose-person" onClose={done}>
      <p class="confirm-body">{t('ask.hand.means')}</p>
      <ul class="choose-list">
        {list.map((one) => (
          <li key={one.id}>
            <button type="button" class="choose-row" disabled={!before && one.presence === null} onClick={() => void hand(one.id)}>
              <span class="choose-words">{one.name}<small>{kept(one.position)}{!before && one.presence === null && ` · ${t('att.not-yet')}`}</small></span>
              {one.duties.includes('deputy') && <Badge tone="soft">{t('chair.deputy')}</Badge>}
            </button>
            <ActReason act={act} tag={`hand/${one.id}`} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Who is connected; the others are named. */
function FollowingSheet() {
  const live = presence.value;
  const shown = stage.value;
  const away = people.value.filter((one) => one.presence !== null && live !== null && !live.on.includes(one.id));
  return (
    <Sheet open title={t('chair.following.title', { n: live?.following ?? 0 })} from="middle" class="following-sheet" onClose={done}>
      <p class="confirm-body">{t('chair.following.means')}</p>
      {shown?.version != null && shown.page !== null && <Button icon="pointer" class="call-all" onClick={() => { callAll(shown.version!, shown.page!); done(); toast(t('chair.called', { page: shown.page! }), { icon: 'pointer' }); }}>{t('chair.call', { page: shown.page })}</Button>}
      <p>{tn('chair.connected', live?.on.length ?? 0)} · {tn('chair.screens', live?.screens ?? 0)}</p>
      {away.length > 0 && <h3 class="following-away">{tn('chair.away', away.length)}</h3>}
      <ul class="missing">{away.map((one) => <li key={one.id}><span>{one.name}</span><Badge tone="warn" icon="offline">{t('chair.lost')}</Badge></li>)}</ul>
    </Sheet>
  );
}
