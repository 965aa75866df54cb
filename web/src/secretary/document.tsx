/** One document: is it whole and who signed it, what it rests on, and the signed page itself. */
import { useEffect, useState } from 'preact/hooks';
import { path } from '../app/router';
import { TopBar } from '../app/topbar';
import { t, tRefusal } from '../i18n';
import { day } from '../i18n/format';
import { get, isRefused, type Refused } from '../net/http';
import { Loading, Trouble } from '../ui/bits';
import { LinkButton } from '../ui/button';
import { Links, type Link } from './document-links';
import { PagePicture } from './document-page';
import { Verdict, type Status } from './document-verdict';

export interface DocumentFacts {
  id: string;
  meeting: string | null;
  notation: string;
  type: string;
  abstract: string;
  date: string;
  sha256: string;
  pages: number;
  signed_page: number;
  unit?: string;
  links: readonly Link[];
}

export default function Document({ document: id }: { document: string }) {
  const [facts, setFacts] = useState<DocumentFacts | Refused | null>(null);
  const [status, setStatus] = useState<Status | null>(null);
  const load = (): void => {
    setFacts(null);
    get<DocumentFacts>(`/api/v1/documents/${id}`).then(setFacts).catch(setFacts);
    get<Status>(`/api/v1/documents/${id}/status`).then(setStatus).catch(() => setStatus(null));
  };
  useEffect(load, [id]);
  return (
    <>
      <TopBar title={t('document.title')} under={isRefused(facts) ? '' : facts?.unit} />
      {facts === null && <Loading word={t('document.loading')} />}
      {isRefused(facts) && (
        <main id="content" class="plain-page"><Trouble title={tRefusal(facts.code, facts.args)} code={facts.code} onRetry={load} /></main>
      )}
      {facts && !isRefused(facts) && <Whole facts={facts} status={status} />}
    </>
  );
}

function Whole({ facts, status }: { facts: DocumentFacts; status: Status | null }) {
  return (
    <main id="content" class="document">
      <div class="document-facts">
        <Verdict facts={facts} status={status} />
        <div class="document-acts">
          <LinkButton look="main" icon="download" href={`/d/${facts.id}/file`} download>{t('document.download')}</LinkButton>
          {facts.meeting && <LinkButton href={path.meeting(facts.meeting)}>{t('document.meeting')}</LinkButton>}
        </div>
        <dl class="document-data">
          <Datum name={t('document.number')}>{facts.notation}</Datum>
          <Datum name={t('document.type')}>{facts.type}</Datum>
          <Datum name={t('document.abstract')}>{facts.abstract}</Datum>
          <Datum name={t('document.date')}>{day(facts.date)}</Datum>
          <Datum name="SHA-256"><code>{grouped(facts.sha256)}</code></Datum>
        </dl>
        <Links meeting={facts.meeting} links={facts.links} />
      </div>
      <PagePicture document={facts.id} pages={facts.pages} first={facts.signed_page} name={facts.notation} />
    </main>
  );
}

const Datum = ({ name, children }: { name: string; children: preact.ComponentChildren }) => (
  <div><dt>{name}</dt><dd>{children}</dd></div>
);

/** A hash in groups of four, so that two people can compare it aloud. */
const grouped = (hash: string): string => hash.replace(/(.{4})(?=.)/g, '$1 ');
