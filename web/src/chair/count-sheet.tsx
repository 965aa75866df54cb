/** Entering what tellers counted: by choice or by option, with invalid papers; the sum is checked as one types. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { useAct } from '../net/act';
import { me, pollFrame, type PollFrame } from '../store/select';
import { ActButton, Button } from '../ui/button';
import { ChoiceSign } from '../ui/bits';
import { choiceWord } from '../ui/rule';
import { Sheet } from '../ui/sheet';
import { counted, faultOf, orderOf, papersOf, votesIn, type Counts, type Fault } from './count';
import { countEntered, done } from './state';
import { closeAll } from './vote-dialogs';

/** The fields as they are typed. */
interface Typed { choices: Record<string, string>; valid: string; yes: string[]; no: string[]; orders: { order: string; count: string }[]; invalid: string }

/** Kept until the poll is over: a sheet that was put away by accident has lost nothing. */
const typedFor = new Map<number, Typed>();

const blank = (poll: PollFrame): Typed => ({
  choices: {}, valid: '', yes: poll.method.options.map(() => ''), no: poll.method.options.map(() => ''), orders: [{ order: '', count: '' }], invalid: '0',
});

const numberOf = (text: string | undefined): number => (/^\d+$/.test((text ?? '').trim()) ? Number(text) : Number.NaN);

const countsOf = (typed: Typed): Counts => ({
  choices: Object.fromEntries(Object.entries(typed.choices).map(([choice, text]) => [choice, numberOf(text)])),
  valid: numberOf(typed.valid), yes: typed.yes.map(numberOf), no: typed.no.map(numberOf), invalid: numberOf(typed.invalid),
  orders: typed.orders.filter((one) => one.order.trim() || one.count.trim()).map((one) => ({ marks: orderOf(one.order), count: numberOf(one.count) })),
});

export function CountSheet({ poll: id }: { poll: number }) {
  const poll = pollFrame(id);
  const [typed, setTyped] = useState<Typed>(() => typedFor.get(id) ?? (poll ? blank(poll) : { choices: {}, valid: '', yes: [], no: [], orders: [], invalid: '0' }));
  const act = useAct();
  if (!poll) return null;
  const set = (change: Partial<Typed>): void => { act.reset(); const next = { ...typed, ...change }; typedFor.set(id, next); setTyped(next); };
  const counts = countsOf(typed);
  const fault = faultOf(poll, counts, poll.entitled * poll.unit);
  const enter = async (closes: boolean): Promise<void> => {
    const sent = await act.send('voting.enter_count', { poll: id, papers: papersOf(poll, counts), invalid: counts.invalid });
    if (sent === 'unsent' || !sent.ok) return;
    countEntered(id);
    if (!closes || (await closeAll(act, [id]))) done();
  };
  const chair = me.value?.chair ?? false;
  return (
    <Sheet open title={t(poll.by === 'hands' ? 'count.title.hands' : 'count.title.paper')} from="middle" class="count-sheet" onClose={done}>
      <p class="confirm-body">{kept(poll.text)}</p>
      <form onSubmit={(event) => { event.preventDefault(); if (!fault) void enter(chair); }}>
        <Fields poll={poll} typed={typed} onChange={set} />
        {poll.by === 'paper' && <Num label={t('count.invalid')} value={typed.invalid} onChange={(invalid) => set({ invalid })} />}
        <p class={`count-sum ${fault && fault !== 'missing' ? 'bad' : ''}`} role="status">{fault && fault !== 'missing' ? faultWords(fault, poll, counts) : tn('count.sum', counted(poll, counts), { of: poll.entitled * poll.unit })}</p>
        {poll.unit > 1 && <p class="count-note">{t('count.units', { unit: poll.unit })}</p>}
        <div class="confirm-acts">
          <Button size="big" onClick={chair ? () => void (fault === null && enter(false)) : done} disabled={chair && fault !== null}>{t(chair ? 'count.only' : 'ui.cancel')}</Button>
          <ActButton act={act} look="main" size="big" disabled={fault !== null} onClick={() => void enter(chair)}>{t(chair ? 'count.close' : 'count.do')}</ActButton>
        </div>
      </form>
    </Sheet>
  );
}

