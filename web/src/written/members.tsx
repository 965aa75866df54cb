/** Who is asked: members from the register, one of them puts the questions; the officer follows the answers. */
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { useAct, type Act } from '../net/act';
import { useRegister, type Listed } from '../secretary/prepare/register';
import { people, type Person } from '../store/select';
import { Badge, Loading, Trouble } from '../ui/bits';
import { ActButton, ActReason, Button } from '../ui/button';
import { Sheet } from '../ui/sheet';


export function Members() {
  const [adding, setAdding] = useState(false);
  const act = useAct();
  const members = people.value.filter((one) => one.capacity === 'member');
  const staff = people.value.filter((one) => one.capacity === 'staff');
  return (
    <section class="wr-part">
      <div class="wr-part-head"><h2>{t('written.members')} <span class="second">{members.length}</span></h2><Button icon="plus" onClick={() => setAdding(true)}>{t('written.members.add')}</Button></div>
      <p class="second">{t('written.officer', { name: staff.filter((one) => one.duties.includes('secretary')).map((one) => one.name).join(', ') })}</p>
      <ul class="wr-people">{members.map((one) => <Row key={one.id} one={one} act={act} chair={members.find((other) => other.duties.includes('chair'))} />)}</ul>
      <ActReason act={act} />
      {adding && <Sheet open title={t('written.members.add')} from="side" class="prep-sheet wide" onClose={() => setAdding(false)}><Register /></Sheet>}
    </section>
  );
}

function Row({ one, act, chair }: { one: Person; act: Act; chair: Person | undefined }) {
  const lead = async (): Promise<void> => {
    if (chair) await act.send('meeting.edit_participant', { participant: chair.id, duties: chair.duties.filter((duty) => duty !== 'chair') });
    await act.send('meeting.edit_participant', { participant: one.id, duties: [...one.duties, 'chair'] });
  };
  const leads = one.duties.includes('chair');
  return (
    <li>
      <span class="wr-words"><strong>{one.name}</strong><span class="second">{kept(one.position)}</span></span>
      {leads ? <Badge tone="soft">{t('written.chair')}</Badge> : <Button size="small" look="quiet" onClick={() => void lead()}>{t('written.chair.make')}</Button>}
      {!leads && <Button size="small" look="quiet" icon="trash" label={t('written.members.remove', { name: one.name })} onClick={() => void act.send('meeting.remove_participant', { participant: one.id })} />}
    </li>
  );
}

function Register() {
  const { query, setQuery, found, trouble } = useRegister('written.failed');
  return (
    <div class="wr-register">
      <input type="search" value={query} data-focus="" placeholder={t('written.members.find')} aria-label={t('written.members.find')} onInput={(event) => setQuery(event.currentTarget.value)} />
      <p class="second" role="status">{found ? tn('written.members.found', found.length) : ''}</p>
      {trouble && <Trouble title={trouble} />}
      {found === null && !trouble && <Loading />}
      <ul class="register-list">{found?.map((one) => <Found key={one.id} one={one} />)}</ul>
    </div>
  );
}

function Found({ one }: { one: Listed }) {
  const act = useAct();
  const there = people.value.find((row) => row.person === one.id);
  return (
    <li class="register-row">
      <span class="ppl-words"><span class="ppl-name">{one.name}</span><span class="ppl-under">{kept([one.position, one.unit_short || one.unit].filter(Boolean).join(' · '))}</span></span>
      {there ? <Badge tone="soft" icon="check">{t(`capacity.${there.capacity}`)}</Badge>
        : <ActButton act={act} size="small" icon="plus" label={t('written.members.add-one', { name: one.name })} onClick={() => void act.send('meeting.add_participant', { person: one.id, capacity: 'member', duties: people.peek().some((row) => row.capacity === 'member') ? [] : ['chair'] })}>{t('written.members.do')}</ActButton>}
    </li>
  );
}
