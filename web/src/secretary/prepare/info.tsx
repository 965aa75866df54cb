/** The frame of the meeting: edit it until the session starts; postpone or cancel with a reason. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ReasonSheet } from '../../chair/reason';
import { t } from '../../i18n';
import { date, duration, kept, longDate, time } from '../../i18n/format';
import { useAct } from '../../net/act';
import { meeting, quorum } from '../../store/select';
import { ActButton, Button } from '../../ui/button';
import { FrameFields, Moment, draftOf, frameOf, startOf, type FrameDraft } from './frame';
import { mayPrepare } from './phases';

export function InfoPart() {
  return (
    <section class="part-page narrow">
      <h1>{t('prep.name.info')}</h1>
      {mayPrepare.value ? <><EditFrame /><SetAside /></> : <ReadFrame />}
    </section>
  );
}

function EditFrame() {
  const frame = meeting.value!;
  const stands = useMemo(() => JSON.stringify(draftOf(frame, frame.offset)), [frame]);
  const [draft, setDraft] = useState<FrameDraft>(JSON.parse(stands) as FrameDraft);
  const act = useAct();
  useEffect(() => setDraft(JSON.parse(stands) as FrameDraft), [stands]);
  const changed = JSON.stringify(draft) !== stands;
  const wanted = frameOf(draft, frame.offset);
  const change = (next: FrameDraft): void => { act.reset(); setDraft(next); };
  const save = (): void => { if (wanted && changed) void act.send('meeting.edit', wanted); };
  return (
    <form class="frame-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <FrameFields draft={draft} offset={frame.offset} onChange={change} />
      <QuorumFact />
      <div class="form-acts">
        <ActButton act={act} disabled={!changed || !wanted} onClick={save}>{t('info.save')}</ActButton>
        {changed && <Button look="quiet" onClick={() => change(JSON.parse(stands) as FrameDraft)}>{t('info.revert')}</Button>}
        <span class="second" role="status">{t(changed ? 'info.changed' : act.state.value.is === 'received' ? 'info.saved' : 'info.same')}</span>
      </div>
    </form>
  );
}

function QuorumFact() {
  const now = quorum.value;
  return now && <p class="fact-line"><b>{t('create.quorum')}:</b> {now.needed > 0 ? t('info.quorum', { needed: now.needed, members: now.members, citation: now.citation }) : now.citation}</p>;
}

function SetAside() {
  const [asking, setAsking] = useState<'postpone' | 'cancel' | null>(null);
  const done = (): void => setAsking(null);
  return (
    <div class="set-aside">
      <h2>{t('info.aside')}</h2>
      <p class="second">{t('info.aside.means')}</p>
      <div class="form-acts">
        <Button icon="clock" onClick={() => setAsking('postpone')}>{t('info.postpone')}</Button>
        <Button icon="cross" onClick={() => setAsking('cancel')}>{t('info.cancel')}</Button>
      </div>
      {asking === 'postpone' && <Postpone onClose={done} />}
      {asking === 'cancel' && (
        <ReasonSheet title={t('info.cancel.ask', { title: meeting.value!.title })} body={t('info.cancel.means')} label={t('info.reason')} verb={t('info.cancel')} onClose={done}
          onSend={(act, reason) => act.send('meeting.cancel', { reason })} />
      )}
    </div>
  );
}

function Postpone({ onClose }: { onClose: () => void }) {
  const frame = meeting.value!;
  const [open, setOpen] = useState(false);
  const [moment, setMoment] = useState(() => { const { date: day, time: hour } = draftOf(frame, frame.offset); return { date: day, time: hour }; });
  const starts = startOf(moment, frame.offset);
  const body = (
    <>
      <p>{t('info.postpone.means', { day: longDate(frame.starts_at), time: time(frame.starts_at) })}</p>
      <label class="check-line"><input type="checkbox" checked={open} onChange={(e) => setOpen(e.currentTarget.checked)} /><span>{t('info.postpone.open')}</span></label>
      {!open && <div class="moment-fields"><Moment draft={moment} onChange={setMoment} /><p class="frame-says">{Number.isNaN(starts) ? t('frame.says.nothing') : `${longDate(starts)}, ${time(starts)}`}</p></div>}
    </>
  );
  return (
    <ReasonSheet title={t('info.postpone.ask')} body={body} label={t('info.reason')} verb={t('info.postpone')} onClose={onClose}
      onSend={(act, reason) => act.send('meeting.postpone', { reason, starts_at: open || Number.isNaN(starts) ? null : starts })} />
  );
}

function ReadFrame() {
  const frame = meeting.value!;
  const rows: [string, string][] = [
    [t('frame.title'), kept(frame.title)], [t('frame.type'), t(`frame.type.${frame.type}` as 'frame.type.regular')], [t('frame.number'), frame.number], [t('frame.date'), date(frame.starts_at)],
    [t('frame.time'), `${time(frame.starts_at)} · ${duration(frame.minutes)}`], [t('frame.place'), kept(frame.place)], [t('frame.form'), t(`form.${frame.form}`)], [t('info.unit'), kept(frame.unit)],
  ];
  return <dl class="facts-list">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value || '–'}</dd></div>)}</dl>;
}
