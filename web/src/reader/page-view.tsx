/** The page with everything on it: shared ink, my ink, found places, pins and the margin with my notes. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Paper } from '../store/select';
import { beginNote, drawn, keepDraft, rubbed } from './annotate';
import { find } from './find';
import { presented, turnTo, wishedPage } from './follow';
import { InkLayer } from './ink/layer';
import { broadcaster, useSharedInk } from './ink/shared';
import { shareStroke, sharing, unshare } from './ink/share';
import type { Stroke, StrokeData } from './ink/strokes';
import { layer, penSeen, tool } from './ink/tools';
import { cardsOf, NoteMargin, NotesSheet, Pins } from './note-cards';
import { notesOn, type NoteOp } from './notes';
import { A4 } from './page/geometry';
import { PageStage } from './page/stage';
import { penDown } from '../ui/arming';
import { layout, zoom } from './state';

const ASIDE = 206;
const CARD = 190;

interface Props { meeting: string; paper: Paper; version: string; page: number; mayShare: boolean }

export function PageView({ meeting, paper, version, page, mayShare }: Props) {
  const size = paper.pages[page - 1] ?? A4;
  const mine = notesOn(version, page);
  const cards = cardsOf(mine.filter((one) => one.kind === 'note'), version, page);
  const wide = layout.value === 'wide';
  const aside = wide ? ASIDE : 0;
  const turn = (by: 1 | -1): void => {
    const to = wishedPage(page) + by;
    if (to >= 1 && to <= paper.pages.length) turnTo(paper.id, to);
  };
  const live = presented.value;
  return (
    <>
      <PageStage meeting={meeting} version={version} page={page} pages={paper.pages} title={paper.title} zoom={zoom.value} most={860} gap={wide ? 24 : layout.value === 'phone' ? 0 : 12} aside={aside}
        marks={marksOn(page)} inking={() => penDown.peek() || drawsWithFinger()} fingerDraws={drawsWithFinger(tool.value, penSeen.value)}
        soon={live?.version === version && live.page ? [live.page] : []} onTurn={turn} onZoom={(to) => { zoom.value = to; }}
        {...(wide && { margin: (place) => <NoteMargin cards={cards} place={place} width={CARD} paper={paper.id} /> })}>
        <Ink paper={paper.id} version={version} page={page} size={size} mine={mine} mayShare={mayShare} />
        <Pins cards={cards} size={size} />
      </PageStage>
      {!wide && <NotesSheet cards={cards} paper={paper.id} page={page} />}
      <TurnByWheel turn={turn} />
    </>
  );
}

const drawsWithFinger = (now = tool.peek(), seen = penSeen.peek()): boolean => (now === 'pen' || now === 'marker' || now === 'eraser') && !seen;

function marksOn(page: number) {
  const { open, hits, at } = find.value;
  if (!open) return [];
  return hits.map((hit, i) => ({ hit, strong: i === at })).filter(({ hit }) => hit.page === page).map(({ hit, strong }) => ({ boxes: hit.boxes, strong }));
}

function Ink({ paper, version, page, size, mine, mayShare }: { paper: number; version: string; page: number; size: readonly [number, number]; mine: readonly NoteOp[]; mayShare: boolean }) {
  const shared = useSharedInk(version, page);
  const live = useMemo(() => broadcaster(version, page), [version, page]);
  const forAll = mayShare && layer.value === 'shared';
  const own = mine.filter((one) => one.kind === 'ink').map(asStroke);
  const where = { version, paper, page };
  const ownIds = new Set(own.map((one) => one.id));
  const rub = (ids: readonly string[]): void => { if (forAll) unshare(ids); else rubbed(where, ids); };
  const put = (data: StrokeData): void => { if (forAll) void shareStroke(version, page, data); else drawn(where, data); };
  return (
    <InkLayer size={size} strokes={[...shared, ...sharing(version, page), ...own]} tool={tool.value} shared={forAll} onStroke={put} onErase={rub}
      erasable={(id) => (forAll ? id.startsWith('mark/') : ownIds.has(id))} onPlace={({ x, y }) => { keepDraft(); beginNote(where, x, y); tool.value = 'read'; }}
      {...(forAll && { onUnder: live.under })} />
  );
}

const strokes = new WeakMap<NoteOp, Stroke>();
/** The same object for the same operation, so that finished strokes are drawn once. */
function asStroke(one: NoteOp): Stroke {
  const known = strokes.get(one) ?? { id: one.op, tool: one.tool ?? 'pen', colour: one.colour ?? '#1652b4', size: one.size ?? 4, points: one.points ?? [], ...(one.press && { press: one.press }) };
  strokes.set(one, known);
  return known;
}

/** Wheel beyond the end of the page turns it, after a moment of pushing. */
function TurnByWheel({ turn }: { turn: (by: 1 | -1) => void }) {
  const now = useRef(turn);
  now.current = turn;
  useEffect(() => {
    const desk = document.querySelector<HTMLElement>('.reader-page .desk');
    if (!desk) return;
    let pushed = 0;
    let last = 0;
    const wheel = (event: WheelEvent): void => {
      if (event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      const ends = event.deltaY > 0 ? desk.scrollTop + desk.clientHeight >= desk.scrollHeight - 2 : desk.scrollTop <= 0;
      if (!ends || event.timeStamp - last > 400) pushed = 0;
      last = event.timeStamp;
      if (ends) pushed += event.deltaY;
      if (Math.abs(pushed) < 240) return;
      pushed = 0;
      now.current(event.deltaY > 0 ? 1 : -1);
    };
    desk.addEventListener('wheel', wheel, { passive: true });
    return () => desk.removeEventListener('wheel', wheel);
  }, []);
  return null;
}
