/** The choices of a plain question: equal size and weight, in the order of the rule, with the body's own words. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { busy } from '../net/act';
import type { Choice, PollFrame } from '../store/select';
import { ChoiceSign } from '../ui/bits';
import { choiceWord } from '../ui/rule';
import { singleKeys } from '../ui/settings';
import { ballotAct, draft, keepDraft, send, type Slot } from './ballot-state';
import { Foot, SendButton } from './ballot-parts';

export function Question({ poll, slot, active }: { poll: PollFrame; slot: Slot; active: boolean }) {
  const state = ballotAct(slot).state.value;
  const now = draft(slot);
  const { choice, text } = now;
  const sending = busy(state);
  const choose = (next: Choice): void => keepDraft(slot, { ...now, choice: next });
  const ready = active && choice !== null && (choice !== 'other' || text.trim() !== '');
  const go = (): void => { if (ready && !sending && poll.state === 'open') void send(poll, slot, now); };
  useKeys(active && !sending, poll, choose);
  const words = !choice ? t('vote.choose') : ready || choice !== 'other' ? t('vote.send', { choice: choiceWord(poll.rule, choice) }) : t('vote.other.needed');
  return (
    <form class={`choosing ${choice === 'other' ? 'with-text' : ''}`} onSubmit={(event) => { event.preventDefault(); go(); }}>
      <fieldset disabled={sending}>
        <legend class="unseen">{t('vote.choose')}</legend>
        {poll.rule.choices.map((one) => (
          <label key={one} class={`choice ${one} ${one === choice ? 'chosen' : ''}`}>
            <ChoiceSign choice={one} />
            <span class="choice-word">{choiceWord(poll.rule, one)}{one === 'other' && <small> {t('vote.other.hint')}</small>}</span>
            <input type="radio" name={`poll-${poll.id}`} value={one} checked={one === choice} onChange={() => choose(one)} />
          </label>
        ))}
        {choice === 'other' && (
          <textarea class="choice-text" aria-label={t('vote.other.label')} placeholder={t('vote.other.label')} maxLength={2000} value={text}
            onInput={(e) => keepDraft(slot, { ...now, text: e.currentTarget.value })} />
        )}
      </fieldset>
      <SendButton poll={poll} ready={ready} state={state} words={words} />
      <Foot poll={poll} state={state} />
    </form>
  );
}

/** 1 to 4 choose; Enter sends (the form does that). */
function useKeys(active: boolean, poll: PollFrame, choose: (choice: Choice) => void): void {
  const latest = useRef(choose);
  latest.current = choose;
  useLayoutEffect(() => {
    if (!active) return;
    const key = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = singleKeys.peek() ? poll.rule.choices[Number(event.key) - 1] : undefined;
      if (choice) latest.current(choice);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [active, poll.id]);
}
