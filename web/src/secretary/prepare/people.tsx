/** Who takes part: by capacity, in the order of given names. A row opens the person; "add" looks in the register. */
import { useState } from 'preact/hooks';
import { t, tn } from '../../i18n';
import { kept } from '../../i18n/format';
import { item as itemOf, people, person as personOf, type Person } from '../../store/select';
import { Badge, Empty } from '../../ui/bits';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { AddPeople } from './add-people';
import { PersonSheet } from './person-sheet';
import { mayArrange } from './phases';
import { folded } from './text';
import { voterWords } from './voter-fields';

export const CAPACITIES = ['member', 'substitute', 'guest', 'staff'] as const;

export function PeoplePart() {
  const [open, setOpen] = useState<number | 'add' | null>(null);
  const [text, setText] = useState('');
  const close = (): void => setOpen(null);
  const chair = people.value.find((one) => one.duties.includes('chair'));
  const found = people.value.filter((one) => folded(`${one.name} ${one.position} ${one.unit_short}`).includes(folded(text)));
  return (
    <section class="part-page">
      <div class="part-head">
        <h1>{t('prep.name.people')}</h1>
        <p class="second">{chair ? t('ppl.chair', { name: chair.name }) : t('ppl.no-chair')}</p>
      </div>
      <div class="ppl-tools">
        <input type="search" value={text} placeholder={t('ppl.find')} aria-label={t('ppl.find')} onInput={(event) => setText(event.currentTarget.value)} />
        {mayArrange.value && <Button icon="plus" onClick={() => setOpen('add')}>{t('ppl.add')}</Button>}
      </div>
      {found.length === 0 && <Empty icon="people" title={t('ppl.nobody')} />}
      {CAPACITIES.map((capacity) => <Group key={capacity} capacity={capacity} rows={found.filter((one) => one.capacity === capacity)} onOpen={setOpen} />)}
      {open === 'add' && <AddPeople onClose={close} />}
      {typeof open === 'number' && <PersonSheet id={open} onClose={close} />}
    </section>
  );
}

function Group({ capacity, rows, onOpen }: { capacity: Person['capacity']; rows: Person[]; onOpen: (id: number) => void }) {
  if (rows.length === 0) return null;
  return (
    <section class="ppl-group">
      <h2>{tn(`ppl.${capacity}`, rows.length)}</h2>
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            <button type="button" class="ppl-row" onClick={() => onOpen(one.id)}>
              <span class="ppl-words"><span class="ppl-name">{one.name}</span><span class="ppl-under">{under(one)}</span></span>
              {one.duties.map((duty) => <Badge key={duty} tone={duty === 'chair' || duty === 'secretary' ? 'soft' : 'quiet'}>{t(`duty.${duty}`)}</Badge>)}
              <Icon name="next" size={22} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function under(one: Person): string {
  const where = one.position.includes(one.unit_short || one.unit) ? '' : one.unit_short || one.unit;
  const more = one.capacity === 'substitute' ? t('ppl.for', { name: personOf(one.replaces)?.name ?? '' }) : one.capacity === 'guest' ? guestWords(one) : voterWords(one);
  return kept([[one.position, where].filter(Boolean).join(', '), more].filter(Boolean).join(' · '));
}

function guestWords(one: Person): string {
  const numbers = one.items.map((id) => itemOf(id)?.number).filter(Boolean);
  return numbers.length ? t('ppl.sees', { items: numbers.join(', ') }) : t('ppl.sees-nothing');
}
