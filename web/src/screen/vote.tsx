/** A vote under way: the question and how many have voted, or what it waits for; never what was chosen, unless its rule shows it. */
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { item as itemOf, isLive, poll as pollOf, polls, type Poll } from '../store/select';
import { Digits } from '../ui/bits';
import { Icon, type IconName } from '../ui/icons';
import { needWords } from '../ui/rule';
import { TallyTable, VotedBar } from '../ui/tally';
import { Foot, Title, Top } from './parts';

export function Over({ poll }: { poll: Poll }) {
  const number = itemOf(poll.item)?.number ?? '';
  return <Top>{t('screen.item', { number })} · {t(poll.by === 'seats' ? (poll.rule.named ? 'vote.open-ballot' : 'vote.secret') : `vote.by.${poll.by}`)}</Top>;
}

export function VoteSlide({ poll: id }: { poll: number }) {
  const poll = pollOf(id);
  if (!poll) return null;
  const together = polls.value.filter(isLive);
  return (
    <main class="slide vote-slide">
      <Over poll={poll} />
      {together.length > 1 ? <Together polls={together} /> : <One poll={poll} />}
    </main>
  );
}

function One({ poll }: { poll: Poll }) {
  return (
    <>
      <Title text={poll.text} lines={poll.totals ? 2 : 4} />
      {poll.bloc.length > 1 && <p class="quiet vote-bloc">{tn('vote.bloc', poll.bloc.length)}</p>}
      {poll.totals && poll.method.kind === 'question' && <div class="interim"><TallyTable poll={poll} /></div>}
      <Now poll={poll} />
      {counted(poll) && <VotedBar voted={poll.voted ?? 0} entitled={poll.entitled} />}
    </>
  );
}

/** Whether a figure of how many have voted stands on the slide. */
const counted = (poll: Poll): boolean => poll.by === 'seats' && poll.voted !== null && (poll.state === 'open' || poll.state === 'paused');

function Now({ poll }: { poll: Poll }) {
  if (poll.state === 'counting') return <Still icon="ballot" text={t('vote.counting')} under={t('screen.waits')} />;
  if (poll.state === 'tied') return <Still icon="info" text={t('result.tied')} under={t('result.tied.wait')} />;
  if (poll.by !== 'seats') return <Still icon={poll.by === 'hands' ? 'hand' : 'ballot'} text={t(`vote.by.${poll.by}`)} under={needWords(poll)} />;
  if (poll.voted === null) return <Still icon={poll.state === 'paused' ? 'pause' : 'ballot'} text={t(poll.state === 'paused' ? 'vote.paused' : 'bar.vote')} under={needWords(poll)} />;
  return (
    <div class="voted">
      <p class="voted-figure"><Digits text={String(poll.voted)} class="voted-now" /><span>/{poll.entitled}</span></p>
      <p class="voted-word">{poll.state === 'paused' ? <><Icon name="pause" size={64} /> {t('vote.paused')}</> : t('vote.have-voted')}</p>
    </div>
  );
}

const Still = ({ icon, text, under }: { icon: IconName; text: string; under: string }) => (
  <div class="vote-still"><Icon name={icon} /><div><p class="vote-still-word">{text}</p><p class="vote-still-under">{under}</p></div></div>
);

/** As many as stand on one slide at a size that the last row reads. */
const ROWS = 6;

/** Several at once: each with how many have voted. */
function Together({ polls: all }: { polls: readonly Poll[] }) {
  const shown = all.slice(0, all.length > ROWS ? ROWS - 1 : ROWS);
  return (
    <>
      <h1 class="title together-title">{t('vote.together', { n: all.length })}</h1>
      <ol class="together">
        {shown.map((one) => (
          <li key={one.id}>
            <span class="together-text">{kept(one.text)}</span>
            <span class="together-now">{counted(one) ? <><b>{one.voted}</b>/{one.entitled}</> : t(one.state === 'counting' ? 'vote.counting' : one.state === 'tied' ? 'result.tied' : one.state === 'paused' ? 'vote.paused' : 'bar.vote')}</span>
          </li>
        ))}
      </ol>
      {all.length > shown.length && <p class="quiet together-rest">{tn('tally.more', all.length - shown.length)}</p>}
      <Foot left={t('vote.have-voted')} />
    </>
  );
}
