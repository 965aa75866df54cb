/**
 * The votes beside the stage: how many, who has not yet and why; never what. One poll is shown at its full size; several
 * that were opened together stand below each other, and one of them shows who is missing. Each piece reads only what it
 * shows: ballots that come in draw the count anew and nothing else.
 */
import { signal } from '@preact/signals';
import { t, tn } from '../i18n';
import { clock, kept } from '../i18n/format';
import { newAct } from '../net/act';
import { second } from '../net/clock';
import { ballotOpen } from '../delegate/ballot-state';
import { isIn, me, motionsOf, ownBallot, showsVoted, votedIn, type PollFrame } from '../store/select';
import { Badge, Digits, type Tone } from '../ui/bits';
import { ActButton, Button } from '../ui/button';
import type { IconName } from '../ui/icons';
import { needWords } from '../ui/rule';
import { VotedBar } from '../ui/tally';
import { Missing } from './missing-list';
import { ask, entered } from './state';

const act = newAct();

/** Which of several polls shows who is missing; null: the first. */
const looked = signal<number | null>(null);

export function Votes({ polls }: { polls: readonly PollFrame[] }) {
  const only = polls[0];
  if (!only) return null;
  return polls.length === 1 ? <VotePanel poll={only} key={only.id} /> : <Several polls={polls} />;
}

function VotePanel({ poll }: { poll: PollFrame }) {
  return (
    <section class="vote-open">
      <Head poll={poll} />
      {motionsOf(poll.item).length > 1 && <p class="vote-text">{kept(poll.text)}</p>}
      {poll.state === 'counting' ? <Counting /> : poll.state === 'tied' ? <Tied /> : <Taking poll={poll} />}
    </section>
  );
}

const STATE: Partial<Record<PollFrame['state'], { tone: Tone; icon: IconName; word: 'chair.vote.now' | 'chair.vote.paused' | 'chair.vote.counting' | 'chair.vote.tied' }>> = {
  open: { tone: 'live', icon: 'ballot', word: 'chair.vote.now' }, paused: { tone: 'warn', icon: 'pause', word: 'chair.vote.paused' },
  counting: { tone: 'soft', icon: 'lock', word: 'chair.vote.counting' }, tied: { tone: 'call', icon: 'gavel', word: 'chair.vote.tied' },
};

function StateBadge({ state }: { state: PollFrame['state'] }) {
  const it = STATE[state];
  return it ? <Badge tone={it.tone} icon={it.icon}>{t(it.word)}</Badge> : null;
}

const Head = ({ poll }: { poll: PollFrame }) => (
  <div class="vote-head">
    <StateBadge state={poll.state} />
    <Since at={poll.opened_at} />
  </div>
);

/** Ticks by itself. */
const Since = ({ at }: { at: number }) => <Digits text={clock(second.value - at)} />;

const Counting = () => <p class="vote-wait" role="status">{t('chair.vote.counting.wait')}</p>;
const Tied = () => <p class="vote-wait" role="status">{t('chair.vote.tied.wait')}</p>;

function Taking({ poll }: { poll: PollFrame }) {
  const seats = poll.by === 'seats';
  return (
    <>
      {seats ? <Count poll={poll} /> : <ByPeople poll={poll} />}
      <p class="vote-note">{noteOf(poll)}</p>
      <PauseVotes polls={[poll]} />
      <OwnBallot polls={[poll]} />
      {seats && showsVoted(poll) && <Missing poll={poll.id} />}
    </>
  );
}

function noteOf(poll: PollFrame): string {
  if (poll.by !== 'seats') return t(poll.by === 'hands' ? 'chair.vote.hands.how' : 'chair.vote.paper.how');
  if (!poll.rule.named) return t('chair.vote.secret.how');
  return poll.rule.shown === 'figures' ? needWords(poll) : t('chair.vote.hidden');
}

function Count({ poll }: { poll: PollFrame }) {
  if (!showsVoted(poll)) return <p class="vote-count">{tn('chair.vote.not-shown', poll.entitled)}</p>;
  const voted = votedIn(poll.id);
  return (
    <>
      <p class="vote-count"><b>{voted}</b> <span>{t('chair.vote.of', { entitled: poll.entitled })}</span></p>
      <VotedBar voted={voted} entitled={poll.entitled} />
    </>
  );
}

