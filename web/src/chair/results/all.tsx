/** Every vote of the meeting, by item and motion: verdict, reasons, table and bars; earlier polls of the same motion below. */
import { useEffect } from 'preact/hooks';
import { go } from '../../app/router';
import { TopBar } from '../../app/topbar';
import { t, tn } from '../../i18n';
import { kept, span, time } from '../../i18n/format';
import { items, meeting, motionsOf, pollFrames, type Item, type Motion, type PollFrame } from '../../store/select';
import { Badge, Empty, plain } from '../../ui/bits';
import { LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { asksWords, reasonWords, TONE_ICON, toneOf, verdictWords } from '../../ui/rule';
import { NamesOnWall } from '../names-wall';
import { ResultWords } from '../result';
import { pollsOf } from '../votes';
import { rollCallPath, toConsole } from './index';

export function AllResults({ shown }: { shown: number | null }) {
  const frame = meeting.value;
  useEffect(() => { document.title = `${t('results.title')} · ${frame?.title ?? ''}`; }, [frame?.title]);
  useEffect(() => { document.querySelector(`[data-poll="${shown}"]`)?.scrollIntoView({ block: 'start' }); }, [shown]);
  const rows = items.value.filter((item) => motionsOf(item.id).some((one) => one.poll !== null));
  return (
    <div class="results">
      <TopBar title={t('results.title')} under={frame?.title} back={toConsole} />
      <main id="content" class="results-main" tabIndex={-1}>
        <h1 class="unseen">{t('results.title')}</h1>
        <p class="results-sum">{sumWords()}</p>
        {rows.length === 0 && <Empty icon="ballot" title={t('results.none')}>{t('results.none.hint')}</Empty>}
        {rows.map((item) => <OfItem key={item.id} item={item} />)}
      </main>
    </div>
  );
}

function sumWords(): string {
  const closed = pollFrames.value.filter((one) => one.state === 'closed');
  if (closed.length === 0) return '';
  const carried = closed.filter((one) => toneOf(one) === 'yes').length;
  return `${tn('results.votes', closed.length)} · ${tn('results.carried', carried)}`;
}

const OfItem = ({ item }: { item: Item }) => (
  <section class="results-item" aria-label={`${item.number}. ${item.title}`}>
    <h2><span class="results-number">{item.number}</span>{kept(item.title)}</h2>
    {motionsOf(item.id).map((one) => <OfMotion key={one.id} motion={one} />)}
  </section>
);

/** A motion with its polls. One that was decided in another motion's bloc is told there. */
function OfMotion({ motion }: { motion: Motion }) {
  const polls = pollsOf(motion.id, pollFrames.value);
  const last = polls.at(-1);
  if (!last || last.motion !== motion.id) return null;
  return (
    <article class="results-motion" data-poll={last.id}>
      <h3>{kept(last.text)}</h3>
      {motion.follows !== null && <p class="second">{t('chair.round.second')}</p>}
      <OnePoll poll={last} />
      {polls.length > 1 && (
        <div class="results-before">
          <h4>{tn('results.before', polls.length - 1)}</h4>
          <ol>{polls.slice(0, -1).reverse().map((one) => <Earlier key={one.id} poll={one} />)}</ol>
        </div>
      )}
    </article>
  );
}

function OnePoll({ poll }: { poll: PollFrame }) {
  if (poll.state === 'closed') {
    return (
      <>
        <ResultWords poll={poll} />
        {poll.override && <p class="results-note">{t('results.override', { reason: poll.override })}</p>}
        <p class="results-note">{factsOf(poll)}</p>
        {hasRollCall(poll) && <div class="result-links"><PlainLink href={rollCallPath(poll.id)}>{t('results.roll-call')}</PlainLink><NamesOnWall poll={poll} /></div>}
      </>
    );
  }
  if (poll.state === 'void') return <Earlier poll={poll} />;
  return <Badge tone="live" icon="ballot">{t('chair.vote.is-open')}</Badge>;
}

/** "25/27 thành viên có mặt (cần 18) · 25 người được biểu quyết" */
const factsOf = (poll: PollFrame): string =>
  [t('results.quorum', { present: poll.quorum.present, base: poll.quorum.base, needed: poll.quorum.needed }), tn('results.entitled', poll.entitled), poll.rule.citation].filter(Boolean).join(' · ');

export const hasRollCall = (poll: PollFrame): boolean => poll.state === 'closed' && poll.rule.named && poll.rule.published === 'ballots' && poll.by === 'seats';

const PlainLink = ({ href, children }: { href: string; children: string }) => (
  <LinkButton size="small" icon="paper" href={href} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(href); } }}>{children}</LinkButton>
);

/** A poll that did not decide it: void, or an earlier one. */
function Earlier({ poll }: { poll: PollFrame }) {
  const tone = toneOf(poll);
  return (
    <li class="results-earlier">
      <Icon name={TONE_ICON[tone]} size={22} />
      <span><b>{verdictWords(poll)}</b> · {poll.closed_at === null ? time(poll.opened_at) : span(poll.opened_at, poll.closed_at)}<small>{reasonWords(poll) || asksWords(poll.rule)}</small></span>
    </li>
  );
}

