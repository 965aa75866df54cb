/** The figures of a result: bar and table of a question; a row and a bar for each option of the other kinds, and the stages of a count by preference. */
import type { PollFrame } from '../store/select';
import OutcomeTable, { ballotsWords } from '../ui/outcome';
import { Rounds } from '../ui/rounds';
import { TallyBar, TallyTable } from '../ui/tally';

export function ResultFigures({ poll }: { poll: PollFrame }) {
  if (poll.method.kind === 'question') return poll.totals && <><TallyBar poll={poll} /><TallyTable poll={poll} /></>;
  return (
    <>
      <OutcomeTable poll={poll} />
      {poll.totals && <p class="result-ballots">{ballotsWords(poll)}</p>}
      <Rounds poll={poll} />
    </>
  );
}
