/** Ballots of elections, choices, rankings and scores: rows of one height that never move; the same send button below. */
import { t } from '../../i18n';
import { busy } from '../../net/act';
import type { Marks, PollFrame } from '../../store/select';
import { fillWords } from '../../ui/kinds';
import { ballotAct, draft, keepDraft, send, type Slot } from '../ballot-state';
import { Foot, SendButton } from '../ballot-parts';
import { EachRows } from './each';
import { filled, isBlank, missing, toSend } from './marks';
import { OptionRows } from './options';
import { RankedRows } from './ranked';
import { ScoreRows } from './score';
import { sendWords } from './words';

export interface RowsProps { poll: PollFrame; marks: Marks; active: boolean; onChange: (marks: Marks) => void }

const ROWS = { options: OptionRows, approval: OptionRows, each: EachRows, ranked: RankedRows, score: ScoreRows } as const;

export default function Kind({ poll, slot, active }: { poll: PollFrame; slot: Slot; active: boolean }) {
  const { method } = poll;
  const state = ballotAct(slot).state.value;
  const now = draft(slot);
  const marks = filled(method, now.marks);
  const sending = busy(state);
  const ready = active && missing(method, marks) === 0;
  const go = (): void => { if (ready && !sending && poll.state === 'open') void send(poll, slot, { ...now, marks: toSend(method, marks) }); };
  if (method.kind === 'question') return null;
  const Rows = ROWS[method.kind];
  return (
    <form class={`choosing kind-form ${method.kind}`} onSubmit={(event) => { event.preventDefault(); go(); }}>
      <fieldset disabled={sending}>
        <legend class="unseen">{fillWords(method)}</legend>
        <Rows poll={poll} marks={marks} active={active && !sending} onChange={(next) => keepDraft(slot, { ...now, marks: next })} />
      </fieldset>
      <div class="send-dock">
        <p class="filled-in" aria-live="polite">{soFar(poll, marks)}</p>
        <SendButton poll={poll} ready={ready} blank={ready && isBlank(method, marks)} state={state} words={sendWords(method, marks)} />
        <Foot poll={poll} state={state} />
      </div>
    </form>
  );
}

/** "Đã chọn 2/3" */
function soFar({ method }: PollFrame, marks: Marks): string {
  if (method.kind === 'ranked') return t('kind.ranked.so-far', { n: marks.length, most: method.most });
  if (method.kind !== 'options' && method.kind !== 'approval') return '';
  if (method.most === 1) return '';
  return marks.length === method.most ? t('kind.chosen.full', { most: method.most }) : t('kind.chosen', { n: marks.length, most: method.most });
}
