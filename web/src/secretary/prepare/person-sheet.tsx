/** One participant: capacity and what belongs to it; taking somebody off the list until the session starts. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { kept } from '../../i18n/format';
import { useAct } from '../../net/act';
import { person as personOf, type Person } from '../../store/select';
import { ActButton, Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { ActSheet } from '../act-sheet';
import { CapacityFields, lacks, type Place } from './capacity-fields';
import { mayArrange, mayPrepare, sessionRuns } from './phases';
import { VoterFields } from './voter-fields';

const placeOf = (one: Person): Place => ({ capacity: one.capacity, duties: one.duties, replaces: one.replaces, items: one.items });

export function PersonSheet({ id, onClose }: { id: number; onClose: () => void }) {
  const one = personOf(id);
  const [removing, setRemoving] = useState(false);
  if (!one) return null;
  if (removing) {
    return <ActSheet title={t('ppl.remove.ask', { name: one.name })} body={t('ppl.remove.means')} yes={t('ppl.remove.do')} no={t('ppl.remove.keep')} cmd="meeting.remove_participant" args={{ participant: id }} danger onClose={onClose} />;
  }
  return (
    <Sheet open title={one.name} from="side" class="prep-sheet" onClose={onClose}>
      <p class="second">{kept([one.position, one.unit].filter(Boolean).join(' · '))}</p>
      {mayArrange.value ? <Edit one={one} onClose={onClose} /> : <p>{t(`capacity.${one.capacity}`)}</p>}
      {one.capacity === 'member' && <VoterFields one={one} />}
      {mayPrepare.value && <div class="sheet-part"><Button icon="trash" onClick={() => setRemoving(true)}>{t('ppl.remove')}</Button></div>}
    </Sheet>
  );
}

function Edit({ one, onClose }: { one: Person; onClose: () => void }) {
  const [place, setPlace] = useState(placeOf(one));
  const act = useAct();
  const missing = lacks(place);
  const changed = JSON.stringify(place) !== JSON.stringify(placeOf(one));
  const save = async (): Promise<void> => {
    const sent = await act.send('meeting.edit_participant', { participant: one.id, ...place });
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (changed && !missing) void save(); }}>
      <CapacityFields place={place} of={one.id} fixed={sessionRuns.value} onChange={(next) => { act.reset(); setPlace(next); }} />
      {missing && <p class="second">{missing}</p>}
      <div class="form-acts"><ActButton act={act} disabled={!changed || missing !== null} onClick={() => void save()}>{t('ppl.save')}</ActButton></div>
    </form>
  );
}
