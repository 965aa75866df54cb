/** The stage: the page as all see it, its turns, who follows, the red pen, zoom. A page is presented by whoever holds it. */
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { newAct } from '../net/act';
import { shown } from '../net/seat';
import { presence } from './presence';
import { currentItem, meeting, papersOf, paper as paperOf, quorum, stage } from '../store/select';
import { ActReason, Button, IconButton } from '../ui/button';
import { Icon } from '../ui/icons';
import { dialog, ask } from './state';
import { ZOOMS, zoomStep } from '../reader/page/geometry';
import { lastMark, StagePage, unmark } from './stage-page';

/** 1 = the width of the column. Mine alone. */
const zoom = signal(1);
/** Whether the red pen is in hand. */
const pen = signal(false);

const act = newAct();
/** The page that was asked for and is not shown yet; quick taps add up. */
const wanted = signal<number | null>(null);

export function Stage() {
  const paper = paperOf(stage.value?.paper);
  useLayoutEffect(watchKeys, []);
  if (!paper || stage.value?.page == null || stage.value.version === null) return <EmptyStage />;
  return (
    <section class="stage" aria-label={t('chair.stage')}>
      <header class="stage-head">
        <Icon name="screen" size={22} />
        <p class="stage-what"><b>{t('chair.stage.shown')}</b> <span>{kept(paper.title)}</span></p>
        <Button look="quiet" onClick={() => ask({ is: 'papers' })}>{t('chair.stage.change')}</Button>
      </header>
      <StagePage paper={paper} version={stage.value.version} page={stage.value.page} zoom={zoom.value} pen={pen.value}
        onTurn={(by) => step(by)} onZoom={(to) => { zoom.value = to; }} />
      <footer class="stage-foot">
        <Turner page={stage.value.page} pages={paper.pages.length} />
        <ActReason act={act} />
        <Following />
        <Tools version={stage.value.version} page={stage.value.page} />
      </footer>
    </section>
  );
}

function EmptyStage() {
  const item = currentItem.value;
  const some = item && papersOf(item.id).some((one) => one.version !== null);
  return (
    <section class="stage empty-stage" aria-label={t('chair.stage')}>
      <div class="stage-nothing">
        <Icon name="screen" size={40} />
        <p class="stage-nothing-word">{item ? `${item.number}. ${kept(item.title)}` : t(`chair.stage.${meeting.value?.phase ?? 'draft'}` as 'chair.stage.draft')}</p>
        {item && <p>{t(some ? 'chair.stage.nothing' : 'chair.stage.no-papers')}</p>}
        {some && meeting.value?.phase === 'running' && <Button icon="paper" onClick={() => ask({ is: 'papers' })}>{t('chair.stage.choose')}</Button>}
      </div>
    </section>
  );
}

function Turner({ page, pages }: { page: number; pages: number }) {
  const goal = wanted.value ?? page;
  return (
    <div class="turner">
      <IconButton icon="back" look="plain" label={t('chair.page.before')} disabled={goal <= 1} onClick={() => step(-1)} />
      <PageNumber page={goal} pages={pages} />
      <IconButton icon="next" look="plain" label={t('chair.page.after')} disabled={goal >= pages} onClick={() => step(1)} />
    </div>
  );
}

/** "12 / 34"; typing another number goes there. */
function PageNumber({ page, pages }: { page: number; pages: number }) {
  const field = useRef<HTMLInputElement>(null);
  const commit = (event: Event): void => {
    event.preventDefault();
    const to = Number(field.current?.value);
    if (Number.isInteger(to) && to >= 1 && to <= pages && to !== page) turn(to);
    else if (field.current) field.current.value = String(page);
    field.current?.blur();
  };
  return (
    <form class="page-number" onSubmit={commit}>
      <input ref={field} inputMode="numeric" value={page} size={String(pages).length} aria-label={t('chair.page.number', { pages })}
        onFocus={(e) => e.currentTarget.select()} onBlur={commit} />
      <span>/ {pages}</span>
    </form>
  );
}

/** Turn to a page. While one turn is under way the next wish is remembered, the last one counts; a wish stands until its
 * page is shown, or a quick tap between answer and push would count from the page before. */
export async function turn(page: number): Promise<void> {
  const busy = wanted.peek() !== null;
  wanted.value = page;
  if (busy) return;
  for (;;) {
    const goal: number = wanted.peek() ?? page;
    const sent = await act.send('papers.turn_page', { page: goal });
    if (sent === 'unsent' || !sent.ok) break;
    if (wanted.peek() === goal) await shown(sent.seq);
    if (wanted.peek() === goal) break;
  }
  wanted.value = null;
}

/** One page on or back, as far as there are pages. */
function step(by: number): boolean {
  const pages = paperOf(stage.peek()?.paper)?.pages.length ?? 0;
  const to = (wanted.peek() ?? stage.peek()?.page ?? 1) + by;
  if (to < 1 || to > pages) return false;
  void turn(to);
  return true;
}

/** Arrows and PageUp/PageDown turn the page when nothing lies over the console and nobody is typing. */
function watchKeys(): () => void {
  const key = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!by || dialog.peek() || document.querySelector('dialog[open]') || (event.target as HTMLElement).matches('input, textarea, select')) return;
    if (step(by)) event.preventDefault();
  };
  addEventListener('keydown', key);
  return () => removeEventListener('keydown', key);
}

function Following() {
  const live = presence.value;
  const here = quorum.value?.present ?? 0;
  if (!live) return <span class="following" />;
  return <button type="button" class="following" onClick={() => ask({ is: 'following' })}>{t('chair.following', { n: Math.min(live.following, Math.max(here, live.on.length)), of: Math.max(here, 1) })}</button>;
}

/** Moving the page or the red pen, seen by all; zoom, for myself only. */
function Tools({ version, page }: { version: string; page: number }) {
  const last = lastMark(version, page);
  return (
    <div class="stage-tools">
      {last !== null && <IconButton icon="undo" label={t('chair.tool.undo')} onClick={() => void unmark(last)} />}
      <IconButton icon="pointer" label={t('chair.tool.hand')} pressed={!pen.value} onClick={() => { pen.value = false; }} />
      <IconButton icon="pen" label={t('chair.tool.pen')} pressed={pen.value} onClick={() => { pen.value = true; }} />
      <IconButton icon="zoom" label={t('chair.tool.zoom')} onClick={() => { zoom.value = zoom.value >= ZOOMS[ZOOMS.length - 1]! - 0.01 ? 1 : zoomStep(zoom.value, 1); }} />
    </div>
  );
}
