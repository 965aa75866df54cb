/** The result becomes an item of one of my coming sessions, with the record on its table. */
import { useEffect, useState } from 'preact/hooks';
import { path } from '../app/router';
import type { Card } from '../app/session';
import { t, tRefusal } from '../i18n';
import { get, isRefused, post, type Refused } from '../net/http';
import { meeting } from '../store/select';
import { Loading } from '../ui/bits';
import { Button, LinkButton } from '../ui/button';
import { Sheet } from '../ui/sheet';
import { moment } from './time';

export function ReportSheet({ onClose }: { onClose: () => void }) {
  const [sessions, setSessions] = useState<readonly Card[] | null>(null);
  const [state, setState] = useState<'idle' | 'sending' | Refused | { done: string }>('idle');
  useEffect(() => {
    get<Card[]>('/api/v1/meetings?when=upcoming').then((all) => setSessions(all.filter(mayArrange))).catch(() => setSessions([]));
  }, []);
  const send = async (session: string): Promise<void> => {
    setState('sending');
    const answer = await post(`/m/${meeting.value!.id}/report`, { session });
    setState(answer.ok ? { done: session } : answer);
  };
  const done = typeof state === 'object' && 'done' in state ? state.done : null;
  return (
    <Sheet open title={t('written.report')} from="middle" class="prep-sheet wide" onClose={onClose}>
      <p>{t('written.report.means')}</p>
      {sessions === null && <Loading />}
      {sessions?.length === 0 && <p class="wr-told">{t('written.report.none')}</p>}
      {done ? <p class="wr-told">{t('written.report.done')} <LinkButton href={path.meeting(done)}>{t('written.report.open')}</LinkButton></p> : (
        <ul class="wr-people">
          {sessions?.map((one) => (
            <li key={one.id}><span class="wr-words"><strong>{one.title}</strong><span class="second">{moment(one.starts_at, one.offset)}</span></span><Button size="small" disabled={state === 'sending'} onClick={() => void send(one.id)}>{t('written.report.do')}</Button></li>
          ))}
        </ul>
      )}
      {isRefused(state) && <p class="reason" role="alert">{tRefusal(state.code, state.args)}</p>}
    </Sheet>
  );
}

const mayArrange = (card: Card): boolean => card.form !== 'written' && ((card.duties ?? []).includes('secretary') || (card.duties ?? []).includes('chair'));
