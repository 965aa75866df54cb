/** The follow control: always shows where the presenter is; one tap leaves or returns. */
import { t } from '../i18n';
import { meeting, paper as paperOf } from '../store/select';
import { useArmed } from '../ui/arming';
import { Icon, type IconName } from '../ui/icons';
import { follow, followState, leave, type FollowState } from './follow';
import { shortTitle } from './titles';

export function FollowControl({ paper, page }: { paper: number; page: number }) {
  const state = followState();
  const armed = useArmed(state.is);
  const what = words(state, paper, page);
  if (meeting.value?.form === 'written') return <div class="follow-none" />; // nobody presents in writing
  return (
    <div class={`follow ${state.is}`} role="group" aria-label={t('reader.follow.name')}>
      <Icon name={what.icon} />
      <span class="follow-words"><span class="follow-long">{what.long}</span><span class="follow-short" aria-hidden="true">{what.short}</span></span>
      {what.act && (
        <button type="button" class="follow-act" aria-disabled={!armed.value || undefined} onClick={() => { if (armed.peek()) what.act?.run(); }}>{what.act.word}</button>
      )}
    </div>
  );
}

interface Words { icon: IconName; long: string; short: string; act?: { word: string; run: () => void } }

function words(state: FollowState, paper: number, page: number): Words {
  if (state.is === 'nothing') return { icon: 'screen', long: t('reader.follow.nothing'), short: t('reader.follow.nothing') };
  const where = { page: `${state.page}/${state.pages}` };
  switch (state.is) {
    case 'on': return { icon: 'screen', long: t('reader.follow.on', where), short: t('reader.follow.on.short', where), act: { word: t('reader.follow.leave'), run: leave } };
    case 'presenting': return { icon: 'screen', long: t('reader.follow.presenting', where), short: t('reader.follow.presenting.short', where), act: { word: t('reader.follow.leave'), run: leave } };
    case 'lost': return { icon: 'offline', long: t('reader.follow.lost', where), short: t('reader.follow.lost', where) };
    case 'called': return { icon: 'pointer', long: t('reader.follow.called', { page: state.page }), short: t('reader.follow.called.short', { page: state.page }), act: { word: t('reader.follow.go', { page: state.page }), run: follow } };
    case 'alone': return { icon: 'eye', long: t('reader.follow.alone', { page }), short: t('reader.follow.alone.short', { page }), act: { word: back(state, paper), run: follow } };
  }
}

/** "Về trang 12", or with the paper's short title where another paper is presented. */
function back(state: Exclude<FollowState, { is: 'nothing' }>, paper: number): string {
  const title = state.paper === paper ? undefined : paperOf(state.paper)?.title;
  return title ? t('reader.follow.back.paper', { title: shortTitle(title), page: state.page }) : t('reader.follow.back', { page: state.page });
}
