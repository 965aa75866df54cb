/**
 * Signing out: what can be read goes from this device, and so do notes that wait to be sent, after a warning. Without a
 * connection nobody is signed out, and nothing is deleted.
 */
import { signal } from '@preact/signals';
import { t, tn } from '../i18n';
import { forgetReadable } from '../offline/forget';
import { forgetReading } from '../store/reading';
import { dropWaiting, waitingOf } from '../reader/notes/others';
import { toast } from '../ui/toast';
import { Confirm } from '../ui/sheet';
import { account } from './session';

/** Notes that would be lost; the question is up while there are any. */
const losing = signal(0);

export async function askToSignOut(): Promise<void> {
  const person = account.peek()?.person?.id;
  const waiting = person ? await waitingOf(person) : 0;
  if (waiting > 0) losing.value = waiting;
  else await signOut();
}

async function signOut(): Promise<void> {
  losing.value = 0;
  const person = account.peek()?.person?.id;
  if (!(await ended())) return void toast(t('menu.sign-out.unsent'), { icon: 'offline' });
  if (person) await dropWaiting(person);
  await forgetReadable();
  forgetReading();
  sessionStorage.clear();
  location.assign('/sign-in');
}

/** The answer is a way to the sign-in page, which we take ourselves when everything is deleted. */
async function ended(): Promise<boolean> {
  try {
    return (await fetch('/sign-out', { method: 'POST', redirect: 'manual' })).type === 'opaqueredirect';
  } catch {
    return false;
  }
}

export const SignOutQuestion = () => (
  <Confirm open={losing.value > 0} danger title={t('menu.sign-out.ask')} body={tn('menu.sign-out.losing', losing.value)}
    yes={t('menu.sign-out.anyway')} no={t('menu.sign-out.stay')} onYes={() => void signOut()} onNo={() => { losing.value = 0; }} />
);
