/** Who chose what in a named vote: by choice of a question, by option of the others. The fewer come first. */
import { t } from '../i18n';
import type { Objects } from '../protocol';
import { ballotsOf, byGivenName, person, type PollFrame } from '../store/select';
import { ChoiceSign } from '../ui/bits';
import { choiceWord } from '../ui/rule';
import { amount } from '../ui/figures';
import { answerWords } from './results/answers';

type Ballot = Objects['ballot'];
const ORDER = ['no', 'abstain', 'other', 'yes'] as const;

export function BallotNames({ poll }: { poll: PollFrame }) {
  const ballots = ballotsOf(poll.id).sort((a, b) => byGivenName(a.name, b.name));
  if (ballots.length === 0) return null;
  return poll.method.kind === 'question' ? <ByChoice poll={poll} ballots={ballots} /> : <ByVoter poll={poll} ballots={ballots} />;
}

function ByChoice({ poll, ballots }: { poll: PollFrame; ballots: readonly Ballot[] }) {
  return (
    <>
      {ORDER.map((choice) => {
        const of = ballots.filter((one) => one.choice === choice);
        return of.length > 0 && (
          <section key={choice} class="result-names">
            <h3><ChoiceSign choice={choice} size={24} />{choiceWord(poll.rule, choice)} · {of.length}</h3>
            <p>{of.map((one) => nameOf(poll, one)).join(', ')}</p>
          </section>
        );
      })}
    </>
  );
}

/** "Vũ Đình Khải (trọng số 2; Phạm Đức Long bỏ phiếu thay): ..." */
function nameOf(poll: PollFrame, one: Ballot): string {
  const notes = [
    one.text, one.weight === poll.unit ? '' : t('results.weight', { weight: amount(one.weight, poll.unit) }),
    one.by === null ? '' : t('results.by-proxy', { name: person(one.by)?.name ?? '' }),
  ].filter(Boolean);
  return notes.length ? `${one.name} (${notes.join('; ')})` : one.name;
}

const ByVoter = ({ poll, ballots }: { poll: PollFrame; ballots: readonly Ballot[] }) => (
  <section class="result-names">
    <h3>{t('results.each-ballot')}</h3>
    <ul class="ballot-lines">{ballots.map((one) => <li key={one.participant}><b>{nameOf(poll, one)}</b><span>{answerWords(poll, one)}</span></li>)}</ul>
  </section>
);
