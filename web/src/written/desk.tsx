/** The officer's desk: who has answered and who has not, reminding, the deadline, closing; afterwards table, record, report. */
import { useState } from 'preact/hooks';
import { go, path } from '../app/router';
import { t, tn, tRefusal } from '../i18n';
import { useAct } from '../net/act';
import { isRefused, post, type Refused } from '../net/http';
import { room } from '../net/seat';
import type { Objects } from '../protocol';
import { byGivenName, me, meeting, pollFrames, record } from '../store/select';
import { ActSheet } from '../secretary/act-sheet';
import { Field, startOf } from '../secretary/prepare/frame';
import { FileList } from './files';
import { When } from './frame';
import { Badge, plain } from '../ui/bits';
import { ActButton, Button, LinkButton } from '../ui/button';
import { Sheet } from '../ui/sheet';
import { ReportSheet } from './report';
import { moment } from './time';

type Line = Objects['opinion'];
type Open = 'close' | 'extend' | 'report' | null;

export default function Desk() {
  const [open, setOpen] = useState<Open>(null);
  const lines = room.all('opinion').sort((a, b) => Number(done(a)) - Number(done(b)) || byGivenName(a.name, b.name));
  const running = meeting.value!.phase === 'running';
  const back = lines.filter(done).length;
  const close = (): void => setOpen(null);
  return (
    <section class="wr-part wr-desk">
      <div class="wr-part-head"><h2>{t('written.desk')}</h2><LinkButton icon="download" href={`/m/${meeting.value!.id}/opinions.csv`} download>{t('written.table')}</LinkButton></div>
      <p class="wr-count"><strong>{back}/{lines.length}</strong> {t('written.count')} · {tn('written.count.signed', lines.filter((one) => one.current).length)} · {tn('written.count.late', lines.filter((one) => one.late).length)}</p>
      <progress class="wr-progress" max={Math.max(1, lines.length)} value={back} aria-label={t('written.back', { n: back, of: lines.length })} />
      <Tied />
      {running ? <Running missing={lines.length - back} onOpen={setOpen} /> : <Closed onOpen={setOpen} />}
      <ul class="wr-lines">{lines.map((one) => <Row key={one.participant} one={one} />)}</ul>
      {open === 'close' && (
        <ActSheet title={back < lines.length ? tn('written.close.ask', lines.length - back) : t('written.close.all')} yes={t('written.close')} no={t('written.close.later')} cmd="meeting.close_written" args={{}} onClose={close} body={<p>{t('written.close.means')}</p>} />
      )}
      {open === 'extend' && <Extend onClose={close} />}
      {open === 'report' && <ReportSheet onClose={close} />}
    </section>
  );
}

const done = (one: Line): boolean => one.answered === one.asked;

function Row({ one }: { one: Line }) {
  const over = meeting.value?.phase === 'closed';
  return (
    <li>
      <span class="wr-words"><strong>{one.name}</strong><span class="second">{one.at ? moment(one.at) : t(over ? 'written.silent' : 'written.not-yet')}{one.asked > 1 && one.answered > 0 && ` · ${one.answered}/${one.asked}`}</span></span>
      {one.late && <Badge tone="warn" icon="clock">{t('written.late')}</Badge>}
      {one.current ? <Badge tone="yes" icon="check">{t('written.mine.signed')}</Badge> : done(one) ? <Badge tone="quiet" icon="sign">{t('written.unsigned')}</Badge> : !over && <Badge tone="quiet" icon="circle">{t('written.waiting')}</Badge>}
      <FileList files={one.files} />
    </li>
  );
}

/** A tie that the chair has to decide keeps it open. */
function Tied() {
  const act = useAct();
  const tied = pollFrames.value.find((one) => one.state === 'tied');
  if (!tied) return null;
  return (
    <div class="wr-told">
      <p>{t('written.tied', { question: tied.text })}</p>
      {me.value?.chair && (['yes', 'no'] as const).map((choice) => <ActButton key={choice} act={act} tag={choice} onClick={() => void act.send('voting.decide_tie', { poll: tied.id, choice }, choice)}>{t(`choice.${choice}`)}</ActButton>)}
    </div>
  );
}

function Running({ missing, onOpen }: { missing: number; onOpen: (open: Open) => void }) {
  const [state, setState] = useState<'idle' | 'sending' | number | Refused>('idle');
  const remind = async (): Promise<void> => {
    setState('sending');
    const answer = await post<{ told: number }>(`/m/${meeting.value!.id}/remind`, {});
    setState(answer.ok ? answer.told : answer);
  };
  return (
    <div class="wr-acts">
      <Button icon="voice" busy={state === 'sending'} disabled={missing === 0 || state === 'sending'} onClick={() => void remind()}>{t('written.remind')}</Button>
      <Button icon="clock" onClick={() => onOpen('extend')}>{t('written.extend')}</Button>
      <Button look="main" icon="lock" onClick={() => onOpen('close')}>{t('written.close')}</Button>
      {typeof state === 'number' && <p class="second" role="status">{tn('written.reminded', state)}</p>}
      {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
    </div>
  );
}

function Closed({ onOpen }: { onOpen: (open: Open) => void }) {
  const id = meeting.value!.id;
  const to = record.value?.document ? path.document(record.value.document) : path.console(id, 'minutes');
  return (
    <div class="wr-acts">
      <Button icon="calendar" onClick={() => onOpen('report')}>{t('written.report')}</Button>
      <LinkButton look="main" icon={record.value?.document ? 'archive' : 'edit'} href={to} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(to); } }}>{t(record.value?.document ? 'written.document' : 'written.record')}</LinkButton>
    </div>
  );
}

function Extend({ onClose }: { onClose: () => void }) {
  const frame = meeting.value!;
  const day = new Date(Math.max(frame.deadline ?? 0, Date.now()) + 86_400_000 + frame.offset * 60_000).toISOString();
  const [when, setWhen] = useState({ date: day.slice(0, 10), time: day.slice(11, 16) });
  const [reason, setReason] = useState('');
  const act = useAct();
  const deadline = startOf(when, frame.offset);
  const ready = reason.trim() !== '' && !Number.isNaN(deadline);
  const send = async (): Promise<void> => {
    if (!ready) return;
    const sent = await act.send('meeting.extend', { deadline, reason: reason.trim() });
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  return (
    <Sheet open title={t('written.extend')} from="middle" class="prep-sheet wide" onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <When draft={when} onChange={setWhen} />
        <Field label={t('written.extend.reason')}><textarea rows={3} maxLength={2000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
        <div class="confirm-acts">
          <Button size="big" onClick={onClose}>{t('ui.cancel')}</Button>
          <ActButton act={act} look="main" size="big" disabled={!ready} onClick={() => void send()}>{t('written.extend.do')}</ActButton>
        </div>
      </form>
    </Sheet>
  );
}
