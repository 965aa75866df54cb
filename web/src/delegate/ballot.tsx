/**
 * The ballot: question, what is needed, equal choices, one send button that repeats the choice; then, in the same
 * sheet of the same height, the receipt. It rises by itself when a vote opens, unless a pen is down or somebody types;
 * lowered, the session bar keeps it.
 */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { route } from '../app/router';
import { t, tRefusal, type Key } from '../i18n';
import { kept, time, timeWithSeconds } from '../i18n/format';
import { busy } from '../net/act';
import { item, me, meeting, ownBallot, pollFrame, votedIn, type Choice, type PollFrame } from '../store/select';
import { Badge, ChoiceSign } from '../ui/bits';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { needWords } from '../ui/rule';
import { Sheet } from '../ui/sheet';
import { VotedBar } from '../ui/tally';
import { singleKeys } from '../ui/settings';
import { ballotAct, ballotOpen, draft, keepDraft, lower, risenByItself } from './ballot-state';
import { ResultBody } from './result';

export function BallotSheet() {
  const poll = pollFrame(ballotOpen.value);
  return poll ? <OneBallot key={poll.id} poll={poll} /> : null;
}

function OneBallot({ poll }: { poll: PollFrame }) {
  const moment = `${poll.state} ${ownBallot(poll.id)?.choice != null}`;
  const first = useRef(moment);
  const number = item(poll.item)?.number ?? '';
  const kind = t(poll.rule.named ? 'vote.open-ballot' : 'vote.secret');
  const where = <><span class="on-tablet-inline">{t('vote.where', { number, kind })}</span><span class="on-phone-inline">{t(poll.rule.named ? 'vote.open-ballot.short' : 'vote.secret')}</span></>;
  return (
    <Sheet open steady title={kept(poll.text)} class="ballot" sudden={risenByItself.value === poll.id || moment !== first.current} moment={moment}
      closeWord={t(poll.state === 'open' ? 'ui.collapse' : 'ui.close')} onClose={lower}
      over={<>{poll.state === 'open' ? <Badge tone="live" icon="ballot">{t('bar.vote')}</Badge> : <Badge tone="quiet" icon="ballot">{t('vote.closed')}</Badge>}<span>{where}</span></>}>
      {poll.state === 'open' ? <Open poll={poll} onDone={lower} /> : <ResultBody poll={poll} onDone={lower} />}
    </Sheet>
  );
}

/** Choosing and receipt lie in one cell, so the sheet keeps its height through both. */
function Open({ poll, onDone }: { poll: PollFrame; onDone: () => void }) {
  const mine = ownBallot(poll.id);
  const received = mine?.choice != null;
  const entitled = mine?.entitled ?? false;
  return (
    <div class="ballot-panes">
      <div class={`ballot-pane ${received || !entitled ? 'hidden' : ''}`} inert={received || !entitled}>
        <p class="needs">{needWords(poll)}</p>
        <Choosing poll={poll} active={entitled && !received} />
      </div>
      {received && <div class="ballot-pane"><Receipt poll={poll} choice={mine.choice!} text={mine.text} at={mine.at} onDone={onDone} /></div>}
      {!entitled && <div class="ballot-pane"><NotEntitled poll={poll} reason={mine?.reason ?? null} onDone={onDone} /></div>}
    </div>
  );
}

function Choosing({ poll, active }: { poll: PollFrame; active: boolean }) {
  const id = meeting.value!.id;
  const act = ballotAct(poll.id);
  const { choice, text } = draft(id, poll.id);
  const state = act.state.value;
  const sending = busy(state);
  const choose = (next: Choice): void => keepDraft(id, poll.id, { choice: next, text });
  const ready = choice !== null && (choice !== 'other' || text.trim() !== '');
  const send = (): void => {
    if (ready && !sending) void act.send('voting.cast', { poll: poll.id, choice: choice!, text: choice === 'other' ? text.trim() : '' });
  };
  useKeys(active && !sending, poll, choose, send);
  return (
    <form class={`choosing ${choice === 'other' ? 'with-text' : ''}`} onSubmit={(event) => { event.preventDefault(); send(); }}>
      <fieldset disabled={sending}>
        <legend class="unseen">{t('vote.choose')}</legend>
        {poll.rule.choices.map((one) => (
          <label key={one} class={`choice ${one} ${one === choice ? 'chosen' : ''}`}>
            <ChoiceSign choice={one} />
            <span class="choice-word">{t(`choice.${one}`)}{one === 'other' && <small> {t('vote.other.hint')}</small>}</span>
            <input type="radio" name={`poll-${poll.id}`} value={one} checked={one === choice} onChange={() => choose(one)} />
          </label>
        ))}
        {choice === 'other' && (
          <textarea class="choice-text" aria-label={t('vote.other.label')} placeholder={t('vote.other.label')} maxLength={2000} value={text}
            onInput={(e) => keepDraft(id, poll.id, { choice, text: e.currentTarget.value })} />
        )}
      </fieldset>
      <SendButton choice={choice} ready={ready} state={state.is} />
      <div class="ballot-foot">
        <Note state={state} />
        <Count poll={poll} />
      </div>
    </form>
  );
}

