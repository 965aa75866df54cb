/** On the start page: what waits for my opinion in writing, and the way to all consultations. */
import { useEffect, useState } from 'preact/hooks';
import { go, path } from '../app/router';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { get, post } from '../net/http';
import { Badge, plain } from '../ui/bits';
import { Icon } from '../ui/icons';
import type { Notice } from './api';
import { moment } from './time';

const AGAIN = 60_000;

export default function Notices() {
  const [all, setAll] = useState<readonly Notice[]>([]);
  useEffect(() => {
    const load = (): void => { get<{ notices: Notice[] }>('/api/v1/notices').then((answer) => setAll(answer.notices)).catch(() => undefined); };
    load();
    const timer = setInterval(load, AGAIN);
    return () => clearInterval(timer);
  }, []);
  const fresh = newest(all.filter((one) => one.seen_at === null && one.phase === 'running'));
  const open = (to: string, ids: readonly string[]): void => { if (ids.length) void post('/api/v1/notices', { ids }); go(to); };
  return (
    <section class="wr-notices" aria-label={t('written.title')}>
      <a class="wr-all" href={path.writtenList()} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(path.writtenList()); } }}>
        <Icon name="ballot" /><span>{t('written.title')}</span>
        {fresh.length > 0 && <Badge tone="call">{tn('written.notices', fresh.length)}</Badge>}
        <Icon name="next" size={22} class="chevron" />
      </a>
      <ul>
        {fresh.map((one) => (
          <li key={one.meeting}>
            <a class="wr-row" href={path.written(one.meeting)} onClick={(event) => { if (plain(event)) { event.preventDefault(); open(path.written(one.meeting), all.filter((other) => other.meeting === one.meeting && other.seen_at === null).map((other) => other.id)); } }}>
              <Icon name="clock" />
              <span class="wr-words"><strong>{kept(one.title)}</strong><span class="second">{t(`written.notice.${one.kind}`, { when: moment(one.deadline ?? one.about, one.offset) })}</span></span>
              <Icon name="next" size={22} class="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One line for each consultation: the newest notice says it. */
function newest(all: readonly Notice[]): Notice[] {
  const found = new Map<string, Notice>();
  for (const one of all) if (!found.has(one.meeting)) found.set(one.meeting, one);
  return [...found.values()];
}
