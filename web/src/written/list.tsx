/** My consultations in writing: open and closed, found by words of their title. */
import { useEffect, useState } from 'preact/hooks';
import { go, path } from '../app/router';
import { account } from '../app/session';
import { TopBar } from '../app/topbar';
import { t, tn, tRefusal } from '../i18n';
import { kept } from '../i18n/format';
import { minute } from '../net/clock';
import { get, isRefused } from '../net/http';
import { Badge, Empty, Loading, plain, Trouble } from '../ui/bits';
import { LinkButton } from '../ui/button';
import { Icon } from '../ui/icons';
import { isOpen, type Listed } from './api';
import { left, moment } from './time';

const PAUSE = 250; // ms of rest in typing before the server is asked

export default function List() {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Listed[] | null>(null);
  const [trouble, setTrouble] = useState('');
  const [tries, setTries] = useState(0);
  useEffect(() => { document.title = t('written.title'); }, []);
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      get<Listed[]>(`/api/v1/consultations?q=${encodeURIComponent(query)}`, asked.signal)
        .then((reply) => { setFound(reply); setTrouble(''); })
        .catch((no: unknown) => { if (!asked.signal.aborted) setTrouble(isRefused(no) ? tRefusal(no.code, no.args) : t('written.failed')); });
    }, found === null ? 0 : PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [query, tries]);
  return (
    <div class="wr">
      <TopBar title={t('written.title')} under={account.value?.person?.unit} back={() => go(path.meetings())} />
      <main id="content" class="wr-page">
        <div class="wr-head">
          <h1>{t('written.title')}</h1>
          {account.value?.may_create && <LinkButton icon="plus" href="/m/new/written">{t('written.new')}</LinkButton>}
        </div>
        <label class="documents-search">
          <Icon name="search" /><span class="unseen">{t('written.search')}</span>
          <input type="search" value={query} placeholder={t('written.search')} onInput={(event) => setQuery(event.currentTarget.value)} />
        </label>
        {trouble ? <Trouble title={trouble} onRetry={() => setTries(tries + 1)} /> : found ? <Groups found={found} query={query} /> : <Loading />}
      </main>
    </div>
  );
}

function Groups({ found, query }: { found: readonly Listed[]; query: string }) {
  if (!found.length) return <Empty icon="ballot" title={t(query ? 'written.none' : 'written.empty')}>{query ? undefined : t('written.empty.hint')}</Empty>;
  const groups = [['open', found.filter(isOpen)], ['closed', found.filter((one) => !isOpen(one))]] as const;
  return (
    <>
      {groups.map(([name, rows]) => rows.length > 0 && (
        <section key={name} class="wr-group">
          <h2>{t(`written.${name}`)} <span class="second">{rows.length}</span></h2>
          <ul class="wr-list">{rows.map((one) => <Row key={one.id} one={one} />)}</ul>
        </section>
      ))}
    </>
  );
}

function Row({ one }: { one: Listed }) {
  const href = path.written(one.id);
  return (
    <li>
      <a class="wr-row" href={href} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(href); } }}>
        <span class="wr-words">
          <strong>{kept(one.title)}</strong>
          <span class="second">{[one.deadline && t('written.until', { when: moment(one.deadline, one.offset) }), one.phase === 'running' && one.deadline && left(one.deadline, minute.value)].filter(Boolean).join(' · ')}</span>
          {one.asked !== undefined && one.asked > 0 && <span class="second">{t('written.back', { n: one.answered ?? 0, of: one.asked })}</span>}
        </span>
        <State one={one} />
        <Icon name="next" size={22} class="chevron" />
      </a>
    </li>
  );
}

/** What is mine to do, or what came of it. */
function State({ one }: { one: Listed }) {
  if (one.phase === 'draft') return <Badge tone="quiet" icon="edit">{t('written.draft')}</Badge>;
  if (one.phase === 'cancelled') return <Badge tone="no">{t('phase.cancelled')}</Badge>;
  if (one.phase === 'closed') return <Outcome carried={one.carried ?? []} />;
  if (!one.mine) return <Badge tone="soft">{t('written.running')}</Badge>;
  if (one.mine.answered < one.mine.asked) return <Badge tone="warn" icon="clock">{t('written.mine.due')}</Badge>;
  return one.mine.signed ? <Badge tone="yes" icon="check">{t('written.mine.signed')}</Badge> : <Badge tone="warn" icon="sign">{t('written.mine.unsigned')}</Badge>;
}

function Outcome({ carried }: { carried: readonly boolean[] }) {
  const n = carried.filter(Boolean).length;
  if (carried.length > 1) return <Badge tone="soft">{tn('written.carried', n, { of: carried.length })}</Badge>;
  return n ? <Badge tone="yes" icon="check">{t('result.carried')}</Badge> : <Badge tone="no" icon="cross">{t('result.not-carried')}</Badge>;
}
