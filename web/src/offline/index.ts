/**
 * Reading offline, the page's part: this device keeps the meeting one sits in (its last view, one's notes, its papers)
 * for the person who is signed in, and gives up what is over. Begun once, a moment after the first page is drawn.
 */
import { effect } from '@preact/signals';
import { account, cards, type Account } from '../app/session';
import { serverNow } from '../net/clock';
import { aged, joins, kept, refusal, sitting, standing } from '../net/seat';
import { connected, link, whenConnected } from '../net/socket';
import { sendOthers } from '../reader/notes/others';
import { keptNotes, standing as notes } from '../reader/notes/sync';
import { items, me, meeting, openPoll, papers, stage } from '../store/select';
import { name, names, partsOf, read, write, type Packet, type Who } from './device';
import { forgetMeeting, forgetReadable, sweep } from './forget';
import { ends, wanted } from './plan';
import { fetchPapers, lookAtPapers, stopFetching } from './prefetch';
import { possible, readiness } from './state';

/** A view is written down at most so often; at once when the connection goes or the page is put away. */
const EVERY = 20_000;
const VOTING = 60_000;

export async function begin(): Promise<void> {
  effect(() => { const person = personId(); if (person && joins.value >= 0 && connected()) void sendOthers(person); });
  whenConnected(() => { const person = personId(); if (person) void sendOthers(person); });
  if (!possible() || !(await registered())) {
    readiness.value = { is: 'unavailable' };
    return;
  }
  await sweep(serverNow());
  effect(() => { if (account.value?.person) void claim(account.value); });
  effect(() => { const list = cards.value; const who = personId(); if (list && who) void keepCards(who, list.map((one) => one.id)); });
  effect(keepMeeting);
  effect(keepPapers);
  effect(giveUp);
  watchView();
}

/** Without a worker (a private window, storage refused) nothing kept could be opened: everything is then as it is without one. */
async function registered(): Promise<boolean> {
  try {
    const made = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void made?.update().catch(() => undefined); });
    return Boolean(made);
  } catch {
    return (await navigator.serviceWorker.getRegistration()) !== undefined; // without a connection nothing is registered anew
  }
}

const personId = (): string | undefined => account.value?.person?.id;

/** This device is this person's now; what somebody else could read here is gone. */
async function claim(who: Account): Promise<void> {
  const person = who.person!.id;
  if ((await read<Who>('who'))?.person !== person) await forgetReadable(person);
  await write('who', { person, account: who } satisfies Who);
}

/** Meetings of which one is no longer part. */
async function keepCards(person: string, mine: readonly string[]): Promise<void> {
  await write(`cards|${person}`, { at: serverNow(), cards: cards.peek() });
  for (const one of await names(`packet|${person}|`)) {
    const of = partsOf(one)[2] ?? '';
    if (!mine.includes(of) && of !== sitting.peek()) await forgetMeeting(person, of);
  }
}

/** Whose meeting is open, if it is one that may be kept; reading subscribes. */
function keepable(): { id: string; person: string; until: number } | null {
  const [frame, person] = [meeting.value, personId()];
  if (!frame || !person || standing.value !== 'live' || aged.value !== null || !me.value || frame.id !== sitting.value) return null;
  const until = ends(frame, serverNow());
  return until !== null && until > serverNow() ? { id: frame.id, person, until } : null;
}

let written = '';

/** How long it may stay, written down before anything is kept; or gone, when its time is over. */
function keepMeeting(): void {
  const [open, frame, person] = [keepable(), meeting.value, personId()];
  if (open) {
    const mark = `${open.person}/${open.id}/${meeting.value?.phase}/${meeting.value?.starts_at}`;
    if (mark === written) return;
    written = mark;
    void write(name('packet', open.person, open.id), { ends: open.until } satisfies Packet).then(saveSoon);
  } else if (frame && person && standing.value === 'live' && aged.value === null && frame.id === sitting.value) {
    written = '';
    stopFetching();
    readiness.value = { is: 'off' };
    void forgetMeeting(person, frame.id);
  }
}

let asked = '';

/** Papers, from the moment one has joined a convened meeting; again whenever the table changes. */
function keepPapers(): void {
  const open = keepable();
  if (!open) {
    asked = '';
    stopFetching();
    const [id, person] = [sitting.value, personId()];
    if (aged.value !== null && id && person) void lookAtPapers(id, person, wanted(items.value, papers.value));
    else readiness.value = { is: 'off' };
    return;
  }
  const list = wanted(items.value, papers.value);
  const shown = stage.value?.version;
  const also = shown && !list.some((one) => one.version === shown) ? [shown] : [];
  const mark = JSON.stringify([open.id, open.person, list.map((one) => [one.version, one.pages]), also]);
  if (mark === asked) return;
  asked = mark;
  void fetchPapers(open.id, open.person, list, also);
}

/** One is no longer let in: nothing of it stays. */
function giveUp(): void {
  const [id, person] = [sitting.value, personId()];
  if (standing.value !== 'refused' || refusal.value?.code !== 'meeting.not_found' || !id || !person) return;
  stopFetching();
  void forgetMeeting(person, id);
}

// -- the view -----------------------------------------------------------------------------------------------------------

let timer: ReturnType<typeof setTimeout> | undefined;
let savedAt = 0;

function watchView(): void {
  effect(() => { if (joins.value || notes.value) saveSoon(); });
  effect(() => { if (link.value.state !== 'connected') void save(); });
  setInterval(() => { if (Date.now() - savedAt > (openPoll.peek() ? VOTING : EVERY)) saveSoon(); }, EVERY);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') void save(); });
  addEventListener('pagehide', () => void save());
}

function saveSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(() => void save(), { timeout: 3_000 }) : void save()), 1_000);
}

/** Who voted in a vote under way is worth nothing later. */
const lasting = (set: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(set).filter(([key]) => !key.startsWith('voted/')));

async function save(): Promise<void> {
  const [view, id, person] = [kept(), sitting.peek(), account.peek()?.person?.id];
  if (!view || !id || !person || (await read(name('packet', person, id))) === undefined) return;
  savedAt = Date.now();
  await write(name('view', person, id), { at: serverNow(), set: lasting(view.set), mine: view.mine });
  const own = keptNotes(id);
  if (own) await write(name('notes', person, id), own);
}
