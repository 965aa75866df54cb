/** The verdict in one line, then each check with its own answer. The words of a check are the verifier's own. */
import { lang, t } from '../i18n';
import { day } from '../i18n/format';
import { Icon, type IconName } from '../ui/icons';
import type { DocumentFacts } from './document';

export interface Status {
  verdict: 'valid' | 'broken' | 'unknown';
  head: Record<string, string>;
  checks: readonly { name: string; status: 'ok' | 'broken' | 'unknown'; words: Record<string, string> }[];
}

const SIGN = { ok: 'check', valid: 'check', broken: 'cross', unknown: 'clock' } as const satisfies Record<string, IconName>;

export function Verdict({ facts, status }: { facts: DocumentFacts; status: Status | null }) {
  const name = t('document.named', { notation: facts.notation, date: day(facts.date), abstract: facts.abstract });
  if (!status) {
    return (
      <section class="verdict checking" aria-busy="true">
        <span class="verdict-sign"><span class="spinner" /></span>
        <div><h1>{t('document.checking')}</h1><p>{name}</p></div>
      </section>
    );
  }
  return (
    <>
      <section class={`verdict ${status.verdict}`}>
        <span class="verdict-sign"><Icon name={SIGN[status.verdict]} size={36} /></span>
        <div>
          <h1>{status.head[lang.value]?.replace(/\.$/, '')}</h1>
          <p>{name}</p>
          <p>{t('document.from-file')}</p>
        </div>
      </section>
      <ul class="checks">
        {status.checks.map((check) => (
          <li key={check.name} class={check.status}>
            <span class="check-sign"><Icon name={SIGN[check.status]} size={20} /></span>
            <span class="check-words">{check.words[lang.value]}</span>
            <span class="check-answer">{t(`document.answer.${check.status}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
