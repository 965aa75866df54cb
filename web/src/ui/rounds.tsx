/** The stages of a count by preference: what each candidate held, and what happened then. */
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import type { Objects } from '../protocol';
import { stage } from './figures';
import { listed, optionText } from './kinds';

type Poll = Omit<Objects['poll'], 'voted'>;
type Outcome = NonNullable<Poll['outcome']>;

/** Folded away; written only once it is unfolded. */
export function Rounds({ poll }: { poll: Poll }) {
  const [open, setOpen] = useState(false);
  const rounds = poll.outcome?.rounds ?? [];
  if (rounds.length === 0) return null;
  return (
    <details class="rounds" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{tn('rounds.fold', rounds.length)}</summary>
      {open && <><Stages poll={poll} rounds={rounds} /><ol>{rounds.map((one, at) => <li key={at}>{actWords(poll, one)}</li>)}</ol></>}
    </details>
  );
}

type Stage = Outcome['rounds'][number];

function Stages({ poll, rounds }: { poll: Poll; rounds: readonly Stage[] }) {
  return (
    <div class="rounds-scroll" tabIndex={0} role="group" aria-label={tn('rounds.fold', rounds.length)}>
      <table>
        <thead><tr><th scope="col"><span class="unseen">{t('tally.option')}</span></th>{rounds.map((_, at) => <th key={at} scope="col">{t('rounds.stage', { n: at + 1 })}</th>)}</tr></thead>
        <tbody>
          {poll.method.options.map((option, row) => (
            <tr key={option.id}>
              <th scope="row">{option.text}</th>
              {rounds.map((one, at) => <td key={at} class={one.options.includes(option.id) ? `is-${one.act}` : ''}>{isOut(rounds, at, option.id) ? '' : stage(one.votes[row] ?? 0, poll.unit)}</td>)}
            </tr>
          ))}
          <tr><th scope="row">{t('rounds.exhausted')}</th>{rounds.map((one, at) => <td key={at}>{stage(one.exhausted, poll.unit)}</td>)}</tr>
        </tbody>
      </table>
    </div>
  );
}

const isOut = (rounds: readonly Stage[], at: number, option: number): boolean => rounds.slice(0, at).some((one) => one.act === 'excluded' && one.options.includes(option));

function actWords(poll: Poll, one: Stage): string {
  const names = listed(one.options.map((id) => optionText(poll.method, id)));
  const words = t(`rounds.${one.act}`, { names });
  return one.by_lot ? `${words} ${t('rounds.lot')}` : words;
}