/** Hands or papers: counted by people, entered here or by the secretary, which the view does not tell: closing stays within reach. */
function ByPeople({ poll }: { poll: PollFrame }) {
  return (
    <>
      <p class="vote-count by-people"><b>{poll.entitled}</b> <span>{t('chair.vote.may')}</span></p>
      <div class="vote-acts">
        {entered.value.has(poll.id) && <Badge tone="soft" icon="check">{t('chair.count.entered')}</Badge>}
        <Button size="small" icon="edit" onClick={() => ask({ is: 'count', poll: poll.id })}>{t(entered.value.has(poll.id) ? 'chair.count.again' : 'chair.count.enter')}</Button>
        {me.value?.chair && !entered.value.has(poll.id) && <Button size="small" look="quiet" icon="stop" onClick={() => ask({ is: 'close-votes', polls: [poll.id] })}>{t('next.close-vote')}</Button>}
      </div>
    </>
  );
}

/** Takes no ballots for a while. Taking them again is the next step; closing meanwhile stands here. */
function PauseVotes({ polls }: { polls: readonly PollFrame[] }) {
  if (!me.value?.chair) return null;
  const of = (state: PollFrame['state']): number[] => polls.filter((one) => one.state === state).map((one) => one.id);
  const [open, paused] = [of('open'), of('paused')];
  if (open.length + paused.length === 0) return null;
  return (
    <div class="vote-acts">
      {open.length > 0
        ? <ActButton act={act} tag="pause" size="small" look="quiet" icon="pause" onClick={() => void pauseAll(open)}>{t('chair.vote.pause')}</ActButton>
        : <Button size="small" look="quiet" icon="stop" onClick={() => ask({ is: 'close-votes', polls: paused })}>{t(paused.length > 1 ? 'chair.close-all' : 'next.close-vote')}</Button>}
    </div>
  );
}

async function pauseAll(polls: readonly number[]): Promise<void> {
  for (const poll of polls) {
    const sent = await act.send('voting.pause', { poll }, 'pause');
    if (sent === 'unsent' || !sent.ok) return;
  }
}

/** My own ballot, the first of those that are not in. */
function OwnBallot({ polls }: { polls: readonly PollFrame[] }) {
  const due = polls.filter((one) => one.state === 'open' && one.by === 'seats' && ownBallot(one.id)?.entitled && !isIn(ownBallot(one.id)));
  const first = due[0];
  if (!first) return null;
  return <Button wide look="call" icon="ballot" class="own-ballot" onClick={() => { ballotOpen.value = first.id; }}>{due.length > 1 ? tn('chair.vote.own.several', due.length) : t('chair.vote.own')}</Button>;
}

function Several({ polls }: { polls: readonly PollFrame[] }) {
  const shown = polls.find((one) => one.id === looked.value) ?? polls.find((one) => one.state === 'open') ?? polls[0]!;
  return (
    <section class="vote-open several">
      <div class="vote-head"><Badge tone="live" icon="ballot">{tn('chair.vote.several', polls.length)}</Badge><Since at={polls[0]!.opened_at} /></div>
      <ol class="vote-list">{polls.map((one, i) => <OneOf key={one.id} poll={one} place={i + 1} shown={one === shown} />)}</ol>
      <p class="vote-note">{t('chair.vote.hidden')}</p>
      <PauseVotes polls={polls} />
      <OwnBallot polls={polls} />
      {showsVoted(shown) && shown.state !== 'tied' && <Missing poll={shown.id} key={shown.id} />}
    </section>
  );
}

function OneOf({ poll, place, shown }: { poll: PollFrame; place: number; shown: boolean }) {
  return (
    <li class={`vote-one ${shown ? 'shown' : ''}`}>
      <button type="button" class="vote-one-head" aria-pressed={shown} onClick={() => { looked.value = poll.id; }}>
        <span class="queue-place">{place}</span><span class="vote-one-text">{kept(poll.text)}</span>
      </button>
      <div class="vote-one-row">
        {poll.state === 'open' ? <SmallCount poll={poll} /> : <StateBadge state={poll.state} />}
        {me.value?.chair && <OneActs poll={poll} />}
      </div>
    </li>
  );
}

function SmallCount({ poll }: { poll: PollFrame }) {
  const voted = votedIn(poll.id);
  if (!showsVoted(poll)) return <span class="vote-one-count">{tn('chair.vote.not-shown', poll.entitled)}</span>;
  return <span class="vote-one-count"><b>{voted}/{poll.entitled}</b><VotedBar voted={voted} entitled={poll.entitled} /></span>;
}

function OneActs({ poll }: { poll: PollFrame }) {
  if (poll.state === 'tied') return <Button size="small" onClick={() => ask({ is: 'casting', poll: poll.id, choice: null })}>{t('chair.tie.decide')}</Button>;
  if (poll.state === 'counting') return null;
  return <Button size="small" label={t('chair.vote.close-one', { text: poll.text })} onClick={() => ask({ is: 'close-votes', polls: [poll.id] })}>{t('chair.vote.close')}</Button>;
}
