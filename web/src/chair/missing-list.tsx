/** Who has not voted yet, by given name, and why. There may be hundreds: only those that are looked at are written. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import type { Objects } from '../protocol';
import { room } from '../net/seat';
import { person, pollFrame, votedIn } from '../store/select';
import { Badge } from '../ui/bits';
import { useNotVoted } from './missing';
import { connectedNow, presence } from './presence';

/** Rows that are written at first, and with each look further down. */
const SOME = 12;

export function Missing({ poll }: { poll: number }) {
  const [most, setMost] = useState(SOME);
  const all = useNotVoted(poll);
  return (
    <>
      <h2 class="column-word vote-missing"><NotVoted poll={poll} /></h2>
      <ul class="missing">{all.slice(0, most).map((one) => <Row key={one.participant} one={one} />)}</ul>
      {all.length > most && <More seen={() => setMost(most + SOME)} left={all.length - most} />}
    </>
  );
}

function NotVoted({ poll }: { poll: number }) {
  const entitled = pollFrame(poll)?.entitled ?? 0;
  return <>{tn('chair.vote.missing', Math.max(0, entitled - votedIn(poll)))}</>;
}

const Row = ({ one }: { one: Objects['voted'] }) => <li><span>{one.name}</span><Why participant={one.participant} /></li>;

/** Below the last row: once it comes into view, the next ones are written. It can be pressed, too. */
function More({ seen, left }: { seen: () => void; left: number }) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) seen(); }, { rootMargin: '300px' });
    if (ref.current) watch.observe(ref.current);
    return () => watch.disconnect();
  });
  return <button type="button" class="names-link" ref={ref} onClick={seen}>{tn('chair.vote.more', left)}</button>;
}

/** By proxy: whose tablet it waits for is the holder's. */
function Why({ participant }: { participant: number }) {
  const holder = person(participant)?.presence === null ? room.get('voter', participant)?.holder : null;
  const who = holder ?? participant;
  const lost = presence.value !== null && !connectedNow.value.has(who);
  return (
    <>
      {holder != null && <Badge tone="quiet">{t('chair.vote.by-proxy', { name: person(holder)?.name ?? '' })}</Badge>}
      {lost ? <Badge tone="warn" icon="offline">{t('chair.lost')}</Badge> : person(who)?.presence === 'online' && <Badge tone="quiet">{t('chair.online')}</Badge>}
    </>
  );
}
