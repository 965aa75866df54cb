/** The sheets of a vote: opening it without a quorum or in secret, closing, the casting vote, voiding it. */
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { useAct, type Act, type Outcome } from '../net/act';
import { room } from '../net/seat';
import { motion as motionOf, pollFrame, votedIn } from '../store/select';
import { ActButton, Button } from '../ui/button';
import { ChoiceSign } from '../ui/bits';
import { choiceWord } from '../ui/rule';
import { Sheet } from '../ui/sheet';
import { ReasonSheet } from './reason';
import { ask, done, hallOf, type Opening } from './state';
import { revealing } from './votes';

/** How many have not voted in a poll; null where that is not shown, or people count. */
export function missingIn(id: number): number | null {
  const poll = room.get('poll', id);
  return poll && poll.by === 'seats' && poll.voted !== null ? Math.max(0, poll.entitled - poll.voted) : null;
}

/** Open it; without a quorum the reason is asked for, and the same is sent with it. */
export async function open(act: Act, opening: Opening, tag: string): Promise<Outcome> {
  const sent = await act.send(opening.cmd, opening.args, tag);
  if (sent !== 'unsent' && !sent.ok && sent.code === 'voting.no_quorum') { act.reset(); ask({ is: 'vote-anyway', opening }); }
  return sent;
}

function shortOf(motion: number): string {
  const one = motionOf(motion);
  if (!one) return '';
  const { present, members, needed } = hallOf(one).quorum;
  return t('next.no-quorum', { present, members, needed });
}

export const VoteAnyway = ({ opening }: { opening: Opening }) => (
  <ReasonSheet title={t('ask.vote-anyway')} body={<>{shortOf(opening.motion)} {t('ask.in-minutes')}</>} label={t('ask.reason')} verb={t('ask.vote-anyway.do')} onClose={done}
    onSend={(act, override) => act.send(opening.cmd, { ...opening.args, override })} />
);

/** The one sentence of warning before a secret vote. */
export function secretWords(id: number): string {
  const one = motionOf(id);
  if (!one) return '';
  const { voters } = hallOf(one).electorate;
  const why = revealing(one.rule, voters);
  return why === 'few' ? tn('chair.secret.few', voters) : why === 'unanimous' ? t('chair.secret.unanimous') : '';
}

export function OpenSecret({ motion }: { motion: number }) {
  const act = useAct();
  const run = async (): Promise<void> => {
    const sent = await open(act, { cmd: 'voting.open', args: { motion }, motion }, 'open');
    if (sent !== 'unsent' && sent.ok) done();
  };
  return (
    <Sheet open title={t('chair.secret.ask')} from="middle" class="confirm" onClose={done}>
      <div class="confirm-body"><p>{kept(motionOf(motion)?.text ?? '')}</p><p class="pick-lacks warn">{secretWords(motion)}</p></div>
      <div class="confirm-acts">
        <Button size="big" data-focus="" onClick={done}>{t('chair.secret.wait')}</Button>
        <ActButton act={act} look="main" size="big" onClick={() => void run()}>{t('ask.vote-anyway.do')}</ActButton>
      </div>
    </Sheet>
  );
}

/** Closes one poll after the other; stops at the first that is refused. */
export function CloseVotes({ polls }: { polls: readonly number[] }) {
  const act = useAct();
  const missing = polls.map(missingIn);
  const most = Math.max(0, ...missing.map((one) => one ?? 0));
  const send = async (): Promise<void> => { if (await closeAll(act, polls)) done(); };
  return (
    <Sheet open title={titleOf(polls.length, most, missing.includes(null))} from="middle" class="confirm" onClose={done}>
      <div class="confirm-body">
        {polls.length > 1 && <ul class="confirm-list">{polls.map((id, i) => <li key={id}>{kept(pollFrame(id)?.text ?? '')}<small>{missing[i] ? tn('next.missing', missing[i]!) : t('next.all-voted')}</small></li>)}</ul>}
        <p>{t('ask.close-vote.means')}</p>
      </div>
      <div class="confirm-acts">
        <Button size="big" data-focus="" onClick={done}>{t('ask.close-vote.wait')}</Button>
        <ActButton act={act} look="main" size="big" onClick={() => void send()}>{t(polls.length > 1 ? 'chair.close-all' : 'ask.close-vote.do')}</ActButton>
      </div>
    </Sheet>
  );
}

