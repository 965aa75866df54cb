/** Find an item, a paper or a person of this meeting by words, with or without Vietnamese marks. */
import { computed, signal } from '@preact/signals';
import { go, path } from '../app/router';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { items, meeting, papers, people } from '../store/select';
import { Icon, type IconName } from '../ui/icons';
import { Sheet } from '../ui/sheet';

const open = signal(false);
const wanted = signal('');
export const openFinder = (): void => { wanted.value = ''; open.value = true; };

/** "Nghị quyết" and "nghi quyet" are the same to somebody in a hurry. */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

interface Hit { key: string; icon: IconName; title: string; under: string; href: string }

const everything = computed<Hit[]>(() => {
  const id = meeting.value?.id ?? '';
  return [
    ...items.value.map((one) => ({ key: `i${one.id}`, icon: 'list' as const, title: one.title, under: t('bar.item', { number: one.number }), href: path.item(id, one.id) })),
    ...papers.value.filter((one) => one.version).map((one) => ({ key: `p${one.id}`, icon: 'paper' as const, title: one.title, under: t('tab.papers'), href: path.reader(id, one.id) })),
    ...people.value.map((one) => ({ key: `w${one.id}`, icon: 'person' as const, title: one.name, under: one.position, href: path.meeting(id, 'people') })),
  ];
});

export function Finder() {
  const words = folded(wanted.value).split(/\s+/).filter(Boolean);
  const hits = words.length ? everything.value.filter((one) => words.every((word) => folded(`${one.title} ${one.under}`).includes(word))).slice(0, 30) : [];
  return (
    <Sheet open={open.value} title={t('find.title')} from="middle" class="finder" onClose={() => { open.value = false; }}>
      <input type="search" data-focus="" aria-label={t('find.label')} placeholder={t('find.label')} value={wanted.value} onInput={(e) => { wanted.value = e.currentTarget.value; }} />
      <p class="second" role="status">{words.length ? t('find.found', { n: hits.length }) : t('find.hint')}</p>
      <ul class="papers bare">
        {hits.map((one) => (
          <li key={one.key} class="paper-row">
            <a href={one.href} onClick={(event) => { event.preventDefault(); open.value = false; go(one.href); }}>
              <Icon name={one.icon} />
              <span class="paper-words"><span class="paper-title">{kept(one.title)}</span><span class="second">{one.under}</span></span>
              <Icon name="next" size={22} class="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
