/** The parts of preparing a meeting: their addresses, and how far each is. */
import { useEffect } from 'preact/hooks';
import { go, path } from '../../app/router';
import { t, tn } from '../../i18n';
import { items, meeting, motions, papers, people, quorum } from '../../store/select';
import { plain } from '../../ui/bits';
import { Icon, type IconName } from '../../ui/icons';

export const PARTS = ['info', 'agenda', 'papers', 'motions', 'people', 'attendance', 'screen'] as const;
export type Part = (typeof PARTS)[number];

/** Which part the address names. */
export function partAt(search: string): Part {
  const asked = new URLSearchParams(search).get('part');
  return PARTS.find((one) => one === asked) ?? 'info';
}

export const partPath = (part: Part): string => `${path.console(meeting.value?.id ?? '', 'prepare')}?part=${part}`;

interface State { sign: 'done' | 'open' | 'lacking' | 'none'; words: string }

export function stateOf(part: Part): State {
  switch (part) {
    case 'info': return { sign: 'done', words: '' };
    case 'agenda': return counted(items.value.length, tn('prep.agenda', items.value.length), t('prep.agenda.none'));
    case 'papers': return papersState();
    case 'motions': return counted(motions.value.length, tn('prep.motions', motions.value.length), t('prep.motions.none'));
    case 'people': return peopleState();
    case 'attendance': return attendanceState();
    case 'screen': return { sign: 'none', words: '' };
  }
}

const counted = (n: number, some: string, none: string): State => (n > 0 ? { sign: 'done', words: some } : { sign: 'open', words: none });

function papersState(): State {
  const there = papers.value.filter((one) => one.recalled === null).length;
  return counted(there, tn('prep.papers', there), t('prep.papers.none'));
}

function peopleState(): State {
  if (!people.value.some((one) => one.duties.includes('chair'))) return { sign: 'lacking', words: t('prep.people.no-chair') };
  return { sign: 'done', words: tn('prep.people', people.value.length) };
}

function attendanceState(): State {
  const now = quorum.value;
  if (!now || meeting.value?.phase === 'draft') return { sign: 'open', words: t('prep.attendance.later') };
  return { sign: now.reached ? 'done' : 'open', words: t('prep.attendance', { present: now.present, members: now.members }) };
}

const SIGN: Record<Exclude<State['sign'], 'none'>, IconName> = { done: 'check', open: 'circle', lacking: 'warn' };

export function PartList({ current }: { current: Part }) {
  useEffect(() => document.querySelector('.part[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }), [current]);
  return (
    <ul class="part-list">
      {PARTS.map((part) => {
        const state = stateOf(part);
        return (
          <li key={part}>
            <a class="part" href={partPath(part)} aria-current={part === current ? 'page' : undefined}
              onClick={(event) => { if (plain(event)) { event.preventDefault(); go(partPath(part), true); } }}>
              <span class="part-words"><span class="part-name">{t(`prep.name.${part}`)}</span>{state.words && <span class="part-state">{state.words}</span>}</span>
              {state.sign !== 'none' && <span class={`part-sign ${state.sign}`}><Icon name={SIGN[state.sign]} size={20} /></span>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
