/** A vote under way: the question and how many have voted, nothing else. Its result: seats, verdict, numbers, one sentence. */
import { t } from '../i18n';
import { span } from '../i18n/format';
import { item as itemOf, poll as pollOf, type Poll } from '../store/select';
import { Digits } from '../ui/bits';
import { Icon } from '../ui/icons';
import { reasonWords, ruleWords, verdictWords } from '../ui/rule';
import { Hemicycle, parts, TallyTable, VotedBar } from '../ui/tally';
import { Foot, Title, Top } from './parts';

function Over({ poll }: { poll: Poll }) {
  const number = itemOf(poll.item)?.number ?? '';
  return <Top>{t('screen.item', { number })} · {t(poll.rule.named ? 'vote.open-ballot' : 'vote.secret')}</Top>;
}

export function VoteSlide({ poll: id }: { poll: number }) {
  const poll = pollOf(id);
  if (!poll) return null;
  return (
    <main class="slide vote-slide">
      <Over poll={poll} />
      <Title text={poll.text} />
      <div class="voted">
        <p class="voted-figure"><Digits text={String(poll.voted)} class="voted-now" /><span>/{poll.entitled}</span></p>
        <p class="voted-word">{t('vote.have-voted')}</p>
      </div>
      <VotedBar voted={poll.voted} entitled={poll.entitled} />
    </main>
  );
}

export function ResultSlide({ poll: id }: { poll: number }) {
  const poll = pollOf(id);
  if (!poll?.reasoning) return null;
  const carried = poll.reasoning.carried;
  const rule = ruleWords(poll.rule);
  return (
    <main class="slide result-slide">
      <Over poll={poll} />
      <Title text={poll.text} steps={[42, 36]} lines={3} class="question" />
      <div class="result-row">
        <div class="result-seats"><Hemicycle poll={poll} /></div>
        <div class={`result-words ${parts(poll).length > 4 ? 'many' : ''}`}>
          <p class={`verdict ${carried ? 'yes' : 'no'}`}><span class="verdict-sign"><Icon name={carried ? 'check' : 'cross'} /></span>{verdictWords(poll)}</p>
          <TallyTable poll={poll} />
        </div>
      </div>
      <hr />
      <p class="reasoning">{reasonWords(poll)}</p>
      <Foot left={poll.override === null ? rule.charAt(0).toLocaleUpperCase('vi') + rule.slice(1) : t('screen.override')}
        right={t('screen.voted', { span: poll.closed_at ? span(poll.opened_at, poll.closed_at) : '', voted: poll.voted, entitled: poll.entitled })} />
    </main>
  );
}
