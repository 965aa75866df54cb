/** The one filled button of the page: sends the invitation, with what that means written above it. */
import { useState } from 'preact/hooks';
import { go, path } from '../../app/router';
import { t, tn } from '../../i18n';
import { items, meeting, papers, people } from '../../store/select';
import { Button, LinkButton } from '../../ui/button';
import { ActSheet } from '../act-sheet';

const hasChair = (): boolean => people.value.some((one) => one.duties.includes('chair'));

/** "32 người sẽ thấy 11 nội dung và 18 tài liệu." */
const seen = (): string => t('convene.means', {
  people: tn('prep.people', people.value.length), items: tn('prep.agenda', items.value.length), papers: tn('prep.papers', papers.value.filter((one) => one.recalled === null).length),
});

export function Convene() {
  const [asking, setAsking] = useState(false);
  const frame = meeting.value!;
  if (frame.phase !== 'draft') return <Sent />;
  const lacks = hasChair() ? null : t('convene.no-chair');
  return (
    <div class="convene">
      <p class="convene-means">{lacks ?? seen()}</p>
      <Button look="main" wide disabled={lacks !== null} onClick={() => setAsking(true)}>{t('convene.do')}</Button>
      {asking && (
        <ActSheet title={t('convene.ask', { title: frame.title })} body={<><p>{seen()}</p><p>{t('convene.then')}</p></>} yes={t('convene.do')} no={t('convene.later')}
          cmd="meeting.convene" args={{}} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

/** Once it is sent there is nothing to do here: the way to the console, or to the minutes. */
function Sent() {
  const frame = meeting.value!;
  const to = frame.phase === 'closed' ? 'minutes' : 'chair';
  const href = path.console(frame.id, to);
  return (
    <div class="convene">
      <p class="convene-means">{t(`convene.${frame.phase}` as 'convene.convened')}</p>
      {frame.phase !== 'cancelled' && <LinkButton wide href={href} onClick={(event) => { event.preventDefault(); go(href); }}>{t(`console.${to}`)}</LinkButton>}
    </div>
  );
}
