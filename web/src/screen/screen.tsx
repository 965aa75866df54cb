/** One slide at a time, and the sign of a lost connection over any of them. */
import type { Signal } from '@preact/signals';
import { t } from '../i18n';
import { standing } from '../net/seat';
import { link } from '../net/socket';
import { Icon } from '../ui/icons';
import { Before, Between, Ended, Hidden, Paused } from './still';
import { ItemSlide } from './item';
import { PageSlide } from './page';
import { scene, type Memory, type View } from './scene';
import { ResultSlide } from './result';
import { VoteSlide } from './vote';

export function Screen({ view, memory }: { view: () => View; memory: Signal<Memory | null> }) {
  const known = view();
  return (
    <>
      {known.meeting ? <Slide view={known} memory={memory.value} /> : <Waiting />}
      <Lost />
    </>
  );
}

function Slide({ view, memory }: { view: View; memory: Memory | null }) {
  const now = scene(view, memory);
  switch (now.is) {
    case 'before': case 'cancelled': return <Before />;
    case 'between': return <Between />;
    case 'paused': return <Paused />;
    case 'ended': return <Ended />;
    case 'hidden': return <Hidden />;
    case 'vote': return <VoteSlide poll={now.poll} />;
    case 'result': return <ResultSlide poll={now.poll} />;
    case 'page': return <PageSlide paper={now.paper} version={now.version} page={now.page} />;
    case 'item': return <ItemSlide item={now.item} />;
  }
}

const Waiting = () => (
  <main class="slide still">
    <p class="still-word">{standing.value === 'refused' ? t('screen.not-yet') : t('screen.joining')}</p>
  </main>
);

/** Small, in a corner, in words. */
function Lost() {
  if (link.value.state === 'connected') return null;
  return <p class="lost" role="status"><Icon name="offline" />{t(link.value.state === 'offline' ? 'screen.offline' : 'link.reconnecting')}</p>;
}
