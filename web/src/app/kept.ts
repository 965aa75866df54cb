/** A meeting without a connection: after a moment the view that this device kept is shown; if there is none, that is said. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { standing } from '../net/seat';
import { connected } from '../net/socket';

const PATIENCE = 1_500;
const AGAIN = 3_000;

/** Neither the server nor this device has the meeting. */
export const nothingKept = signal(false);

export function useKept(meeting: string): void {
  useEffect(() => {
    let timer = setTimeout(look, PATIENCE);
    function look(): void {
      if (standing.peek() !== 'joining') return;
      timer = setTimeout(look, AGAIN);
      if (!connected()) import('../offline/kept').then((it) => it.keptView(meeting)).then((found) => { nothingKept.value = !found; }, () => { nothingKept.value = true; });
    }
    return () => { clearTimeout(timer); nothingKept.value = false; };
  }, [meeting]);
}
