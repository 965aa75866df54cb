/** One motion in the agenda: its question, what it needs, and how it stands. Opens the ballot or the result. */
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { ownBallot, pollFrame, type Motion, type PollFrame } from '../store/select';
import { Badge } from '../ui/bits';
import { Icon } from '../ui/icons';
import { ruleWords, verdictWords } from '../ui/rule';
import { ballotOpen } from './ballot-state';

export function MotionRow({ motion }: { motion: Motion }) {
  const poll = pollFrame(motion.poll);
  const words = (
    <>
      <Icon name="ballot" />
      <span class="paper-words">
        <span class="paper-title">{t('motion.title', { text: kept(motion.text) })}</span>
        <span class="second">{t(motion.rule.named ? 'vote.open-ballot.short' : 'vote.secret')} · {t('motion.needs', { share: ruleWords(motion.rule) })}</span>
      </span>
      {poll ? <State poll={poll} /> : <span class="second motion-state">{t('motion.not-opened')}</span>}
    </>
  );
  const leads = poll && (poll.state !== 'open' || ownBallot(poll.id));
  return (
    <li class={`paper-row motion-row ${poll?.state ?? 'planned'}`}>
      {leads ? <button type="button" onClick={() => { ballotOpen.value = poll.id; }}>{words}<Icon name="next" size={22} class="chevron" /></button> : <div>{words}</div>}
    </li>
  );
}

function State({ poll }: { poll: PollFrame }) {
  if (poll.state === 'open') return <Badge tone="live">{t('motion.open')}</Badge>;
  if (poll.state === 'void') return <Badge tone="quiet">{t('result.void')}</Badge>;
  const carried = poll.reasoning?.carried;
  return <Badge tone={carried ? 'yes' : 'no'} icon={carried ? 'check' : 'cross'}>{verdictWords(poll)}</Badge>;
}
