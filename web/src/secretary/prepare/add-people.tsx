/**
 * From the register into the meeting: choose the capacity once, then one press for each person. A substitute needs the
 * member first, a guest the items; both stay chosen only for one person, so that nobody inherits another's.
 */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { kept } from '../../i18n/format';
import { useAct } from '../../net/act';
import { people } from '../../store/select';
import { Badge, Loading, Trouble } from '../../ui/bits';
import { ActButton } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { CapacityFields, lacks, type Place } from './capacity-fields';
import { sessionRuns } from './phases';
import { useRegister, type Listed } from './register';

const FIRST: Place = { capacity: 'member', duties: [], replaces: null, items: [] };

export function AddPeople({ onClose }: { onClose: () => void }) {
  const [place, setPlace] = useState<Place>(sessionRuns.value ? { ...FIRST, capacity: 'guest' } : FIRST);
  const used = (): void => setPlace((now) => ({ ...now, duties: [], replaces: null }));
  return (
    <Sheet open title={t('ppl.add')} from="side" class="prep-sheet wide" onClose={onClose}>
      <div class="add-people">
        <div class="add-as"><CapacityFields place={place} of={null} onChange={setPlace} /></div>
        <Register place={place} onAdded={used} />
      </div>
    </Sheet>
  );
}

function Register({ place, onAdded }: { place: Place; onAdded: () => void }) {
  const { query, setQuery, found, trouble } = useRegister('ppl.register.failed');
  return (
    <div class="register">
      <input type="search" value={query} data-focus="" placeholder={t('ppl.register.find')} aria-label={t('ppl.register.find')} onInput={(event) => setQuery(event.currentTarget.value)} />
      <p class="second" role="status">{lacks(place) ?? (found?.length === 0 ? t('ppl.register.none') : t('ppl.register.how', { capacity: t(`capacity.${place.capacity}`).toLocaleLowerCase('vi') }))}</p>
      {trouble && <Trouble title={trouble} />}
      {found === null && !trouble && <Loading />}
      <ul class="register-list">{found?.map((one) => <Row key={one.id} one={one} place={place} onAdded={onAdded} />)}</ul>
    </div>
  );
}

function Row({ one, place, onAdded }: { one: Listed; place: Place; onAdded: () => void }) {
  const act = useAct();
  const there = people.value.find((row) => row.person === one.id);
  const add = async (): Promise<void> => {
    const sent = await act.send('meeting.add_participant', { person: one.id, ...place });
    if (sent !== 'unsent' && sent.ok) onAdded();
  };
  return (
    <li class="register-row">
      <span class="ppl-words"><span class="ppl-name">{one.name}</span><span class="ppl-under">{kept([one.position, one.unit_short || one.unit].filter(Boolean).join(' · '))}</span></span>
      {there ? <Badge tone="soft" icon="check">{t(`capacity.${there.capacity}`)}</Badge>
        : <ActButton act={act} size="small" icon="plus" label={t('ppl.add.name', { name: one.name })} disabled={lacks(place) !== null} onClick={() => void add()}>{t('ppl.add.do')}</ActButton>}
    </li>
  );
}
