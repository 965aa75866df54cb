/** A member's vote: its weight (until the session starts), the proxy they gave or hold, the items in which they take no part. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { kept } from '../../i18n/format';
import { useAct, type Act } from '../../net/act';
import { room } from '../../net/seat';
import { item as itemOf, items, people, person as personOf, type Person } from '../../store/select';
import { ActButton, ActReason, Button } from '../../ui/button';
import { Field } from './frame';
import { mayArrange, mayPrepare } from './phases';
import { holdersFor, weightOf, weightWords } from './voter';

export function VoterFields({ one }: { one: Person }) {
  const act = useAct();
  return (
    <section class="sheet-part voter-part">
      <h3>{t('voter.title')}</h3>
      <Weight one={one} act={act} />
      <Proxy one={one} act={act} />
      <Recusals one={one} act={act} />
    </section>
  );
}

interface Part { one: Person; act: Act }

function Weight({ one, act }: Part) {
  const now = weightWords(room.get('voter', one.id) ?? { p: 1, q: 1 });
  const [text, setText] = useState(now);
  const made = weightOf(text);
  if (!mayPrepare.value) return <p class="fact-line">{t('voter.weight')}: <b>{now}</b>. {t('voter.weight.fixed')}</p>;
  return (
    <div class="voter-line">
      <Field label={t('voter.weight')} hint={made ? t('voter.weight.hint') : t('voter.weight.bad')}><input value={text} maxLength={12} aria-invalid={made === null} onInput={(event) => { act.reset(); setText(event.currentTarget.value); }} /></Field>
      <ActButton act={act} tag="weight" disabled={made === null || weightWords(made) === now} onClick={() => void (made && act.send('voting.set_weight', { participant: one.id, ...made }, 'weight'))}>{t('voter.weight.save')}</ActButton>
    </div>
  );
}

function Proxy({ one, act }: Part) {
  const voters = room.all('voter');
  const holder = personOf(room.get('voter', one.id)?.holder);
  const holds = voters.filter((other) => other.holder === one.id).map((other) => personOf(other.participant)?.name ?? '');
  const [to, setTo] = useState('');
  if (holder) {
    return (
      <div class="voter-line">
        <p class="fact-line">{t('voter.proxy.to')} <b>{holder.name}</b></p>
        {mayArrange.value && <ActButton act={act} tag="proxy" onClick={() => void act.send('voting.withdraw_proxy', { giver: one.id }, 'proxy')}>{t('voter.proxy.withdraw')}</ActButton>}
      </div>
    );
  }
  if (holds.length > 0) return <p class="fact-line">{t('voter.proxy.holds')} <b>{holds.join(', ')}</b></p>;
  if (!mayArrange.value) return null;
  return (
    <div class="voter-line">
      <Field label={t('voter.proxy')} hint={t('voter.proxy.hint')}>
        <select value={to} onChange={(event) => { act.reset(); setTo(event.currentTarget.value); }}>
          <option value="">{t('voter.proxy.none')}</option>
          {holdersFor(one.id, people.value, voters).map((other) => <option key={other.id} value={other.id}>{[other.name, other.position].filter(Boolean).join(', ')}</option>)}
        </select>
      </Field>
      <ActButton act={act} tag="proxy" disabled={!to} onClick={() => void act.send('voting.give_proxy', { giver: one.id, holder: Number(to) }, 'proxy')}>{t('voter.proxy.give')}</ActButton>
    </div>
  );
}

function Recusals({ one, act }: Part) {
  const own = room.all('recusal').filter((other) => other.participant === one.id);
  return (
    <div class="voter-recusals">
      <p class="field-label">{t('voter.recusals')}</p>
      {own.length === 0 && <p class="second">{t('voter.recusals.none')}</p>}
      <ul>
        {own.map(({ item }) => (
          <li key={item}>
            <span>{t('voter.recused.item', { number: itemOf(item)?.number ?? '', title: kept(itemOf(item)?.title ?? '') })}</span>
            {mayArrange.value && <Button size="small" look="quiet" onClick={() => void act.send('voting.end_recusal', { item, participant: one.id }, `end/${item}`)}>{t('voter.recused.end')}</Button>}
            <ActReason act={act} tag={`end/${item}`} />
          </li>
        ))}
      </ul>
      {mayArrange.value && <AddRecusal one={one} act={act} taken={own.map((other) => other.item)} />}
    </div>
  );
}

function AddRecusal({ one, act, taken }: Part & { taken: readonly number[] }) {
  const [item, setItem] = useState('');
  const [reason, setReason] = useState('');
  const send = async (): Promise<void> => {
    const sent = await act.send('voting.recuse', { item: Number(item), participant: one.id, reason: reason.trim() }, 'recuse');
    if (sent !== 'unsent' && sent.ok) { setItem(''); setReason(''); }
  };
  return (
    <>
      <Field label={t('voter.recuse.item')}>
        <select value={item} onChange={(event) => { act.reset(); setItem(event.currentTarget.value); }}>
          <option value="">{t('voter.recuse.choose')}</option>
          {items.value.filter((other) => !taken.includes(other.id)).map((other) => <option key={other.id} value={other.id}>{`${other.number}. ${other.title}`}</option>)}
        </select>
      </Field>
      {item && (
        <div class="voter-line">
          <Field label={t('voter.recuse.reason')}><input value={reason} maxLength={2000} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
          <ActButton act={act} tag="recuse" disabled={!reason.trim()} onClick={() => void send()}>{t('voter.recuse.do')}</ActButton>
        </div>
      )}
    </>
  );
}

/** What is peculiar to a member's vote, for lists: "phiếu 3/2 · ủy quyền cho ... · không tham gia 3". */
export function voterWords(one: Person): string {
  const voter = room.get('voter', one.id);
  const weighs = voter && voter.p !== voter.q ? t('voter.weighs', { weight: weightWords(voter) }) : '';
  const holder = voter?.holder != null ? t('voter.given', { name: personOf(voter.holder)?.name ?? '' }) : '';
  const out = room.all('recusal').filter((other) => other.participant === one.id).map((other) => itemOf(other.item)?.number).filter(Boolean);
  return [weighs, holder, out.length ? t('voter.out', { items: out.join(', ') }) : ''].filter(Boolean).join(' · ');
}
