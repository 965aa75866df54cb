/** The result of a vote: seats or a table, the verdict with its sign and word, and why, in one sentence. */
import { t, tn } from '../i18n';
import { kept, span } from '../i18n/format';
import { ballotsOf, poll as pollOf, polls, type Poll } from '../store/select';
import { Icon } from '../ui/icons';
import { reasonWords, ruleWords, TONE_ICON, toneOf, verdictWords } from '../ui/rule';
import { Hemicycle, parts, TallyTable } from '../ui/tally';
import { elects } from '../ui/kinds';
import { later } from './later';
import { Foot, Title } from './parts';
import { Over } from './vote';

export const more = later(() => import('./more'));

/** The result of `poll` and of those that were opened with it; while the chair shows the names of one, that one with its names. */
export function ResultSlide({ poll: id }: { poll: number }) {
  const poll = pollOf(id);
  if (!poll) return null;
  const group = polls.value.filter((one) => one.state === 'closed' && one.opened_at === poll.opened_at && one.item === poll.item);
  const named = [poll, ...group].find((one) => one.names_shown && ballotsOf(one.id).length > 0);
  const Names = named && more()?.Names;
  const slide = group.length > 1 ? <Together polls={group} /> : <One poll={poll} />;
  return Names ? <Names key={named.id} poll={named}>{slide}</Names> : slide;
}

function One({ poll }: { poll: Poll }) {
  const Options = more()?.Options;
  return (
    <main class="slide result-slide">
      <Over poll={poll} />
      <Title text={poll.text} steps={[42, 36]} lines={poll.method.kind === 'question' ? 3 : 2} class="question" />
      {poll.method.kind === 'question' ? <Question poll={poll} /> : Options && <Options key={poll.id} poll={poll} />}
      <hr />
      <p class={`reasoning ${reasonWords(poll).length > 130 ? 'long' : ''}`}>{reasonWords(poll)}</p>
      <ResultFoot poll={poll} />
    </main>
  );
}

export function ResultFoot({ poll }: { poll: Poll }) {
  const rule = poll.method.kind === 'question' ? ruleWords(poll.rule) : tn(elects(poll.method) ? 'win.seats' : 'win.options', poll.method.seats);
  const when = poll.closed_at ? span(poll.opened_at, poll.closed_at) : '';
  const right = poll.by === 'seats' && poll.voted !== null ? t('screen.voted', { span: when, voted: poll.voted, entitled: poll.entitled }) : t('screen.voted.by', { span: when });
  return <Foot left={poll.override === null ? rule : t('screen.override')} right={right} />;
}

export function Verdict({ poll }: { poll: Poll }) {
  const tone = toneOf(poll);
  return <p class={`verdict ${tone} ${verdictWords(poll).length > 18 ? 'long' : ''}`}><span class="verdict-sign"><Icon name={TONE_ICON[tone]} /></span>{verdictWords(poll)}</p>;
}

function Question({ poll }: { poll: Poll }) {
  if (!poll.totals) return <div class="verdict-only"><Verdict poll={poll} /></div>;
  return (
    <div class="result-row">
      <div class="result-seats"><Hemicycle poll={poll} /></div>
      <div class={`result-words ${parts(poll).length > 4 ? 'many' : ''}`}>
        <Verdict poll={poll} />
        <TallyTable poll={poll} />
      </div>
    </div>
  );
}

const MANY = 6;

/** Motions that were opened together: each with its verdict. */
function Together({ polls: all }: { polls: readonly Poll[] }) {
  return (
    <main class="slide result-slide">
      <Over poll={all[0]!} />
      <h1 class="title together-title">{t('vote.together', { n: all.length })}</h1>
      <ol class="together">
        {all.slice(0, MANY).map((one) => {
          const tone = toneOf(one);
          return (
            <li key={one.id}>
              <span class="together-text">{kept(one.text)}</span>
              <span class={`together-now ${tone}`}><Icon name={TONE_ICON[tone]} />{verdictWords(one)}</span>
            </li>
          );
        })}
      </ol>
      <ResultFoot poll={all[0]!} />
    </main>
  );
}
