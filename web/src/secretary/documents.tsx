/** The document store: what was issued, found by number or abstract, with accents or without. */
import { useEffect, useState } from 'preact/hooks';
import { go, path } from '../app/router';
import { TopBar } from '../app/topbar';
import { t, tn, tRefusal } from '../i18n';
import { day } from '../i18n/format';
import { get, isRefused } from '../net/http';
import { Empty, Loading, plain, Trouble } from '../ui/bits';
import { Icon } from '../ui/icons';

interface Found {
  id: string;
  notation: string;
  type: string;
  abstract: string;
  date: string;
  pages: number;
  signers: readonly { name: string }[];
}

const PAUSE = 250; // ms of rest in typing before the server is asked

export default function Documents() {
  const [query, setQuery] = useState(new URLSearchParams(location.search).get('q') ?? '');
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const [trouble, setTrouble] = useState('');
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      get<{ documents: Found[] }>(`/api/v1/documents?q=${encodeURIComponent(query)}`, asked.signal)
        .then((reply) => { setFound(reply.documents); setTrouble(''); })
        .catch((no: unknown) => { if (!asked.signal.aborted) setTrouble(isRefused(no) ? tRefusal(no.code, no.args) : t('documents.failed')); });
    }, found === null ? 0 : PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [query, tries]);
  return (
    <>
      <TopBar title={t('documents.title')} />
      <main id="content" class="documents">
        <label class="documents-search">
          <Icon name="search" />
          <span class="unseen">{t('documents.search')}</span>
          <input type="search" value={query} placeholder={t('documents.search')} onInput={(e) => setQuery(e.currentTarget.value)} />
        </label>
        <Listing found={found} query={query} trouble={trouble} again={() => setTries(tries + 1)} />
      </main>
    </>
  );
}

function Listing({ found, query, trouble, again }: { found: readonly Found[] | null; query: string; trouble: string; again: () => void }) {
  if (trouble) return <Trouble title={trouble} onRetry={again} />;
  if (!found) return <Loading />;
  if (!found.length) return <Empty icon="archive" title={t(query ? 'documents.none' : 'documents.empty')}>{t(query ? 'documents.none.hint' : 'documents.empty.hint')}</Empty>;
  return (
    <>
      <p class="documents-count" role="status">{tn('documents.count', found.length)}</p>
      <ul class="documents-list">
        {found.map((one) => <li key={one.id}><Row one={one} /></li>)}
      </ul>
    </>
  );
}

function Row({ one }: { one: Found }) {
  const to = path.document(one.id);
  return (
    <a class="documents-row" href={to} onClick={(e) => { if (plain(e)) { e.preventDefault(); go(to); } }}>
      <span class="documents-number">{one.notation}</span>
      <span class="documents-what">
        <strong>{one.abstract}</strong>
        <span>{one.type} · {day(one.date)} · {tn('documents.pages', one.pages)}</span>
        <span>{t('documents.signed-by', { names: one.signers.map((signer) => signer.name).join(', ') })}</span>
      </span>
      <Icon name="next" />
    </a>
  );
}
