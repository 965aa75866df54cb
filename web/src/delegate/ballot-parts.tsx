/** Pieces that every ballot has: the send button, what is said under it, for whom it is, and what it decides. */
import { t, tn, tRefusal } from '../i18n';
import { kept } from '../i18n/format';
import type { ActState } from '../net/act';
import { route } from '../app/router';
import { motion, showsVoted, votedIn, type PollFrame } from '../store/select';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import type { Key } from '../i18n';

/**
 * It repeats what is chosen; `ready`: it may be sent. Where it may not, `words` say what is missing. With nothing chosen
 * (`blank`) it is not filled: nobody sends a blank ballot by habit.
 */
export function SendButton({ poll, ready, blank = false, state, words }: { poll: PollFrame; ready: boolean; blank?: boolean; state: ActState; words: string }) {
  const waiting = state.is === 'sending' || state.is === 'checking';
  const unsent = state.is === 'unsent' && ready;
  const paused = poll.state === 'paused';
  const text = (): string => {
    if (state.is === 'sending') return t('vote.sending');
    if (state.is === 'checking') return t('vote.checking');
    if (paused) return t('vote.paused');
    return unsent ? t('vote.resend') : words;
  };
  return <Button type="submit" look={unsent || blank ? 'plain' : 'main'} size="big" wide class={`send ${state.is}`} busy={waiting} disabled={!ready || waiting || paused} icon={unsent ? 'offline' : undefined}>{text()}</Button>;
}

export const Foot = ({ poll, state }: { poll: PollFrame; state: ActState }) => (
  <div class="ballot-foot">
    <Note poll={poll} state={state} />
    {showsVoted(poll) && <span class="count"><Icon name="people" size={20} /><b>{votedIn(poll.id)}/{poll.entitled}</b><Short long={t('vote.have-voted')} short={t('vote.have-voted.short')} /></span>}
  </div>
);

/** Under the button: what sending means, or why it was not taken. */
function Note({ poll, state }: { poll: PollFrame; state: ActState }) {
  if (state.is === 'unsent') return <span class="reason" role="alert">{t(poll.rule.named ? 'vote.unsent' : 'vote.unsent.secret')}</span>;
  if (state.is === 'refused') return <span class="reason" role="alert">{tRefusal(state.code, state.args)}</span>;
  if (poll.rule.changeable) return <Short long={t('vote.changeable')} short={t('vote.changeable.short')} />;
  return <Short long={t('vote.final')} short={t('vote.final.short')} />;
}

const Short = ({ long, short }: { long: string; short: string }) => <span><span class="on-tablet-inline">{long}</span><span class="on-phone-inline">{short}</span></span>;

/** A ballot for somebody else must never be taken for one's own. */
export const OnBehalf = ({ name }: { name: string }) => <p class="on-behalf"><Icon name="people" size={28} /><span>{t('vote.behalf')} <b>{name}</b></span></p>;

/** Few stand open; of many the number, folded. */
const FEW = 3;

export function Bloc({ poll }: { poll: PollFrame }) {
  return (
    <details class="bloc" open={poll.bloc.length <= FEW}>
      <summary>{tn('vote.bloc', poll.bloc.length)}</summary>
      <ol>{poll.bloc.map((id) => <li key={id}>{kept(motion(id)?.text ?? '')}</li>)}</ol>
    </details>
  );
}

/** "Back to the paper" over the reader. */
export const backWord = (): Key => (route.value.name === 'reader' ? 'vote.back.paper' : 'vote.back');
