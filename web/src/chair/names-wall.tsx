/** Who chose what in a named vote, shown on the wall on demand, and put away again. */
import { t } from '../i18n';
import { useAct } from '../net/act';
import { ballotsOf, me, meeting, type PollFrame } from '../store/select';
import { ActButton } from '../ui/button';

export function NamesOnWall({ poll }: { poll: PollFrame }) {
  const act = useAct();
  const phase = meeting.value?.phase;
  const may = (me.value?.chair || me.value?.secretary) && (phase === 'running' || phase === 'paused');
  const named = poll.state === 'closed' && poll.rule.named && poll.rule.published === 'ballots' && ballotsOf(poll.id).length > 0;
  if (!may || !named) return null;
  return (
    <ActButton act={act} icon="screen" size="small" onClick={() => void act.send('voting.show_names', { poll: poll.id, shown: !poll.names_shown })}>
      {t(poll.names_shown ? 'chair.names.hide' : 'chair.names.show')}
    </ActButton>
  );
}
