/** Who is here: members by given name, substitutes, guests, staff, each with their presence. */
import { t, type Key } from '../i18n';
import { kept, time } from '../i18n/format';
import { people, person, type Person } from '../store/select';
import { Badge, Empty } from '../ui/bits';
import { Icon } from '../ui/icons';

const GROUPS = ['member', 'substitute', 'guest', 'staff'] as const;

export function People() {
  if (people.value.length === 0) return <Empty title={t('people.empty')} icon="people">{t('people.empty.hint')}</Empty>;
  return <div class="groups">{GROUPS.map((capacity) => <Group key={capacity} capacity={capacity} />)}</div>;
}

function Group({ capacity }: { capacity: (typeof GROUPS)[number] }) {
  const rows = people.value.filter((one) => one.capacity === capacity);
  if (rows.length === 0) return null;
  const here = rows.filter((one) => one.presence).length;
  return (
    <section class="group">
      <h3><span>{t(`people.${capacity}`)}</span><span class="second">{here}/{rows.length}</span></h3>
      <ul class="people">{rows.map((one) => <PersonRow key={one.id} one={one} />)}</ul>
    </section>
  );
}

function PersonRow({ one }: { one: Person }) {
  const member = person(one.replaces);
  return (
    <li class="person-row">
      <Presence one={one} />
      <span class="paper-words">
        <span class="person-name">{one.name}{one.duties.map((duty) => <Badge key={duty} tone="soft">{t(`duty.${duty}`)}</Badge>)}</span>
        <span class="second">{kept([one.position, one.position.includes(one.unit) ? '' : one.unit].filter(Boolean).join(', '))}</span>
        {member && <span class="second">{t('people.replaces', { name: member.name })}</span>}
      </span>
      <span class="second presence-word">{presenceWords(one)}</span>
    </li>
  );
}

/** Sign of presence: colour is never alone. */
export function Presence({ one }: { one: Person }) {
  if (one.presence === 'online') return <Icon name="screen" class="here-online" />;
  if (one.presence === 'room') return <Icon name="check" class="here-room" />;
  if (one.checked_out_at) return <Icon name="exit" class="not-here" />;
  return one.absent !== null ? <Icon name="dash" class="not-here" /> : <span class="seat-empty" aria-hidden="true" />;
}

export function presenceWords(one: Person): string {
  const at = one.checked_in_at ? time(one.checked_in_at) : '';
  if (one.presence === 'online') return [t('people.online'), one.site || at].filter(Boolean).join(' · ');
  if (one.presence === 'room') return [t('people.present'), at].filter(Boolean).join(' · ');
  if (one.checked_out_at) return t('people.left', { time: time(one.checked_out_at) });
  if (one.absent !== null) return one.absent ? t('people.absent.reason', { reason: one.absent }) : t('people.absent');
  return t('people.not-yet' as Key);
}
