/**
 * The check-in list: one tap per person, with undo. More behind a person's row: online, left early, a correction, absent
 * with a reason. For chair and secretary; the secretary's console shows the same list.
 */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { kept, time } from '../i18n/format';
import { newAct, type Outcome } from '../net/act';
import type { CommandName, Commands } from '../protocol';
import { byGivenName, people, person, quorum, type Person } from '../store/select';
import { ActReason, Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { Sheet } from '../ui/sheet';

const act = newAct();
const unfolded = signal<number | null>(null);
/** Who was checked in a moment ago: one tap takes it back. */
const latest = signal<number | null>(null);
const UNDO_FOR = 8_000;

export function AttendanceSheet({ onClose }: { onClose: () => void }) {
  return <Sheet open title={t('att.title')} from="side" class="attendance-sheet" onClose={onClose}><Attendance /></Sheet>;
}

type Which = 'all' | 'waiting' | 'here';

/** The list itself, for any place. */
export function Attendance() {
  const [which, setWhich] = useState<Which>('all');
  const [text, setText] = useState('');
  const found = people.value.filter((one) => matches(one, which, text)).sort(byKind);
  return (
    <div class="attendance">
      <QuorumLine />
      <div class="segments att-filter" role="group" aria-label={t('att.filter')}>
        {(['all', 'waiting', 'here'] as const).map((one) => (
          <label key={one} class="segment"><input type="radio" name="att" checked={which === one} onChange={() => setWhich(one)} /><span>{t(`att.${one}`)}</span></label>
        ))}
      </div>
      <input class="att-find" type="search" value={text} placeholder={t('att.find')} aria-label={t('att.find')} onInput={(e) => setText(e.currentTarget.value)} />
      {found.length === 0 && <p class="nobody">{t('att.nobody')}</p>}
      <ul class="att-list">{found.map((one) => <Row key={one.id} who={one} />)}</ul>
    </div>
  );
}

function QuorumLine() {
  const now = quorum.value;
  if (!now) return null;
  return (
    <p class={`att-quorum ${now.reached ? 'yes' : 'short'}`} role="status">
      <Icon name={now.reached ? 'check' : 'warn'} size={22} />
      <span><b>{now.present}/{now.members}</b> {t('chair.present')}{now.online > 0 && `, ${tn('att.online-count', now.online)}`} · {t(now.reached ? 'chair.quorum.reached' : 'chair.quorum.short', { needed: now.needed })}</span>
    </p>
  );
}

const RANK = { member: 0, substitute: 1, staff: 2, guest: 3 } as const;
const byKind = (a: Person, b: Person): number => RANK[a.capacity] - RANK[b.capacity] || byGivenName(a.name, b.name);

const plainText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

function matches(one: Person, which: Which, text: string): boolean {
  if (which === 'waiting' && (one.presence !== null || one.absent !== null)) return false;
  if (which === 'here' && one.presence === null) return false;
  return plainText(`${one.name} ${one.position} ${one.unit_short}`).includes(plainText(text.trim()));
}

function Row({ who }: { who: Person }) {
  const open = unfolded.value === who.id;
  const tag = `att/${who.id}`;
  return (
    <li class="att-row">
      <div class="att-head">
        <button type="button" class="att-who" aria-expanded={open} onClick={() => { unfolded.value = open ? null : who.id; }}>
          <span class="att-name">{who.name}</span>
          <span class="att-under">{kept([roleWords(who), who.unit_short || who.unit].filter(Boolean).join(' · '))}</span>
        </button>
        {who.presence ? <><State who={who} />{latest.value === who.id && <Button size="small" look="quiet" icon="undo" label={t('att.undo.name', { name: who.name })} onClick={() => void undo(who)}>{t('att.undo')}</Button>}</> : <><State who={who} /><Button size="small" label={t('att.check-in.name', { name: who.name })} onClick={() => void checkIn(who, 'room')}>{t('att.check-in')}</Button></>}
      </div>
      {open && <Acts who={who} tag={tag} />}
      <ActReason act={act} tag={tag} />
    </li>
  );
}

function roleWords(who: Person): string {
  const duty = (['chair', 'secretary'] as const).find((one) => who.duties.includes(one));
  if (duty) return t(`att.duty.${duty}`);
  if (who.capacity === 'substitute') return t('att.substitute', { name: person(who.replaces)?.name ?? '' });
  return who.capacity === 'guest' ? t('att.guest') : '';
}

/** Sign and word, never colour alone. */
function State({ who }: { who: Person }) {
  if (who.presence) {
    const since = who.checked_in_at ? time(who.checked_in_at) : '';
    return <span class="att-state is-here"><Icon name={who.presence === 'online' ? 'screen' : 'check'} size={20} />{t(who.presence === 'online' ? 'att.is-online' : 'att.is-here')} {since}</span>;
  }
  if (who.checked_out_at) return <span class="att-state"><Icon name="exit" size={20} />{t('att.left', { time: time(who.checked_out_at) })}</span>;
  if (who.absent !== null) return <span class="att-state"><Icon name="dash" size={20} />{t('att.absent')}</span>;
  return null;
}

function Acts({ who, tag }: { who: Person; tag: string }) {
  const [reason, setReason] = useState(who.absent ?? '');
  const run = <C extends CommandName>(cmd: C, args: Commands[C]): void => void act.send(cmd, args, tag).then((sent) => { if (received(sent)) unfolded.value = null; });
  if (who.presence) {
    return (
      <div class="att-acts">
        <Button size="small" icon="exit" onClick={() => run('agenda.check_out', { participant: who.id })}>{t('att.leave')}</Button>
        <Button size="small" icon={who.presence === 'online' ? 'people' : 'screen'} onClick={() => run('agenda.check_in', { participant: who.id, mode: who.presence === 'online' ? 'room' : 'online' })}>{t(who.presence === 'online' ? 'att.to-room' : 'att.to-online')}</Button>
        <Button size="small" look="quiet" icon="undo" onClick={() => run('agenda.correct_attendance', { participant: who.id, mode: null })}>{t('att.was-not')}</Button>
        {who.site && <p class="line-text">{who.site}</p>}
      </div>
    );
  }
  return (
    <div class="att-acts">
      <Button size="small" icon="screen" onClick={() => run('agenda.check_in', { participant: who.id, mode: 'online' })}>{t('att.check-in.online')}</Button>
      <label class="att-reason"><span>{t('att.reason')}</span>
        <input value={reason} maxLength={300} onInput={(e) => setReason(e.currentTarget.value)} /></label>
      <Button size="small" disabled={reason.trim() === ''} onClick={() => run('agenda.mark_absent', { participant: who.id, reason: reason.trim() })}>{t('att.mark-absent')}</Button>
    </div>
  );
}

const received = (sent: Outcome): boolean => sent !== 'unsent' && sent.ok;

async function checkIn(who: Person, mode: 'room' | 'online'): Promise<void> {
  const sent = await act.send('agenda.check_in', { participant: who.id, mode }, `att/${who.id}`);
  if (!received(sent)) return;
  latest.value = who.id;
  setTimeout(() => { if (latest.peek() === who.id) latest.value = null; }, UNDO_FOR);
}

/** A check-in taken back leaves its trace in the journal as a correction. */
async function undo(who: Person): Promise<void> {
  const sent = await act.send('agenda.correct_attendance', { participant: who.id, mode: null }, `att/${who.id}`);
  if (received(sent)) latest.value = null;
}