const Count = ({ poll }: { poll: PollFrame }) => (
  <span class="count"><Icon name="people" size={20} /><b>{votedIn(poll.id)}/{poll.entitled}</b><Short long={t('vote.have-voted')} short={t('vote.have-voted.short')} /></span>
);

function SendButton({ choice, ready, state }: { choice: Choice | null; ready: boolean; state: string }) {
  const words = (): string => {
    if (state === 'sending') return t('vote.sending');
    if (state === 'checking') return t('vote.checking');
    if (!choice) return t('vote.choose');
    if (!ready) return t('vote.other.needed');
    return state === 'unsent' ? t('vote.resend') : t('vote.send', { choice: t(`choice.${choice}`) });
  };
  const waiting = state === 'sending' || state === 'checking';
  return <Button type="submit" look={state === 'unsent' ? 'plain' : 'main'} size="big" wide class={`send ${state}`} busy={waiting} disabled={!ready || waiting} icon={state === 'unsent' ? 'offline' : undefined}>{words()}</Button>;
}

/** Under the button: what sending means, or why it was not taken. */
function Note({ state }: { state: ReturnType<typeof ballotAct>['state']['value'] }) {
  if (state.is === 'unsent') return <span class="reason" role="alert">{t('vote.unsent')}</span>;
  if (state.is === 'refused') return <span class="reason" role="alert">{tRefusal(state.code, state.args)}</span>;
  return <Short long={t('vote.final')} short={t('vote.final.short')} />;
}

const Short = ({ long, short }: { long: string; short: string }) => <span><span class="on-tablet-inline">{long}</span><span class="on-phone-inline">{short}</span></span>;

function Receipt({ poll, choice, text, at, onDone }: { poll: PollFrame; choice: Choice; text: string; at: number | null; onDone: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  return (
    <>
      <div class="receipt" ref={ref} tabIndex={-1} role="status">
        <span class="receipt-mark"><Icon name="check" size={56} /></span>
        <div>
          <p class="receipt-title">{t('vote.received')}</p>
          <p class="receipt-choice"><ChoiceSign choice={choice} size={32} /><b>{t(`choice.${choice}`)}</b>{at && <span> · {t('vote.at', { time: timeWithSeconds(at) })}</span>}</p>
          {text && <p class="second receipt-text">{text}</p>}
          <p class="second">{t('vote.recorded')}</p>
        </div>
      </div>
      <Progress poll={poll} />
      <Button size="big" wide class="done" onClick={onDone}>{t(backWord())}</Button>
    </>
  );
}

function Progress({ poll }: { poll: PollFrame }) {
  return (
    <div class="progress">
      <p class="progress-line"><span>{t('vote.voted')}</span><b>{votedIn(poll.id)}/{poll.entitled}</b></p>
      <VotedBar voted={votedIn(poll.id)} entitled={poll.entitled} />
      <p class="second">{t('vote.result-follows')}</p>
    </div>
  );
}

function NotEntitled({ poll, reason, onDone }: { poll: PollFrame; reason: string | null; onDone: () => void }) {
  return (
    <>
      <p class="needs">{needWords(poll)}</p>
      <Told>{me.value?.capacity === 'substitute' ? t('vote.substitute') : reason ? tRefusal(reason) : t('vote.not-entitled')}</Told>
      <Progress poll={poll} />
      <Button size="big" wide class="done" onClick={onDone}>{t(backWord())}</Button>
    </>
  );
}

/** "Back to the paper" over the reader. */
export const backWord = (): Key => (route.value.name === 'reader' ? 'vote.back.paper' : 'vote.back');

const Told = ({ children }: { children: ComponentChildren }) => <p class="told"><Icon name="info" size={28} /><span>{children}</span></p>;

/** 1 to 4 choose; Enter sends (the form does that from a radio; here from anywhere else in the sheet). */
function useKeys(active: boolean, poll: PollFrame, choose: (choice: Choice) => void, send: () => void): void {
  const latest = useRef({ choose, send });
  latest.current = { choose, send };
  useLayoutEffect(() => {
    if (!active) return;
    const key = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = singleKeys.peek() ? poll.rule.choices[Number(event.key) - 1] : undefined;
      if (choice) latest.current.choose(choice);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [active, poll.id]);
}

/** "Biểu quyết đã đóng lúc 09:42. Phiếu của bạn chưa được gửi và không được tính." */
export function missedWords(poll: PollFrame): string | null {
  const mine = ownBallot(poll.id);
  if (!mine?.entitled || mine.choice || poll.state !== 'closed' || !poll.closed_at) return null;
  return t('vote.missed' as Key, { time: time(poll.closed_at) });
}
