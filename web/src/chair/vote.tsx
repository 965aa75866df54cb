/** The vote beside the stage: how many, who has not yet and why; never what. After closing: the result, until put away. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Objects } from '../protocol';
import { t, tn } from '../i18n';
import { clock, kept, span } from '../i18n/format';
import { second } from '../net/clock';
import { connectedNow, presence } from './presence';
import { useNotVoted } from './missing';
import { ballotOpen } from '../delegate/ballot-state';
import { item, ownBallot, person, pollFrame, pollFrames, votedIn, type PollFrame } from '../store/select';
import { Badge, Digits } from '../ui/bits';
import { Button, IconButton } from '../ui/button';
import { Icon } from '../ui/icons';
import { reasonWords, ruleWords, verdictWords } from '../ui/rule';
import { TallyBar, TallyTable, VotedBar } from '../ui/tally';
import { ask, dismiss } from './state';

export function VotePanel({ poll }: { poll: PollFrame }) {
  return (
    <section class="vote-open">
      <div class="vote-head">
        <Badge tone="live" icon="ballot">{t('chair.vote.now')}</Badge>
        <Digits text={clock(second.value - poll.opened_at)} />
      </div>
      <Count poll={poll} />
      <p class="vote-note">{t('chair.vote.hidden')}</p>
      <OwnBallot poll={poll} />
      <Missing poll={poll.id} />
    </section>
  );
}

function Count({ poll }: { poll: PollFrame }) {
  const voted = votedIn(poll.id);
  return (
    <>
      <p class="vote-count"><b>{voted}</b> <span>{t('chair.vote.of', { entitled: poll.entitled })}</span></p>
      <VotedBar voted={voted} entitled={poll.entitled} />
    </>
  );
}

/** Rows that are written at first, and with each look further down. */
const SOME = 24;

/** Who has not voted yet, by given name. There may be hundreds: only those that are looked at are written. */
function Missing({ poll }: { poll: number }) {
  const [most, setMost] = useState(SOME);
  const all = useNotVoted(poll);
  return (
    <>
      <h2 class="column-word vote-missing"><NotVoted poll={poll} /></h2>
      <ul class="missing">{all.slice(0, most).map((one) => <Row key={one.participant} one={one} />)}</ul>
      {all.length > most && <More seen={() => setMost(most + SOME)} left={all.length - most} />}
    </>
  );
}

function NotVoted({ poll }: { poll: number }) {
  const entitled = pollFrame(poll)?.entitled ?? 0;
  return <>{tn('chair.vote.missing', Math.max(0, entitled - votedIn(poll)))}</>;
}

const Row = ({ one }: { one: Objects['voted'] }) => <li><span>{one.name}</span><Why participant={one.participant} /></li>;

/** Below the last row: once it comes into view, the next ones are written. It can be pressed, too. */
function More({ seen, left }: { seen: () => void; left: number }) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) seen(); }, { rootMargin: '300px' });
    if (ref.current) watch.observe(ref.current);
    return () => watch.disconnect();
  });
  return <button type="button" class="names-link" ref={ref} onClick={seen}>{tn('chair.vote.more', left)}</button>;
}

/** My own ballot, while it is not in. */
function OwnBallot({ poll }: { poll: PollFrame }) {
  const mine = ownBallot(poll.id);
  if (!mine?.entitled || mine.choice) return null;
  return <Button wide look="call" icon="ballot" class="own-ballot" onClick={() => { ballotOpen.value = poll.id; }}>{t('chair.vote.own')}</Button>;
}

function Why({ participant }: { participant: number }) {
  const live = presence.value;
  if (live && !connectedNow.value.has(participant)) return <Badge tone="warn" icon="offline">{t('chair.lost')}</Badge>;
  if (person(participant)?.presence === 'online') return <Badge tone="quiet">{t('chair.online')}</Badge>;
  return null;
}

export function ResultPanel({ poll }: { poll: PollFrame }) {
  return (
    <section class="vote-result" aria-label={t('chair.vote.result')}>
      <ResultWords poll={poll} onDone={() => dismiss(poll.id)} />
      <button type="button" class="names-link" onClick={() => ask({ is: 'result', poll: poll.id })}>{t('chair.result.names')}</button>
    </section>
  );
}

export function ResultWords({ poll, onDone }: { poll: PollFrame; onDone?: () => void }) {
  const carried = poll.reasoning?.carried ?? false;
  return (
    <>
      <p class={`result-verdict ${carried ? 'yes' : 'no'}`} role="status">
        <span class="result-mark"><Icon name={carried ? 'check' : 'cross'} size={26} /></span>{verdictWords(poll)}
        {onDone && <IconButton icon="close" label={t('chair.result.done')} onClick={onDone} />}
      </p>
      <p class="result-reason">{reasonWords(poll)}</p>
      <TallyBar poll={poll} />
      <TallyTable poll={poll} />
      <p class="result-rule">{ruleWords(poll.rule)}{poll.closed_at !== null && ` · ${span(poll.opened_at, poll.closed_at)}`}</p>
    </>
  );
}

/** What was decided, once the session is closed. */
export function Decisions() {
  const decided = pollFrames.value.filter((one) => one.state === 'closed');
  return (
    <section class="decisions">
      <h2 class="column-word">{t('chair.decisions', { n: decided.length })}</h2>
      {decided.length === 0 && <p class="nobody">{t('chair.decisions.none')}</p>}
      <ul>
        {decided.map((one) => (
          <li key={one.id}>
            <button type="button" class="choose-row" onClick={() => ask({ is: 'result', poll: one.id })}>
              <span class="choose-words"><span class="decision-text">{`${item(one.item)?.number ?? ''}. ${kept(one.text)}`}</span>
                <small class={one.reasoning?.carried ? 'yes' : 'no'}><Icon name={one.reasoning?.carried ? 'check' : 'cross'} size={18} />{verdictWords(one)}</small></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
