/**
 * The rules that a unit votes by: its own packs, and those that are shipped, to read and to copy. For secretaries and
 * administrators of the unit; others read. A pack is never changed: saving makes its next version.
 */
import { useEffect, useState } from 'preact/hooks';
import { TopBar } from '../../app/topbar';
import { t, tn } from '../../i18n';
import type { Rule } from '../../protocol';
import { Empty, Loading, Trouble } from '../../ui/bits';
import { Button } from '../../ui/button';
import { loadPacks, mayWriteRules, ownRules, packs, ruleName, shippedRules } from '../prepare/packs';
import { RuleWords } from '../prepare/rule-choice';
import { draftOf, type RuleDraft } from './draft';
import { RuleEditor } from './editor';

type Open = { first: RuleDraft; taken: ReadonlySet<string> | null } | null;

export default function Rules() {
  const [open, setOpen] = useState<Open>(null);
  const [failed, setFailed] = useState(false);
  const load = (): void => { setFailed(false); void loadPacks(true).then(() => setFailed(packs.peek() === null)); };
  useEffect(load, []);
  useEffect(() => { document.title = t('rules.title'); }, []);
  const taken = (): Set<string> => new Set([...(packs.peek()?.rules ?? []), ...ownRules.peek()].map((one) => one.code));
  const copy = (rule: Rule): void => setOpen({ first: draftOf(rule, { vi: t('rules.copy.of', { name: ruleName(rule) }), en: '' }, rule.code), taken: taken() });
  const edit = (rule: Rule): void => setOpen({ first: draftOf(rule, rule, rule.code), taken: null });
  return (
    <div class="rules-page">
      <TopBar title={t('rules.title')} />
      <main id="content" class="rules-main" tabIndex={-1}>
        <h1>{t('rules.title')}</h1>
        <p class="second">{t('rules.means')}</p>
        {failed ? <Trouble title={t('rules.failed')} onRetry={load} /> : packs.value === null ? <Loading /> : (
          <>
            <h2>{t('rules.own')}</h2>
            {ownRules.value.length === 0 && <Empty icon="gavel" title={t('rules.own.none')}>{mayWriteRules.value ? t('rules.own.hint') : t('rules.own.read')}</Empty>}
            {ownRules.value.length > 0 && <ul class="rules-list">{ownRules.value.map((one) => <Row key={one.code} rule={one} does={t('rules.edit')} onDo={() => edit(one)} />)}</ul>}
            <h2>{tn('rules.shipped.count', shippedRules.value.length)}</h2>
            <ul class="rules-list">{shippedRules.value.map((one) => <Row key={one.code} rule={one} does={t('rules.copy')} onDo={() => copy(one)} />)}</ul>
          </>
        )}
      </main>
      {open && <RuleEditor {...open} key={open.first.code} onClose={() => setOpen(null)} />}
    </div>
  );
}

const Row = ({ rule, does, onDo }: { rule: Rule; does: string; onDo: () => void }) => (
  <li class="rules-row">
    <RuleWords rule={rule} />
    {mayWriteRules.value && <Button size="small" label={`${does}: ${ruleName(rule)}`} onClick={onDo}>{does}</Button>}
  </li>
);
