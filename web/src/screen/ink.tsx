/** The presenter's ink over the page: finished strokes, and those under way. */
import { useSharedInk } from '../reader/ink/shared';
import { pathOf } from '../reader/ink/strokes';

export function Ink({ version, page, height }: { version: string; page: number; height: number }) {
  const strokes = useSharedInk(version, page);
  const view = `0 0 1000 ${height}`;
  return (
    <>
      <svg class="marks" viewBox={view} aria-hidden="true">
        {strokes.filter((one) => one.tool === 'highlighter').map((one) => <path key={one.id} d={pathOf(one)} stroke={one.colour} stroke-width={one.size} fill="none" />)}
      </svg>
      <svg viewBox={view} aria-hidden="true">
        {strokes.filter((one) => one.tool === 'pen').map((one) => <path key={one.id} d={pathOf(one)} fill={one.colour} />)}
      </svg>
    </>
  );
}
