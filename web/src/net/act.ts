/**
 * Acts: commands with what became of them, for a button to show.
 *
 * idle > sending > received | refused | unsent. Received means committed. Each try of the same wish carries the same
 * id, so a retry is harmless; a refusal changed nothing, so the next try takes a new id. Only when the server says that
 * it could not store it, or failed, the same wish keeps its id: it may have counted. Nothing is sent later by itself:
 * what could not be sent says so and waits for the person.
 */
import { batch, signal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { CommandName, Commands } from '../protocol';
import { isRefused, type Refused } from './http';
import { newId } from './ids';
import { joins, sitting, takeMine } from './seat';
import { ask, connected } from './socket';

export interface Done { ok: true; seq: number; mine?: { n: number; set?: Record<string, unknown>; del?: readonly string[] } }
export type Outcome = Done | Refused | 'unsent';

export type ActState =
  | { is: 'idle' }
  | { is: 'sending' }
  | { is: 'checking' } // the connection went before the answer
  | { is: 'received'; seq: number }
  | { is: 'refused'; code: string; args: Refused['args'] }
  | { is: 'unsent' };

export interface Act {
  state: Signal<ActState>;
  /** Which command is (or was last) under way: for lists whose rows share one act. */
  last: Signal<string>;
  send<C extends CommandName>(cmd: C, args: Commands[C], tag?: string): Promise<Outcome>;
  resend(): Promise<Outcome>;
  reset(): void;
}

const ANSWER_WITHIN = 6_000;
const REJOIN_WITHIN = 10_000;

/** The server goes away: as if there had been no answer, and the next one is asked. */
const LEAVING = 'house.stopping';

/** Refusals after which it is not known whether the command counted. */
const UNSETTLED: ReadonlySet<string> = new Set(['clerk.not_stored', 'house.error']);

const sameWish = (wish: { cmd: string; args: unknown }, cmd: string, args: unknown): boolean =>
  wish.cmd === cmd && JSON.stringify(wish.args) === JSON.stringify(args);

/**
 * One act. `arrived` answers, once the view is certain again after a cut, whether it had its effect: with it nothing
 * is repeated by itself (ballots); without it the same id is sent once more, which is harmless.
 */
export function newAct(arrived?: () => boolean): Act {
  const state = signal<ActState>({ is: 'idle' });
  const last = signal('');
  let wish: { id: string; cmd: CommandName; args: unknown } | null = null;
  let unsettled = false;

  const show = (outcome: Outcome): Outcome => {
    if (outcome === 'unsent') state.value = { is: 'unsent' };
    else if (outcome.ok) state.value = { is: 'received', seq: outcome.seq };
    else state.value = { is: 'refused', code: outcome.code, args: outcome.args };
    return outcome;
  };
  const run = async (): Promise<Outcome> => {
    if (!wish) return 'unsent';
    state.value = { is: 'sending' };
    const unsure = (): void => { state.value = { is: 'checking' }; };
    const outcome = await deliver(wish, arrived, unsure);
    unsettled = isRefused(outcome) && UNSETTLED.has(outcome.code);
    if (isRefused(outcome) && !unsettled) wish = { ...wish, id: newId() };
    return show(outcome);
  };
  return {
    state, last,
    send(cmd, args, tag = cmd) {
      if (busy(state.peek())) return Promise.resolve('unsent');
      wish = { id: unsettled && wish && sameWish(wish, cmd, args) ? wish.id : newId(), cmd, args };
      last.value = tag;
      return run();
    },
    resend: run,
    reset() { batch(() => { state.value = { is: 'idle' }; wish = null; }); },
  };
}

/** One act for the life of a component. */
export const useAct = (arrived?: () => boolean): Act => useMemo(() => newAct(arrived), []);

export const busy = (state: ActState): boolean => state.is === 'sending' || state.is === 'checking';

async function deliver(wish: object, arrived: (() => boolean) | undefined, unsure: () => void): Promise<Outcome> {
  const meeting = sitting.peek();
  if (!connected() || !meeting) return 'unsent';
  const before = joins.peek();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await ask<Done | Refused>('do', { ...wish, meeting }, ANSWER_WITHIN).catch(() => null);
    const leaving = answer !== null && isRefused(answer) && answer.code === LEAVING;
    if (answer && !leaving) {
      if (!isRefused(answer) && answer.mine) takeMine(answer.mine);
      return answer;
    }
    unsure();
    if (!(await certain(before, leaving))) return 'unsent';
    if (arrived) return arrived() ? { ok: true, seq: 0 } : 'unsent';
  }
  return 'unsent';
}

/**
 * Wait until the view is certain again (a new join was answered), or give up. Still connected counts as certain, but not
 * to a server that is leaving.
 */
function certain(before: number, leaving: boolean): Promise<boolean> {
  if (!leaving && connected() && joins.peek() === before) return Promise.resolve(true);
  return new Promise((done) => {
    const finish = (answer: boolean): void => { clearTimeout(timer); stop(); done(answer); };
    const timer = setTimeout(() => finish(false), REJOIN_WITHIN);
    const stop = joins.subscribe((n) => { if (n > before) queueMicrotask(() => finish(true)); });
  });
}
