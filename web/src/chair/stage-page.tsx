/** The presented page with the ink that all see. In hand: moving the page, or the red pen, whose strokes go to everybody. */
import { useMemo } from 'preact/hooks';
import { newAct } from '../net/act';
import { me, meeting, type Paper } from '../store/select';
import { room } from '../net/seat';
import { InkLayer } from '../reader/ink/layer';
import { broadcaster, useSharedInk } from '../reader/ink/shared';
import { fitted, type StrokeData } from '../reader/ink/strokes';
import { PageStage } from '../reader/page/stage';
import { A4 } from '../reader/page/geometry';
import { toast } from '../ui/toast';
import { t, tRefusal } from '../i18n';

export interface StagePageProps { paper: Paper; version: string; page: number; zoom: number; pen: boolean; onTurn: (by: 1 | -1) => void; onZoom: (to: number) => void }

export function StagePage({ paper, version, page, zoom, pen, onTurn, onZoom }: StagePageProps) {
  const strokes = useSharedInk(version, page);
  const sender = useMemo(() => broadcaster(version, page), [version, page]);
  const send = (stroke: StrokeData): void => { sender.done(); void mark(version, page, stroke); };
  return (
    <PageStage meeting={meeting.value?.id ?? ''} version={version} page={page} pages={paper.pages} title={paper.title} zoom={zoom} gap={ROOM} onTurn={onTurn} onZoom={onZoom}
      inking={() => pen} fingerDraws={pen}>
      <InkLayer shared size={paper.pages[page - 1] ?? A4} strokes={strokes} tool={pen ? 'pen' : undefined} onStroke={send} onUnder={sender.under} />
    </PageStage>
  );
}

/** Free space around the page. */
const ROOM = 20;

async function mark(version: string, page: number, stroke: StrokeData): Promise<void> {
  const { tool, colour, size, points } = fitted(stroke);
  const sent = await newAct().send('papers.mark', { version, page, tool, colour, size, points });
  if (sent === 'unsent') toast(t('chair.mark.unsent'), { icon: 'offline' });
  else if (!sent.ok) toast(tRefusal(sent.code, sent.args), { icon: 'info' });
}

/** My last mark on this page, to be taken back. */
export function lastMark(version: string, page: number): number | null {
  const own = room.all('ink').filter((one) => one.version === version && one.page === page && one.by === me.value?.participant);
  return own.length ? Math.max(...own.map((one) => one.mark)) : null;
}

export async function unmark(id: number): Promise<void> {
  const sent = await newAct().send('papers.unmark', { mark: id });
  if (sent === 'unsent') toast(t('act.unsent'), { icon: 'offline' });
  else if (!sent.ok) toast(tRefusal(sent.code, sent.args), { icon: 'info' });
}
