/** The draft of a consultation on one page: frame, questions, papers, people; below, what is missing and the sending. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { moment } from './time';
import { useAct } from '../net/act';
import { items, meeting, motions, people } from '../store/select';
import { ActSheet } from '../secretary/act-sheet';
import { loadPacks } from '../secretary/prepare/packs';
import { PapersPart } from '../secretary/prepare/papers';
import { serverNow } from '../net/clock';
import { ActButton, Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { draftOf, FrameFields, frameOf, type FrameDraft } from './frame';
import { Members } from './members';
import { Questions } from './questions';

export default function Prepare() {
  useEffect(() => { void loadPacks(); }, []);
  return (
    <div class="wr-prepare">
      <EditFrame />
      <Questions />
      <PapersPart />
      <Members />
      <Send />
    </div>
  );
}

function EditFrame() {
  const frame = meeting.value!;
  const stands = useMemo(() => JSON.stringify(draftOf(frame, frame.offset)), [frame]);
  const [draft, setDraft] = useState<FrameDraft>(() => JSON.parse(stands) as FrameDraft);
  const act = useAct();
  useEffect(() => setDraft(JSON.parse(stands) as FrameDraft), [stands]);
  const wanted = frameOf(draft, frame.offset);
  const changed = JSON.stringify(draft) !== stands;
  const save = (): void => { if (wanted && changed) void act.send('meeting.edit', { ...wanted, starts_at: wanted.deadline }); };
  return (
    <section class="wr-part">
      <h2>{t('written.frame')}</h2>
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <FrameFields draft={draft} offset={frame.offset} onChange={(next) => { act.reset(); setDraft(next); }} />
        <div class="form-acts"><ActButton act={act} disabled={!changed || !wanted} onClick={save}>{t('written.save')}</ActButton></div>
      </form>
    </section>
  );
}

/** What is missing, in words; else how many will be asked until when. */
function lacks(): string[] {
  const frame = meeting.value!;
  const members = people.value.filter((one) => one.capacity === 'member');
  return [
    motions.value.length === 0 && t('written.lacks.question'),
    members.length === 0 && t('written.lacks.members'),
    members.length > 0 && !members.some((one) => one.duties.includes('chair')) && t('written.lacks.chair'),
    (frame.deadline ?? 0) <= serverNow() && t('written.lacks.deadline'),
  ].filter((one): one is string => one !== false);
}

function Send() {
  const [asking, setAsking] = useState(false);
  const frame = meeting.value!;
  const missing = lacks();
  const members = people.value.filter((one) => one.capacity === 'member').length;
  return (
    <div class="wr-foot">
      {missing.length > 0 ? <ul class="wr-lacks">{missing.map((one) => <li key={one}><Icon name="circle" size={18} />{one}</li>)}</ul>
        : <p>{tn('written.will-send', members, { when: frame.deadline ? moment(frame.deadline) : '' })}</p>}
      <Button look="main" size="big" disabled={missing.length > 0 || items.value.length === 0} onClick={() => setAsking(true)}>{t('written.send')}</Button>
      {asking && (
        <ActSheet title={t('written.send.ask')} yes={t('written.send')} no={t('written.send.later')} cmd="meeting.send" args={{}} onClose={() => setAsking(false)}
          body={<p>{tn('written.send.means', members, { when: frame.deadline ? moment(frame.deadline) : '' })}</p>} />
      )}
    </div>
  );
}
