/**
 * Notes of other meetings that wait on this device since the connection went: sent as soon as it is back, whichever
 * screen is open. And what of a person waits here at all, for signing out.
 */
import { isRefused, type Refused } from '../../net/http';
import { newId } from '../../net/ids';
import { sitting } from '../../net/seat';
import { ask } from '../../net/socket';
import { waitingElsewhere } from '../../ui/connection';
import { batch } from './ops';
import { deviceOutbox, type Waiting } from './outbox';

const elsewhere = async (person: string): Promise<Waiting[]> => (await (await deviceOutbox()).all(person)).filter((one) => one.meeting !== sitting.peek());

let sending = false;

/** Send them; what is refused stays. */
export async function sendOthers(person: string): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    const those = await elsewhere(person);
    waitingElsewhere.value = those.length;
    for (const meeting of new Set(those.map((one) => one.meeting))) await sendAll(those.filter((one) => one.meeting === meeting));
  } catch {
    /* the connection went again: the next one sends */
  } finally {
    waitingElsewhere.value = (await elsewhere(person)).length;
    sending = false;
  }
}

async function sendAll(those: readonly Waiting[]): Promise<void> {
  const outbox = await deviceOutbox();
  let rest = those;
  while (rest.length > 0) {
    const some = batch(rest);
    const { meeting, op: { version } } = some[0]!;
    const ops = some.map(({ op: { version: _, n: __, ...more } }) => more);
    const answer = await ask<{ ok: true } | Refused>('keep', { id: newId(), meeting, version, ops });
    if (!isRefused(answer)) await outbox.drop(some.map((one) => one.op.op));
    rest = rest.filter((one) => !some.includes(one));
  }
}

/** How many operations of this person wait on this device, in all meetings. */
export const waitingOf = async (person: string): Promise<number> => (await (await deviceOutbox()).all(person)).length;

/** At sign-out, after a warning: nothing of this person stays. */
export async function dropWaiting(person: string): Promise<void> {
  const outbox = await deviceOutbox();
  await outbox.drop((await outbox.all(person)).map((one) => one.op.op));
}
