/** My own opinion: the questions with equal choices, one button that sends them, then the signature. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { timeWithSeconds } from '../i18n/format';
import { busy, useAct, type Act } from '../net/act';
import { mine } from '../net/seat';
import { isIn, meeting, ownBallot, pollFrames, type Choice, type PollFrame } from '../store/select';
import { Badge, ChoiceSign } from '../ui/bits';
import { ActReason, Button } from '../ui/button';
import { choiceWord } from '../ui/rule';
import { Attachments } from './files';
import { Signing } from './sign';

interface Draft { choice: Choice; text: string }
type Drafts = Record<number, Draft>;

const asked = (): PollFrame[] => pollFrames.value.filter((one) => one.state !== 'void' && ownBallot(one.id)?.entitled);
const ready = (draft: Draft | undefined): draft is Draft => draft !== undefined && (draft.choice !== 'other' || draft.text.trim() !== '');

export function Mine() {
  const [drafts, setDrafts] = useState<Drafts>({});
  const [changing, setChanging] = useState(false);
  const act = useAct();
  const polls = asked();
  const open = meeting.value!.phase === 'running';
  const due = polls.filter((one) => one.state === 'open' && (changing || !isIn(ownBallot(one.id))));
  const change = (): void => { act.reset(); setDrafts(Object.fromEntries(polls.map((one) => [one.id, standing(one)]))); setChanging(true); };
  const mayChange = open && !changing && due.length === 0 && polls.length > 0 && polls.every((one) => one.rule.changeable && one.state === 'open');
  return (
    <section class="wr-part wr-mine">
      <h2>{t('written.mine')}</h2>
      {!open && polls.every((one) => !isIn(ownBallot(one.id))) && <p class="wr-told">{t('written.missed')}</p>}
      {polls.map((one, at) => due.includes(one)
        ? <Ask key={one.id} poll={one} number={at + 1} draft={drafts[one.id]} disabled={busy(act.state.value)} onChange={(draft) => setDrafts({ ...drafts, [one.id]: draft })} />
        : <Given key={one.id} poll={one} number={at + 1} />)}
      {due.length > 0 && open && <Send act={act} due={due} drafts={drafts} onDone={() => setChanging(false)} onCancel={changing ? () => setChanging(false) : null} />}
      {mayChange && <div class="wr-acts"><Button icon="edit" onClick={change}>{t('written.change')}</Button></div>}
      <Attachments open={open && polls.some((one) => one.state === 'open')} />
      {due.length === 0 && polls.every((one) => isIn(ownBallot(one.id))) && mine.get('me/opinion') && <Signing answers={polls.map((one, at) => ({ number: at + 1, text: one.text, word: answerWord(one), said: ownBallot(one.id)?.text ?? '' }))} />}
    </section>
  );
}

const standing = (poll: PollFrame): Draft => { const own = ownBallot(poll.id); return { choice: own?.choice ?? 'yes', text: own?.text ?? '' }; };
const answerWord = (poll: PollFrame): string => { const own = ownBallot(poll.id); return own?.choice ? choiceWord(poll.rule, own.choice) : ''; };

function Ask({ poll, number, draft, disabled, onChange }: { poll: PollFrame; number: number; draft: Draft | undefined; disabled: boolean; onChange: (draft: Draft) => void }) {
  return (
    <fieldset class="wr-question" disabled={disabled}>
      <legend><span class="wr-number">{number}.</span> {poll.text}</legend>
      <div class="wr-choices">
        {poll.rule.choices.map((one) => (
          <label key={one} class={`wr-choice ${one} ${draft?.choice === one ? 'chosen' : ''}`}>
            <ChoiceSign choice={one} size={36} />
            <span>{choiceWord(poll.rule, one)}</span>
            <input type="radio" name={`question-${poll.id}`} value={one} checked={draft?.choice === one} onChange={() => onChange({ choice: one, text: draft?.text ?? '' })} />
          </label>
        ))}
      </div>
      {draft?.choice === 'other' && (
        <textarea rows={4} maxLength={2000} value={draft.text} aria-label={t('written.text')} placeholder={t('written.text')} onInput={(event) => onChange({ choice: 'other', text: event.currentTarget.value })} />
      )}
      <p class="second">{t(poll.rule.changeable ? 'written.changeable' : 'written.final')}</p>
    </fieldset>
  );
}

/** One button for all questions, which repeats the choice where there is only one. */
function Send({ act, due, drafts, onDone, onCancel }: { act: Act; due: readonly PollFrame[]; drafts: Drafts; onDone: () => void; onCancel: (() => void) | null }) {
  const missing = due.filter((one) => !ready(drafts[one.id]));
  const first = due[0];
  const only = due.length === 1 && first ? drafts[first.id] : undefined;
  const send = async (): Promise<void> => {
    for (const poll of due) {
      const draft = drafts[poll.id];
      if (!ready(draft)) return;
      const sent = await act.send('voting.cast', { poll: poll.id, choice: draft.choice, text: draft.choice === 'other' ? draft.text.trim() : '' });
      if (sent === 'unsent' || !sent.ok) return;
    }
    onDone();
  };
  const words = missing.length > 0 ? t(only?.choice === 'other' ? 'written.send.text' : 'written.send.choose') : only && first ? t('written.send.one', { choice: choiceWord(first.rule, only.choice) }) : t('written.send.all', { n: due.length });
  return (
    <div class="wr-acts wr-send">
      <Button look="main" size="big" busy={busy(act.state.value)} disabled={missing.length > 0 || busy(act.state.value)} onClick={() => void send()}>{busy(act.state.value) ? t('written.sending') : words}</Button>
      {onCancel && <Button size="big" onClick={onCancel}>{t('ui.cancel')}</Button>}
      <ActReason act={act} />
    </div>
  );
}

function Given({ poll, number }: { poll: PollFrame; number: number }) {
  const own = ownBallot(poll.id);
  const late = own?.at != null && meeting.value!.deadline != null && own.at > meeting.value!.deadline;
  return (
    <div class="wr-given">
      <p class="wr-asked"><span class="wr-number">{number}.</span> {poll.text}</p>
      {own?.choice ? (
        <p class="wr-answer"><ChoiceSign choice={own.choice} size={28} /><b>{choiceWord(poll.rule, own.choice)}</b>{own.at != null && <span class="second">{t('written.received', { time: timeWithSeconds(own.at) })}</span>}{late && <Badge tone="warn" icon="clock">{t('written.late')}</Badge>}</p>
      ) : <p class="second">{t('written.not-given')}</p>}
      {own?.text && <p class="wr-text">{own.text}</p>}
    </div>
  );
}
