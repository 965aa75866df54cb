/** A motion in the agenda column: how it stands; unfolded its question, what may be done with it, and what came of it. */
import { t } from '../i18n';
import { kept } from '../i18n/format';
import type { Act } from '../net/act';
import { livePolls, me, meeting, pollFrame, type Motion, type PollFrame } from '../store/select';
import { ActReason, Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { verdictWords } from '../ui/rule';
import { ask, pick, picked } from './state';
import { open, secretWords } from './vote-dialogs';
import { isOver } from './votes';

const running = (): boolean => meeting.value?.phase === 'running';

export function MotionLine({ motion, name, current, act }: { motion: Motion; name: string; current: boolean; act: Act }) {
  const poll = pollFrame(motion.poll);
  const key = `motion/${motion.id}`;
  const shown = picked.value === key;
  return (
    <li class={`plan-line vote ${poll?.state ?? 'planned'}`}>
      <button type="button" class="line-head" aria-expanded={shown} onClick={() => pick(key)}>
        <Icon name="ballot" size={22} />
        <span class="line-title">{t('chair.vote.named', { name })}{motion.out && motion.poll === null && <span class="line-out">{t('chair.vote.out')}</span>}</span>
        <span class="line-state">{stateOf(poll)}</span>
      </button>
      {shown && <Inside motion={motion} poll={poll} current={current} act={act} />}
    </li>
  );
}

function stateOf(poll: PollFrame | undefined): string {
  switch (poll?.state) {
    case undefined: return t('chair.vote.not-open');
    case 'open': return t('chair.vote.is-open');
    case 'paused': return t('chair.vote.paused');
    case 'counting': return t('chair.vote.counting');
    case 'tied': return t('chair.vote.tied');
    case 'closed': case 'void': return verdictWords(poll);
  }
}

function Inside({ motion, poll, current, act }: { motion: Motion; poll: PollFrame | undefined; current: boolean; act: Act }) {
  const ready = !poll || poll.state === 'void';
  return (
    <div class="line-acts">
      <p class="line-text">{kept(motion.text)}</p>
      {motion.follows !== null && <p class="line-text quiet">{t('chair.round.second')}</p>}
      {poll && isOver(poll) && <Button size="small" onClick={() => ask({ is: 'result', poll: poll.id })}>{t('chair.vote.result')}</Button>}
      {ready && <OpenVote motion={motion} current={current} act={act} />}
      {!poll && <Apart motion={motion} act={act} />}
    </div>
  );
}

function OpenVote({ motion, current, act }: { motion: Motion; current: boolean; act: Act }) {
  if (!current) return <p class="line-text quiet">{t('chair.vote.item-first')}</p>;
  if (!me.value?.chair) return null;
  const tag = `vote/${motion.id}`;
  const idle = !running() || livePolls.value.length > 0;
  return (
    <>
      <Button size="small" icon="ballot" disabled={idle} onClick={() => void openOne(motion, act, tag)}>{t('chair.vote.open')}</Button>
      <Button size="small" look="quiet" disabled={idle} onClick={() => ask({ is: 'open-votes', motion: motion.id })}>{t('next.otherwise')}</Button>
      <ActReason act={act} tag={tag} />
    </>
  );
}

async function openOne(motion: Motion, act: Act, tag: string): Promise<void> {
  if (secretWords(motion.id)) return ask({ is: 'open-secret', motion: motion.id });
  const sent = await open(act, { cmd: 'voting.open', args: { motion: motion.id }, motion: motion.id }, tag);
  if (sent !== 'unsent' && sent.ok) picked.value = null;
}

/** Voted on its own, because a member asked for it; and back among the others. */
function Apart({ motion, act }: { motion: Motion; act: Act }) {
  const phase = meeting.value?.phase;
  const tag = `out/${motion.id}`;
  if (motion.method.kind !== 'question' || phase === 'closed' || phase === 'draft' || phase === 'cancelled') return null;
  return (
    <>
      <Button size="small" look="quiet" icon="hand" onClick={() => void act.send(motion.out ? 'voting.put_back' : 'voting.take_out', { motion: motion.id }, tag)}>{t(motion.out ? 'chair.vote.put-back' : 'chair.vote.take-out')}</Button>
      <ActReason act={act} tag={tag} />
    </>
  );
}
