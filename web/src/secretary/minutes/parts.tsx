/** The parts of the minutes at the left, each with how far it is. */
import { go, path } from '../../app/router';
import { t } from '../../i18n';
import { kept } from '../../i18n/format';
import { meeting } from '../../store/select';
import { plain } from '../../ui/bits';
import { Icon } from '../../ui/icons';
import type { Facts, Section } from './facts';
import { cell } from './prose';

export type Sign = 'check' | 'half' | 'circle' | 'dash';

export const nameOf = (section: Section): string => (section.kind === 'item' ? kept(section.title ?? '') : t(`minutes.part.${section.key as 'time'}`));
export const partPath = (section: Section): string => `${path.console(meeting.value?.id ?? '', 'minutes')}?part=${section.key}`;

/** An item that was dealt with wants a conclusion. */
export const wantsConclusion = (section: Section): boolean => section.kind === 'item' && (section.state === 'done' || section.state === 'open');
export const hasConclusion = (section: Section): boolean => cell(`conclusion/${section.item}`).text.trim() !== '';

export function signOf(section: Section): Sign {
  if (section.kind !== 'item') return meeting.value?.phase === 'closed' ? 'check' : 'circle';
  if (hasConclusion(section)) return 'check';
  if (section.state === 'postponed' || section.state === 'withdrawn') return 'dash';
  return section.state === 'open' || section.prose.some((key) => cell(key).text.trim() !== '') ? 'half' : 'circle';
}

/** Which part the address names; else the item on the table, else the first. */
export function sectionAt(facts: Facts, search: string): Section {
  const asked = new URLSearchParams(search).get('part');
  return facts.sections.find((one) => one.key === asked) ?? facts.sections.find((one) => one.state === 'open') ?? facts.sections[0]!;
}

export function Parts({ facts, current }: { facts: Facts; current: Section }) {
  const items = facts.sections.filter((one) => one.kind === 'item');
  const wanted = items.filter(wantsConclusion);
  const line = (section: Section) => <PartLine key={section.key} section={section} current={section === current} />;
  return (
    <>
      <h2>{t('minutes.general')}</h2>
      <ul>{facts.sections.filter((one) => one.kind === 'general').map(line)}</ul>
      <h2>{wanted.length ? t('minutes.items', { have: wanted.filter(hasConclusion).length, of: wanted.length }) : t('minutes.items.none')}</h2>
      <ul>{items.map(line)}</ul>
      <h2>{t('minutes.end')}</h2>
      <ul>{facts.sections.filter((one) => one.kind === 'end').map(line)}</ul>
    </>
  );
}

function PartLine({ section, current }: { section: Section; current: boolean }) {
  const sign = signOf(section);
  const href = partPath(section);
  return (
    <li>
      <a class={`mn-part depth-${section.depth ?? 0}`} href={href} aria-current={current ? 'page' : undefined} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(href, true); } }}>
        <span class="mn-number">{section.number ?? ''}</span>
        <span class="mn-name">{nameOf(section)}</span>
        <span class={`mn-sign ${sign}`}><Icon name={sign} size={20} /><span class="unseen">{t(`minutes.sign.${sign}`)}</span></span>
      </a>
    </li>
  );
}

/** The same as one field, where there is no room for a column. */
export function PartPicker({ facts, current }: { facts: Facts; current: Section }) {
  return (
    <label class="mn-picker">
      <span class="unseen">{t('minutes.parts')}</span>
      <select value={current.key} onChange={(event) => { const to = facts.sections.find((one) => one.key === event.currentTarget.value); if (to) go(partPath(to), true); }}>
        {facts.sections.map((one) => <option key={one.key} value={one.key}>{[one.number, nameOf(one)].filter(Boolean).join('  ')}</option>)}
      </select>
    </label>
  );
}