function titleOf(polls: number, missing: number, unknown: boolean): string {
  if (polls > 1) return tn('ask.close-votes', polls);
  if (missing > 0) return tn('ask.close-vote', missing);
  return t(unknown ? 'ask.close-vote.plain' : 'ask.close-vote.all');
}

/** Whether all were closed. A poll that somebody closed meanwhile counts as closed. */
export async function closeAll(act: Act, polls: readonly number[]): Promise<boolean> {
  for (const poll of polls) {
    const sent = await act.send('voting.close', { poll });
    if (sent === 'unsent' || (!sent.ok && sent.code !== 'voting.not_open')) return false;
  }
  return true;
}

/** One after the other; stops at the first that is refused. */
export async function resumeAll(act: Act, polls: readonly number[]): Promise<void> {
  for (const poll of polls) {
    const sent = await act.send('voting.resume', { poll });
    if (sent === 'unsent' || !sent.ok) return;
  }
}

/** Whether everybody has voted, so that closing needs no question. */
export const nobodyMissing = (polls: readonly number[]): boolean =>
  polls.every((id) => { const poll = pollFrame(id); return poll && (poll.by !== 'seats' || votedIn(id) >= poll.entitled); });

/** Two equal buttons, none chosen for the chair; then once more what it will mean. */
export function Casting({ poll: id, choice: first }: { poll: number; choice: 'yes' | 'no' | null }) {
  const act = useAct();
  const [choice, setChoice] = useState(first);
  const poll = pollFrame(id);
  if (!poll) return null;
  const send = async (): Promise<void> => {
    const sent = choice && await act.send('voting.decide_tie', { poll: id, choice });
    if (sent && sent !== 'unsent' && sent.ok) done();
  };
  return (
    <Sheet open title={choice ? t('ask.casting', { choice: choiceWord(poll.rule, choice) }) : t('next.casting')} from="middle" class="confirm" onClose={done}>
      <div class="confirm-body"><p>{kept(poll.text)}</p><p>{t('ask.casting.means')}</p></div>
      {choice === null ? <CastingChoice poll={id} onChoose={setChoice} /> : (
        <div class="confirm-acts">
          <Button size="big" data-focus="" onClick={done}>{t('ask.casting.wait')}</Button>
          <ActButton act={act} look="main" size="big" onClick={() => void send()}>{t('ask.casting.do', { choice: choiceWord(poll.rule, choice) })}</ActButton>
        </div>
      )}
    </Sheet>
  );
}

export function CastingChoice({ poll: id, onChoose }: { poll: number; onChoose: (choice: 'yes' | 'no') => void }) {
  const rule = pollFrame(id)?.rule;
  return (
    <div class="casting">
      {(['yes', 'no'] as const).map((choice) => (
        <button key={choice} type="button" class="casting-choice" onClick={() => onChoose(choice)}>
          <ChoiceSign choice={choice} size={30} />{rule && choiceWord(rule, choice)}
        </button>
      ))}
    </div>
  );
}

export const VoidVote = ({ poll }: { poll: number }) => (
  <ReasonSheet title={t('ask.void')} body={<><p>{kept(pollFrame(poll)?.text ?? '')}</p><p>{t('ask.void.means')}</p></>} label={t('ask.reason')} verb={t('ask.void.do')} onClose={done}
    onSend={(act, reason) => act.send('voting.void', { poll, reason })} />
);
