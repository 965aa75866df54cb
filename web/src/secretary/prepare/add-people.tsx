/**
 * From the register into the meeting: choose the capacity once, then one press for each person. A substitute needs the
 * member first, a guest the items; both stay chosen only for one person, so that nobody inherits another's.
 */
import { useEffect, useState } from 'preact/hooks';
import { t, tRefusal } from '../../i18n';
import { kept } from '../../i18n/format';
import { useAct } from '../../net/act';
import { get, isRefused } from '../../net/http';
import { people } from '../../store/select';
import { Badge, Loading, Trouble } from '../../ui/bits';
import { ActButton } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { CapacityFields, lacks, type Place } from './capacity-fields';
import { sessionRuns } from './phases';

interface Listed { id: string; name: string; position: string; unit: string; unit_short: string }

const PAUSE = 250; // ms of rest in typing before the register is asked
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
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Listed[] | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      get<{ people: Listed[] }>(`/api/v1/people?q=${encodeURIComponent(query)}`, asked.signal)
        .then((answer) => { setFound(answer.people); setTrouble(''); })
        .catch((no: unknown) => { if (!asked.signal.aborted) setTrouble(isRefused(no) ? tRefusal(no.code, no.args) : t('ppl.register.failed')); });
    }, found === null ? 0 : PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [query]);
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
