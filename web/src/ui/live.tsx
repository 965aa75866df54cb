/** What is said to those who listen: one polite region for the room, one assertive for what cannot wait. The clock is not live. */
import { signal } from '@preact/signals';

const polite = signal('');
const assertive = signal('');

/** Item opened, who speaks, page presented while following, the count at most every 5 s. */
export const say = (text: string): void => { polite.value = text; };
/** Only: vote opened, my turn, ballot not sent, connection lost, result. */
export const shout = (text: string): void => { assertive.value = text; };

export function LiveRegions() {
  return (
    <>
      <div class="unseen" aria-live="polite">{polite.value}</div>
      <div class="unseen" role="alert" aria-live="assertive">{assertive.value}</div>
    </>
  );
}
