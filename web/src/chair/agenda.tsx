/**
 * The agenda column: the current item open with its papers and votes, the others a tap away. A paper of the current item
 * shows its acts on a tap; papers of another item open that item and are presented in one act.
 */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { duration, kept, time } from '../i18n/format';
import { minute } from '../net/clock';
import { currentItem, items, livePolls, meeting, motions, motionsOf, papers, papersOf, stage, type Item, type Paper } from '../store/select';
import { newAct } from '../net/act';
import { ActButton, ActReason, Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { go, path } from '../app/router';
import { MotionLine } from './motion-line';
import { isHeadline } from './next';
import { ask, pick, picked, unfold, unfolded } from './state';
import { lateBy, leftOf } from './times';

/** One act for the whole column: one thing happens at a time. */
const act = newAct();

export function AgendaColumn() {
  const list = useRef<HTMLOListElement>(null);
  const current = currentItem.value?.id;
  useEffect(() => showCurrent(list.current), [current]);
  return (
    <>
      <header class="column-head">
        <h2>{t('chair.agenda')}</h2>
        <Late />
      </header>
      <ol class="plan" ref={list}>{items.value.map((item) => <Row key={item.id} item={item} />)}</ol>
    </>
  );
}

/** When another item opens, it comes into view below the one before it; nothing moves otherwise. */
function showCurrent(list: HTMLElement | null): void {
  const row = list?.querySelector<HTMLElement>('[aria-current=step]');
  const column = list?.parentElement;
  if (!row || !column) return;
  const before = row.previousElementSibling as HTMLElement | null;
  const top = (before ?? row).offsetTop - 44;
  if (row.offsetTop < column.scrollTop || row.offsetTop + row.offsetHeight > column.scrollTop + column.clientHeight) column.scrollTop = top;
}

function Late() {
  const phase = meeting.value?.phase;
  if (phase !== 'running' && phase !== 'paused') return null;
  const late = lateBy(items.value, minute.value);
  if (late === null) return null;
  if (Math.abs(late) < 1) return <span class="late">{t('chair.on-time')}</span>;
  return <span class="late">{t(late > 0 ? 'chair.late' : 'chair.early', { time: duration(Math.abs(late)) })}</span>;
}

function Row({ item }: { item: Item }) {
  const current = item.state === 'open';
  const open = current || unfolded.value.has(item.id);
  const headline = isHeadline({ items: items.value, papers: papers.value, motions: motions.value }, item);
  const state = headline ? headlineState(item) : item.state;
  const words = (
    <>
      <span class="plan-number">{item.number}</span>
      <span class="plan-words">
        <span class="plan-title">{kept(item.title)}</span>
        <Under item={item} headline={headline} />
      </span>
      {state === 'done' && <Icon name="check" size={22} class="plan-tick" />}
    </>
  );
  return (
    <li class={`plan-row ${state} depth-${Math.min(item.depth, 3)} ${open ? 'open-row' : ''}`} aria-current={current ? 'step' : undefined}>
      {current ? <div class="plan-head">{words}</div>
        : <button type="button" class="plan-head" aria-expanded={open} onClick={() => unfold(item.id)}>{words}</button>}
      {open && <Inside item={item} current={current} />}
    </li>
  );
}

/** A headline is done when its sub-items are; nobody opens it itself. */
function headlineState(item: Item): Item['state'] {
  const under = items.value.filter((one) => one.parent === item.id);
  return item.state === 'planned' && under.every((one) => one.state !== 'planned' && one.state !== 'open') ? 'done' : item.state;
}

function Under({ item, headline }: { item: Item; headline: boolean }) {
  switch (item.state) {
    case 'open': return <span class={`plan-under ${(leftOf(item, minute.value) ?? 0) < 0 ? 'over' : ''}`}>{leftWords(item)}</span>;
    case 'planned': return headline ? null : <span class="plan-under">{time(item.planned_at)}{item.minutes ? ` · ${duration(item.minutes)}` : ''}</span>;
    case 'postponed': return <span class="plan-under">{t('chair.item.postponed')}{item.reason && `: ${item.reason}`}</span>;
    case 'withdrawn': return <span class="plan-under">{t('chair.item.withdrawn')}{item.reason && `: ${item.reason}`}</span>;
    case 'done': return <span class="unseen">{t('chair.item.done')}</span>;
  }
}

function leftWords(item: Item): string {
  const left = leftOf(item, minute.value);
  if (left === null) return t('chair.item.current');
  const of = duration(item.minutes);
  return left >= 0 ? t('chair.item.left', { left: duration(left), of }) : t('chair.item.over', { over: duration(-left), of });
}

function Inside({ item, current }: { item: Item; current: boolean }) {
  return (
    <ul class="plan-inside">
      {!current && <ItemActs item={item} />}
      {papersOf(item.id).map((one) => <PaperLine key={one.id} paper={one} current={current} />)}
      {motionsOf(item.id).map((one, i) => <MotionLine key={one.id} motion={one} name={`${item.number}.${i + 1}`} current={current} act={act} />)}
    </ul>
  );
}

const running = (): boolean => meeting.value?.phase === 'running';

/** Opening any item, in any order; putting it off. */
function ItemActs({ item }: { item: Item }) {
  const tag = `open/${item.id}`;
  const aside = item.state === 'planned' && meeting.value?.phase !== 'closed';
  if (item.state === 'withdrawn' || (!running() && !aside)) return null;
  return (
    <li class="plan-acts">
      {running() && (
        <ActButton act={act} tag={tag} size="small" disabled={livePolls.value.length > 0} onClick={() => void act.send('agenda.open_item', { item: item.id }, tag)}>
          {t(item.state === 'planned' ? 'chair.item.open' : 'chair.item.reopen', { number: item.number })}
        </ActButton>
      )}
      {aside && <Button size="small" look="quiet" onClick={() => ask({ is: 'postpone', item: item.id })}>{t('chair.item.postpone')}</Button>}
      {aside && <Button size="small" look="quiet" onClick={() => ask({ is: 'withdraw', item: item.id })}>{t('chair.item.withdraw')}</Button>}
    </li>
  );
}

function PaperLine({ paper, current }: { paper: Paper; current: boolean }) {
  const key = `paper/${paper.id}`;
  const shown = stage.value?.paper === paper.id;
  if (paper.recalled !== null) return <li class="plan-line gone"><div class="line-head"><Icon name="paper" size={22} /><span class="line-title">{paper.title}</span><span class="line-state">{t('chair.paper.recalled')}</span></div></li>;
  const open = picked.value === key;
  if (!current && running()) return <OtherPaper paper={paper} />;
  return (
    <li class={`plan-line ${shown ? 'shown' : ''}`}>
      <button type="button" class="line-head" aria-expanded={open} onClick={() => pick(key)}>
        <Icon name="paper" size={22} />
        <span class="line-title">{kept(paper.title)}</span>
        {shown && <span class="line-sign"><Icon name="screen" size={22} /><span class="unseen">{t('chair.paper.shown')}</span></span>}
      </button>
      {open && <PaperActs paper={paper} shown={shown} />}
    </li>
  );
}

/** A paper of another item: one tap opens that item and presents it. */
function OtherPaper({ paper }: { paper: Paper }) {
  const tag = `present/${paper.id}`;
  return (
    <li class="plan-line">
      <div class="line-head">
        <Icon name="paper" size={22} />
        <button type="button" class="line-title line-read" onClick={() => go(path.reader(meeting.value!.id, paper.id, 1))}>{kept(paper.title)}</button>
        <Button size="small" label={t('chair.present.open', { title: paper.title })} disabled={livePolls.value.length > 0} onClick={() => void present(paper, tag)}>{t('chair.present.short')}</Button>
      </div>
      <ActReason act={act} tag={tag} />
    </li>
  );
}

function PaperActs({ paper, shown }: { paper: Paper; shown: boolean }) {
  const tag = `present/${paper.id}`;
  const id = meeting.value!.id;
  return (
    <div class="line-acts">
      {!shown && running() && (
        <ActButton act={act} tag={tag} size="small" icon="screen" onClick={() => void present(paper, tag)}>
          {t('chair.present.do')}
        </ActButton>
      )}
      {shown && <ActButton act={act} tag={tag} size="small" onClick={() => void act.send('papers.stop_presenting', {}, tag)}>{t('chair.present.stop')}</ActButton>}
      <Button size="small" look="quiet" onClick={() => go(path.reader(id, paper.id, 1))}>{t('chair.paper.read')}</Button>
    </div>
  );
}

/** Presenting a paper of another item opens that item first; both acts or a reason. */
async function present(paper: Paper, tag: string): Promise<void> {
  if (currentItem.peek()?.id !== paper.item) {
    const opened = await act.send('agenda.open_item', { item: paper.item }, tag);
    if (opened === 'unsent' || !opened.ok) return;
  }
  const shown = await act.send('papers.present', { paper: paper.id }, tag);
  if (shown !== 'unsent' && shown.ok) picked.value = null;
}
