/** The agenda as a timetable on one white sheet: the current item is tinted and open; others open on tap beside it. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { plain } from '../ui/bits';
import { go, path } from '../app/router';
import { t, tn } from '../i18n';
import { duration, kept, span, time } from '../i18n/format';
import { useAct } from '../net/act';
import { room } from '../net/seat';
import { currentItem, items, me, meeting, motionsOf, paper, papersOf, pollFrames, stage, type Item } from '../store/select';
import { Empty } from '../ui/bits';
import { ActButton, Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { recusing } from './apart-state';
import { mayCheckIn } from './check-in';
import { MotionRow } from './motion-row';
import { PaperRow } from './paper-row';

/** Items that I opened, by id. The current one is always open. */
const unfolded = signal<ReadonlySet<number>>(new Set());

function fold(id: number): void {
  const next = new Set(unfolded.peek());
  if (!next.delete(id)) next.add(id);
  unfolded.value = next;
}

export function Agenda({ opened }: { opened: number | null }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => { if (opened) unfolded.value = new Set([...unfolded.peek(), opened]); }, [opened]);
  useEffect(() => showCurrent(list.current, opened ?? currentItem.peek()?.id), []);
  if (items.value.length === 0) return <Empty title={t('agenda.empty')} icon="list">{t('agenda.empty.hint')}</Empty>;
  return <ol class="agenda" ref={list}>{items.value.map((item) => <Row key={item.id} item={item} />)}</ol>;
}

/** On arrival only: bring the current item into view if it is below, with the one before it. */
function showCurrent(list: HTMLElement | null, id: number | undefined): void {
  const row = list?.querySelector<HTMLElement>(`[data-item="${id}"]`);
  if (!row || row.getBoundingClientRect().bottom < innerHeight - 100) return;
  (row.previousElementSibling ?? row).scrollIntoView({ block: 'start' });
}

function Row({ item }: { item: Item }) {
  const current = item.state === 'open';
  const open = current || unfolded.value.has(item.id);
  const hasMore = papersOf(item.id).length + motionsOf(item.id).length > 0;
  const title = <span class={`row-title ${open ? '' : 'clamped'}`}>{kept(item.title)}</span>;
  return (
    <li class={`row ${item.state} ${open ? 'open-row' : ''} depth-${Math.min(item.number.split('.').length - 1, 2)}`} data-item={item.id}>
      <span class="row-number">{item.number}</span>
      <div class="row-main">
        <h3>
          {current || !hasMore ? title
            : <button type="button" class="row-toggle" aria-expanded={open} onClick={() => fold(item.id)}>{title}</button>}
          {current && <span class="unseen">{t('item.current')}</span>}
        </h3>
        <p class="second">{open ? presented(item) : summary(item)}</p>
        <p class="row-time under">{<When item={item} />}</p>
        {open && <Inside item={item} current={current} />}
      </div>
      {!current && <div class="row-time beside"><When item={item} /></div>}
    </li>
  );
}

/** "Trình bày: Vũ Đình Khải, Giám đốc Sở Khoa học và Công nghệ" */
function presented(item: Item): string {
  if (!item.presenter) return '';
  return t('item.presented', { who: kept([item.presenter, item.presenter_position].filter(Boolean).join(', ')) });
}

/** "Sở Tài chính · 3 tài liệu · Đã có kết quả biểu quyết" */
function summary(item: Item): string {
  const papers = papersOf(item.id).length;
  const decided = pollFrames.value.some((one) => one.item === item.id && one.state === 'closed');
  const parts = [kept(item.presenter), papers ? tn('item.papers', papers) : '', decided ? t('item.decided') : '', item.state === 'postponed' || item.state === 'withdrawn' ? item.reason : ''];
  return parts.filter(Boolean).join(' · ');
}

function When({ item }: { item: Item }) {
  switch (item.state) {
    case 'done': return <span class="when"><Icon name="check" size={20} />{item.opened_at && item.finished_at ? span(item.opened_at, item.finished_at) : t('item.done')}</span>;
    case 'postponed': return <span class="when word">{t('item.postponed')}</span>;
    case 'withdrawn': return <span class="when word struck">{t('item.withdrawn')}</span>;
    case 'open': return null;
    case 'planned': return <span class="when">{time(item.planned_at)}{item.minutes ? ` · ${duration(item.minutes)}` : ''}</span>;
  }
}

function Inside({ item, current }: { item: Item; current: boolean }) {
  const papers = papersOf(item.id);
  return (
    <div class="inside">
      {current && <Follow item={item} />}
      {(papers.length > 0 || motionsOf(item.id).length > 0) && (
        <ul class="papers">
          {papers.map((one) => <PaperRow key={one.id} paper={one} />)}
          {motionsOf(item.id).map((one) => <MotionRow key={one.id} motion={one} />)}
        </ul>
      )}
      <Recusal item={item} />
    </div>
  );
}

/** Under motions that are still to be voted on: to take no part in them, or to take part again. */
function Recusal({ item }: { item: Item }) {
  const act = useAct();
  const who = me.value;
  if (!who?.votes || item.state === 'done' || !motionsOf(item.id).some((one) => !one.opened)) return null;
  const recused = room.get('recusal', item.id, who.participant) !== undefined;
  return (
    <div class="recuse-line second">
      {recused ? <><span>{t('recuse.is')}</span><ActButton act={act} look="quiet" onClick={() => void act.send('voting.end_recusal', { item: item.id, participant: who.participant })}>{t('recuse.end')}</ActButton></>
        : <Button look="quiet" onClick={() => { recusing.value = item.id; }}>{t('recuse.do')}</Button>}
    </div>
  );
}

/** To the page that everybody sees. Filled unless something else on this screen needs doing. */
function Follow({ item }: { item: Item }) {
  const shown = stage.value;
  const what = paper(shown?.paper);
  if (!what || shown?.page == null || shown.item !== item.id) {
    return <p class="second nothing-shown"><Icon name="screen" size={22} />{t(shown?.hidden ? 'home.follow.hidden' : 'home.follow.nothing')}</p>;
  }
  const href = path.reader(meeting.value!.id, what.id, shown.page);
  const look = mayCheckIn() ? 'plain' : 'main';
  return (
    <div class="to-stage">
      <a class={`button ${look} normal`} href={href} onClick={(e) => { if (plain(e)) { e.preventDefault(); go(href); } }}>
        <Icon name="screen" /><span class="words">{t('home.follow.open')}<span class="on-phone-inline"> · {t('home.follow.page.short', { page: shown.page })}</span></span>
      </a>
      <p class="to-stage-what on-tablet"><span class="second">{t('home.follow.shown')}</span><b>{t('home.follow.page', { title: what.title, page: shown.page })}</b></p>
    </div>
  );
}
