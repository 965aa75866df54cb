/**
 * The shared ink of a page, for the chair's stage and the screen: all marks, the presenter's pen while it writes, and,
 * where `draw` says so, a red pen for this seat. The rubber takes back marks.
 */
import type { Size } from '../page/geometry';
import { InkLayer } from './layer';
import { broadcaster, useSharedInk } from './shared';
import { sharing, shareStroke, unshare } from './share';
import type { Tool } from './tools';
import { useMemo } from 'preact/hooks';

export function SharedInkLayer({ version, page, size, draw }: { version: string; page: number; size: Size; draw?: Tool | undefined }) {
  const strokes = useSharedInk(version, page);
  const live = useMemo(() => broadcaster(version, page), [version, page]);
  return (
    <InkLayer size={size} strokes={[...strokes, ...sharing(version, page)]} shared {...(draw && { tool: draw })}
      onUnder={live.under} onStroke={(data) => void shareStroke(version, page, data)} onErase={unshare} />
  );
}
