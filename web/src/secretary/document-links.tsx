/** What the record rests on, in the order of the agenda: items, the paper versions that were shown, the decisions. */
import { go, path } from '../app/router';
import { t } from '../i18n';
import { plain } from '../ui/bits';
import { Icon } from '../ui/icons';

export type Link =
  | { relation: 'covers'; item: number; number: string; title: string }
  | { relation: 'shows' | 'has_paper'; item: number; paper: number; version: string; number: number; title: string; sha256: string }
  | { relation: 'decides'; item: number; poll: number; text: string; reasoning: { carried: boolean; needed: number; base: number; has: number } | null };

export function Links({ meeting, links }: { meeting: string | null; links: readonly Link[] }) {
  if (!meeting || !links.length) return null;
  return (
    <section class="document-links">
      <h2>{t('document.links')}</h2>
      <ul>
        {links.map((link) => <li key={keyOf(link)} class={link.relation}><One meeting={meeting} link={link} /></li>)}
      </ul>
    </section>
  );
}

const keyOf = (link: Link): string => `${link.relation}/${'version' in link ? link.version : 'poll' in link ? link.poll : link.item}`;

function One({ meeting, link }: { meeting: string; link: Link }) {
  switch (link.relation) {
    case 'covers':
      return <To href={path.item(meeting, link.item)}><span class="link-number">{link.number}</span><strong>{link.title}</strong></To>;
    case 'shows': case 'has_paper':
      return (
        <To href={path.reader(meeting, link.paper)}>
          <Icon name={link.relation === 'shows' ? 'screen' : 'paper'} />
          <span>{link.title}<small>{t(link.relation === 'shows' ? 'document.shown' : 'document.on-table', { n: link.number })} · SHA-256 {link.sha256.slice(0, 12)}…</small></span>
        </To>
      );
    case 'decides':
      return (
        <To href={path.item(meeting, link.item)}>
          <Icon name="ballot" />
          <span>{link.text}{link.reasoning && <small>{t(link.reasoning.carried ? 'document.carried' : 'document.not-carried', { needed: link.reasoning.needed, base: link.reasoning.base, has: link.reasoning.has })}</small>}</span>
        </To>
      );
  }
}

const To = ({ href, children }: { href: string; children: preact.ComponentChildren }) => (
  <a href={href} onClick={(e) => { if (plain(e)) { e.preventDefault(); go(href); } }}>{children}</a>
);
