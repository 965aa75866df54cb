/** The figures of an election and the like, in the sheet of a result. */
import type { PollFrame } from '../store/select';
import OutcomeTable, { ballotsWords } from '../ui/outcome';
import { Rounds } from '../ui/rounds';

export default function KindResult({ poll }: { poll: PollFrame }) {
  return (
    <>
      <OutcomeTable poll={poll} />
      {poll.totals && <p class="second">{ballotsWords(poll)}</p>}
      <Rounds poll={poll} />
    </>
  );
}