function faultWords(fault: Exclude<Fault, 'missing'>, poll: PollFrame, counts: Counts): string {
  const { least, most, top } = poll.method;
  const { valid } = counts;
  return t(`count.fault.${fault}`, { least, most, top, valid, entitled: poll.entitled * poll.unit, sum: votesIn(counts), from: valid * least, to: valid * most });
}

interface Part { poll: PollFrame; typed: Typed; onChange: (change: Partial<Typed>) => void }

function Fields(part: Part) {
  switch (part.poll.method.kind) {
    case 'question': return <ByChoice {...part} />;
    case 'ranked': return <ByOrder {...part} />;
    default: return <ByOption {...part} />;
  }
}

const ByChoice = ({ poll, typed, onChange }: Part) => (
  <>
    {poll.rule.choices.map((choice, i) => (
      <Num key={choice} first={i === 0} label={<><ChoiceSign choice={choice} size={28} />{choiceWord(poll.rule, choice)}</>} value={typed.choices[choice] ?? ''} onChange={(text) => onChange({ choices: { ...typed.choices, [choice]: text } })} />
    ))}
  </>
);

/** What stands over an option's number: points, votes, or those in favour. */
const heads = ({ method }: PollFrame): string => (method.kind === 'each' ? t('kind.each.yes') : t(method.kind === 'score' ? 'count.head.points' : 'count.head.votes'));

function ByOption({ poll, typed, onChange }: Part) {
  const each = poll.method.kind === 'each';
  const at = (list: string[], i: number, text: string): string[] => list.map((one, n) => (n === i ? text : one));
  return (
    <>
      <Num first label={t(poll.by === 'hands' ? 'count.voters' : 'count.valid')} value={typed.valid} onChange={(valid) => onChange({ valid })} />
      <table class="count-table">
        <thead><tr><th scope="col">{t('count.option')}</th><th scope="col">{heads(poll)}</th>{each && <th scope="col">{t('kind.each.no')}</th>}</tr></thead>
        <tbody>
          {poll.method.options.map((one, i) => (
            <tr key={one.id}>
              <th scope="row">{kept(one.text)}</th>
              <td><Cell label={`${one.text}: ${heads(poll)}`} value={typed.yes[i] ?? ''} onChange={(text) => onChange({ yes: at(typed.yes, i, text) })} /></td>
              {each && <td><Cell label={`${one.text}: ${t('kind.each.no')}`} value={typed.no[i] ?? ''} onChange={(text) => onChange({ no: at(typed.no, i, text) })} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A count by preference: each order of preference with how many papers had it. */
function ByOrder({ poll, typed, onChange }: Part) {
  const at = (i: number, change: Partial<Typed['orders'][number]>): void => {
    const orders = typed.orders.map((one, n) => (n === i ? { ...one, ...change } : one));
    onChange({ orders: orders.at(-1)?.order ? [...orders, { order: '', count: '' }] : orders });
  };
  return (
    <>
      <p class="count-note">{t('count.orders')}</p>
      <ol class="count-names">{poll.method.options.map((one) => <li key={one.id}>{kept(one.text)}</li>)}</ol>
      <table class="count-table">
        <thead><tr><th scope="col">{t('count.order')}</th><th scope="col">{t('count.papers')}</th></tr></thead>
        <tbody>
          {typed.orders.map((one, i) => (
            <tr key={i}>
              <td><input value={one.order} inputMode="text" placeholder="2, 1, 3" aria-label={t('count.order')} onInput={(event) => at(i, { order: event.currentTarget.value })} /></td>
              <td><Cell label={t('count.papers')} value={one.count} onChange={(count) => at(i, { count })} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const Cell = ({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) => (
  <input class="count-cell" inputMode="numeric" maxLength={7} aria-label={label} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
);

function Num({ label, value, first = false, onChange }: { label: ComponentChildren; value: string; first?: boolean; onChange: (text: string) => void }) {
  return (
    <label class="count-line">
      <span>{label}</span>
      <input class="count-cell" inputMode="numeric" maxLength={7} value={value} data-focus={first ? '' : undefined} onInput={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}
