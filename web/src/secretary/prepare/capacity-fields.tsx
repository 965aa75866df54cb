/** In what capacity somebody takes part, with what that needs: duties, in whose place, which items a guest may see. */
import { t } from '../../i18n';
import { kept } from '../../i18n/format';
import { items, people, type Person } from '../../store/select';
import { Choice } from './choice';
import { Field } from './frame';

export interface Place { capacity: Person['capacity']; duties: Person['duties']; replaces: number | null; items: readonly number[] }

const CAPACITIES = ['member', 'substitute', 'guest', 'staff'] as const;
const DUTIES: Record<Person['capacity'], readonly Person['duties'][number][]> = {
  member: ['chair', 'deputy', 'presenter', 'secretary'], substitute: ['presenter'], guest: ['presenter'], staff: ['secretary', 'presenter'],
};

/** What is left of a place in another capacity. */
export function inCapacity(place: Place, capacity: Person['capacity']): Place {
  const duties = place.duties.filter((duty) => DUTIES[capacity].includes(duty));
  return { capacity, duties, replaces: capacity === 'substitute' ? place.replaces : null, items: capacity === 'guest' ? place.items : [] };
}

/** What is still missing, or null. */
export const lacks = (place: Place): string | null => (place.capacity === 'substitute' && place.replaces === null ? t('ppl.needs-member') : null);

export function CapacityFields({ place, of, fixed = false, onChange }: { place: Place; of: number | null; fixed?: boolean; onChange: (place: Place) => void }) {
  return (
    <>
      {fixed ? <p class="fact-line"><b>{t(`capacity.${place.capacity}`)}.</b> {t('ppl.fixed')}</p> : (
        <fieldset class="form-field">
          <legend class="field-label">{t('ppl.capacity')}</legend>
          <Choice name="capacity" label={t('ppl.capacity')} value={place.capacity} onChoose={(value) => onChange(inCapacity(place, value as Person['capacity']))}
            options={CAPACITIES.map((one) => ({ value: one, word: t(`capacity.${one}`), under: t(`capacity.means.${one}`) }))} />
        </fieldset>
      )}
      {place.capacity === 'substitute' && !fixed && <Replaces place={place} of={of} onChange={onChange} />}
      <Duties place={place} of={of} onChange={onChange} />
      {place.capacity === 'guest' && <Invited place={place} onChange={onChange} />}
    </>
  );
}

function Replaces({ place, of, onChange }: { place: Place; of: number | null; onChange: (place: Place) => void }) {
  const free = people.value.filter((one) => one.capacity === 'member' && one.id !== of && !people.value.some((other) => other.replaces === one.id && other.id !== of));
  return (
    <Field label={t('ppl.replaces')}>
      <select value={place.replaces ?? ''} onChange={(event) => onChange({ ...place, replaces: Number(event.currentTarget.value) || null })}>
        <option value="">{t('ppl.replaces.choose')}</option>
        {free.map((one) => <option key={one.id} value={one.id}>{[one.name, one.position].filter(Boolean).join(', ')}</option>)}
      </select>
    </Field>
  );
}

function Duties({ place, of, onChange }: { place: Place; of: number | null; onChange: (place: Place) => void }) {
  const chair = people.value.find((one) => one.duties.includes('chair') && one.id !== of);
  const toggle = (duty: Person['duties'][number], on: boolean): void => onChange({ ...place, duties: on ? [...place.duties, duty] : place.duties.filter((one) => one !== duty) });
  return (
    <fieldset class="form-field">
      <legend class="field-label">{t('ppl.duties')}</legend>
      {DUTIES[place.capacity].map((duty) => (
        <label key={duty} class="check-line">
          <input type="checkbox" checked={place.duties.includes(duty)} disabled={duty === 'chair' && chair !== undefined} onChange={(event) => toggle(duty, event.currentTarget.checked)} />
          <span>{t(`duty.${duty}`)}{duty === 'chair' && chair && <small>{t('ppl.chair-is', { name: chair.name })}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Invited({ place, onChange }: { place: Place; onChange: (place: Place) => void }) {
  const toggle = (id: number, on: boolean): void => onChange({ ...place, items: on ? [...place.items, id] : place.items.filter((one) => one !== id) });
  return (
    <fieldset class="form-field">
      <legend class="field-label">{t('ppl.items')}</legend>
      <p class="field-hint">{t('ppl.items.hint')}</p>
      {items.value.length === 0 && <p class="second">{t('ppl.items.none')}</p>}
      {items.value.map((one) => (
        <label key={one.id} class={`check-line depth-${one.depth}`}>
          <input type="checkbox" checked={place.items.includes(one.id)} onChange={(event) => toggle(one.id, event.currentTarget.checked)} />
          <span>{one.number}&ensp;{kept(one.title)}</span>
        </label>
      ))}
    </fieldset>
  );
}
