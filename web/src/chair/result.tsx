/** What came of a vote: beside the stage until it is put away, as a sheet, and as the list of what was decided. */
import { t, tn } from '../i18n';
import { kept, span, time } from '../i18n/format';
import { useAct } from '../net/act';
import { item, me, meeting, motions, motion as motionOf, pollFrame, pollFrames, type PollFrame } from '../store/select';
import { go, path } from '../app/router';
import { ActButton, Button, IconButton } from '../ui/button';
import { Icon } from '../ui/icons';
import { asksWords, reasonWords, TONE_ICON, toneOf, verdictWords } from '../ui/rule';
import { Sheet } from '../ui/sheet';
import { NamesOnWall } from './names-wall';
import { ResultFigures } from './result-figures';
import { BallotNames } from './result-names';
import { afterClosing, ask, dismiss, done, step } from './state';
import { seatsLeft } from './votes';

export function ResultPanel({ polls }: { polls: readonly PollFrame[] }) {
  const only = polls[0];
  if (!only) return null;
  if (polls.length > 1) return <SeveralResults polls={polls} />;
  return (
    <section class="vote-result" aria-label={t('chair.vote.result')}>
      <ResultWords poll={only} onDone={() => dismiss(only.id)} />
      {step.value?.kind !== 'second-round' && <SecondRound poll={only} />}
      <NamesOnWall poll={only} />
      <button type="button" class="names-link" onClick={() => ask({ is: 'result', poll: only.id })}>{t(only.rule.named && only.rule.published === 'ballots' ? 'chair.result.names' : 'chair.result.more')}</button>
    </section>
  );
}

/** Of votes that were opened together: a line each. */
function SeveralResults({ polls }: { polls: readonly PollFrame[] }) {
  return (
    <section class="vote-result several" aria-label={t('chair.vote.result')}>
      <p class="result-several"><b>{tn('chair.result.several', polls.length)}</b><IconButton icon="close" label={t('chair.result.done')} onClick={() => dismiss(polls.at(-1)!.id)} /></p>
      <ul class="decision-list">{polls.map((one) => <DecisionRow key={one.id} poll={one} name={kept(one.text)} />)}</ul>
    </section>
  );
}

export function ResultWords({ poll, onDone }: { poll: PollFrame; onDone?: () => void }) {
  const tone = toneOf(poll);
  return (
    <>
      <p class={`result-verdict ${tone}`} role="status">
        <span class="result-mark"><Icon name={TONE_ICON[tone]} size={26} /></span>{verdictWords(poll)}
        {onDone && <IconButton icon="close" label={t('chair.result.done')} onClick={onDone} />}
      </p>
      <p class="result-reason">{reasonWords(poll)}</p>
      <Bloc poll={poll} />
      <ResultFigures poll={poll} />
      <p class="result-rule">{footOf(poll)}</p>
    </>
  );
}

/** "Quá nửa tổng số thành viên · giơ tay · 09:40–09:42" */
function footOf(poll: PollFrame): string {
  const how = poll.by === 'seats' ? t(poll.rule.named ? 'vote.open-ballot.short' : 'vote.secret') : t(`vote.by.${poll.by}`);
  return [asksWords(poll.rule), how, poll.closed_at === null ? time(poll.opened_at) : span(poll.opened_at, poll.closed_at)].join(' · ');
}

/** The questions that one poll decided together. */
function Bloc({ poll }: { poll: PollFrame }) {
  if (poll.bloc.length === 0) return null;
  return (
    <div class="result-bloc">
      <p>{tn('chair.result.bloc', poll.bloc.length)}</p>
      <ol>{poll.bloc.map((id) => <li key={id}>{kept(motionOf(id)?.text ?? '')}</li>)}</ol>
    </div>
  );
}

/** Seats that stayed empty: one press puts the second round ready. */
function SecondRound({ poll }: { poll: PollFrame }) {
  const act = useAct();
  const seats = seatsLeft(poll, motions.value);
  const phase = meeting.value?.phase;
  const may = (me.value?.chair || me.value?.secretary) && (phase === 'running' || phase === 'paused');
  if (seats === 0 || !may) return null;
  return <ActButton act={act} icon="redo" onClick={() => void act.send('voting.second_round', { poll: poll.id })}>{tn('chair.round.do', seats)}</ActButton>;
}

export function ResultSheet({ poll: id }: { poll: number }) {
  const poll = pollFrame(id);
  if (!poll) return null;
  const away = (where: string) => (): void => afterClosing(() => go(where));
  const chair = path.console(meeting.value!.id, 'chair');
  return (
    <Sheet open title={kept(poll.text)} class="result-sheet" onClose={done}>
      <ResultWords poll={poll} />
      <SecondRound poll={poll} />
      <BallotNames poll={poll} />
      <div class="result-links">
        <Button size="small" icon="list" onClick={away(`${chair}?page=results&poll=${id}`)}>{t('results.all')}</Button>
        {poll.rule.named && poll.rule.published === 'ballots' && poll.by === 'seats' && <Button size="small" icon="paper" onClick={away(`${chair}?page=roll-call&poll=${id}`)}>{t('results.roll-call')}</Button>}
        <NamesOnWall poll={poll} />
      </div>
    </Sheet>
  );
}

/** What was decided, once the session is closed. */
export function Decisions() {
  const decided = pollFrames.value.filter((one) => one.state === 'closed');
  return (
    <section class="decisions">
      <h2 class="column-word">{t('chair.decisions', { n: decided.length })}</h2>
      {decided.length === 0 && <p class="nobody">{t('chair.decisions.none')}</p>}
      <ul class="decision-list">{decided.map((one) => <DecisionRow key={one.id} poll={one} name={`${item(one.item)?.number ?? ''}. ${kept(one.text)}`} />)}</ul>
      {decided.length > 0 && <button type="button" class="names-link" onClick={() => go(`${path.console(meeting.value!.id, 'chair')}?page=results`)}>{t('results.all')}</button>}
    </section>
  );
}

function DecisionRow({ poll, name }: { poll: PollFrame; name: string }) {
  const tone = toneOf(poll);
  return (
    <li>
      <button type="button" class="choose-row" onClick={() => ask({ is: 'result', poll: poll.id })}>
        <span class="choose-words"><span class="decision-text">{name}</span>
          <small class={tone}><Icon name={TONE_ICON[tone]} size={18} />{verdictWords(poll)}</small></span>
      </button>
    </li>
  );
}
