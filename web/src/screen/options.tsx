/** The result of an election, a choice, a ranking or a score: the verdict and a table with as many rows as there is room for. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Poll } from '../store/select';
import OutcomeTable, { ballotsWords, lines } from '../ui/outcome';
import { useMeasured } from './parts';
import { Verdict } from './result';

/** Rows that stand in one column, and in two; fewer where texts are long. The winners come first; the rest is named in number. */
const [COLUMN, TWO] = [5, 12];
/** A text that takes more than one line of the table. */
const LONG = 60;

export function Options({ poll }: { poll: Poll }) {
  const all = lines(poll);
  const ref = useRef<HTMLDivElement>(null);
  const most = useFitting(ref, Math.min(all.length, TWO));
  const looks = [all.length > COLUMN ? 'two' : all.length > 3 ? 'small' : '', all.some((one) => one.text.length > LONG) ? 'long' : ''];
  return (
    <>
      <div class="options-verdict"><Verdict poll={poll} /><p class="quiet">{ballotsWords(poll)}</p></div>
      <div class={`options ${looks.join(' ')}`} ref={ref}><OutcomeTable poll={poll} most={most} /></div>
    </>
  );
}

/** As many rows as there is room for: one fewer until nothing stands out below. */
function useFitting(ref: { current: HTMLDivElement | null }, most: number): number {
  const round = useMeasured();
  const [fits, setFits] = useState({ round, rows: most });
  const rows = fits.round === round ? fits.rows : most;
  useLayoutEffect(() => {
    const box = ref.current;
    if (box && rows > 1 && box.scrollHeight > box.clientHeight + 2) setFits({ round, rows: rows - 1 });
  }, [rows, round]);
  return rows;
}
