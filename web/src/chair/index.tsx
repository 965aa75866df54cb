/**
 * The console of whoever runs the meeting: agenda, stage, people; the next step always at the bottom right.
 *
 * On a wide screen three columns; upright the stage lies on top of agenda and people; on a phone the stage is one line,
 * and the agenda one tap away. The secretary may use it too: what only the chair may do says so.
 */
import { useEffect } from 'preact/hooks';
import { effect } from '@preact/signals';
import { route } from '../app/router';
import { ballotOpen, lower, risenByItself } from '../delegate/ballot-state';
import { t } from '../i18n';
import { watchPresence } from './presence';
import { isIn, meeting, ownBallot, pollFrame } from '../store/select';
import { StorageBand } from './storage';
import { AgendaColumn } from './agenda';
import { Bar } from './bar';
import { Dialogs } from './dialogs';
import { NextStep } from './next-step';
import { PeopleColumn } from './people';
import { pageAt, Results } from './results';
import { Stage } from './stage';
import { watchShown } from './state';

export default function Console() {
  const page = pageAt(route.value && location.search); // the route is read so that a new address draws anew
  return page ? <Results page={page} /> : <Running />;
}

function Running() {
  useEffect(watchPresence, []);
  useEffect(watchShown, []);
  useEffect(lowerOwnBallot, []);
  useEffect(() => { document.title = `${t('chair.console')} · ${meeting.value?.title ?? ''}`; }, [meeting.value?.title]);
  return (
    <div class="console">
      <Bar />
      <main id="content" class="console-body" tabIndex={-1}>
        <section class="console-agenda" aria-label={t('chair.agenda')}><AgendaColumn /></section>
        <Stage />
        <aside class="console-people" aria-label={t('chair.people')}>
          <div class="people-scroll"><PeopleColumn /></div>
        </aside>
        <NextStep />
      </main>
      <Dialogs />
      <StorageBand />
    </div>
  );
}

/** My own ballot lies over the console only until it is in; the result has its own place here, so its sheet stays down. */
function lowerOwnBallot(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const id = ballotOpen.value;
    const poll = pollFrame(id);
    if (id === null || !poll) return;
    if (poll.state !== 'open' && risenByItself.peek() === id) { lower(); return; }
    if (poll.state !== 'open' || !isIn(ownBallot(id))) return;
    clearTimeout(timer);
    timer = setTimeout(() => { if (ballotOpen.peek() === id) lower(); }, RECEIPT_SEEN);
  });
  return () => { clearTimeout(timer); stop(); };
}

const RECEIPT_SEEN = 1_800;
