/** One motion in the agenda: its question, what it needs, and how it stands. Opens the ballot or the result. */
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { isLive, me, motionsOf, ownBallot, pollFrame, proxyBallots, type Motion, type PollFrame } from '../store/select';
import { Badge } from '../ui/bits';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { howWords, TONE_ICON, toneOf, verdictWords } from '../ui/rule';
import { openSlot } from './ballot-state';
import { taking } from './apart-state';

export function MotionRow({ motion }: { motion: Motion }) {
  const poll = pollFrame(motion.poll);
  const words = (
    <>
      <Icon name="ballot" />
      <span class="paper-words">
        <span class="paper-title">{t('motion.title', { text: kept(motion.text) })}</span>
        <span class="second">{t(motion.rule.named ? 'vote.open-ballot.short' : 'vote.secret')} · {howWords(motion)}</span>
      </span>
      {poll ? <State poll={poll} /> : motion.out ? <Badge tone="soft">{t('motion.out')}</Badge> : <span class="second motion-state">{t('motion.not-opened')}</span>}
    </>
  );
  const leads = poll && (!isLive(poll) || ownBallot(poll.id) || proxyBallots(poll.id).length > 0 || poll.by !== 'seats');
  return (
    <li class={`paper-row motion-row ${poll?.state ?? 'planned'}`}>
      {leads ? <button type="button" onClick={() => openSlot({ poll: poll.id, voter: null })}>{words}<Icon name="next" size={22} class="chevron" /></button> : <div>{words}</div>}
      {mayTakeOut(motion) && <div class="motion-aside"><Button look="quiet" onClick={() => { taking.value = motion.id; }}>{t('motion.take-out')}</Button></div>}
    </li>
  );
}

/** Where it might be voted on together with others: a question beside others of the same rule, none of them opened. */
function mayTakeOut(motion: Motion): boolean {
  if (!me.value?.votes || motion.opened || motion.out || motion.method.kind !== 'question') return false;
  return motionsOf(motion.item).some((one) => one.id !== motion.id && !one.opened && one.method.kind === 'question' && one.rule.code === motion.rule.code);
}

function State({ poll }: { poll: PollFrame }) {
  switch (poll.state) {
    case 'open': return <Badge tone="live">{t('motion.open')}</Badge>;
    case 'paused': return <Badge tone="warn" icon="pause">{t('clock.paused')}</Badge>;
    case 'counting': return <Badge tone="live">{t('vote.counting')}</Badge>;
    default: {
      const tone = toneOf(poll);
      return <Badge tone={tone === 'yes' || tone === 'no' ? tone : 'quiet'} icon={TONE_ICON[tone]}>{verdictWords(poll)}</Badge>;
    }
  }
}
