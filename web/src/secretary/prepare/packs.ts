/** The rule packs of the server, to choose from by name and citation: the unit's own, and those that are shipped. */
import { computed, signal } from '@preact/signals';
import { lang, t, type Key } from '../../i18n';
import { get } from '../../net/http';
import type { Rule } from '../../protocol';
import { ruleWords } from '../../ui/rule';

export interface QuorumPack { code: string; citation: string; p: number; q: number }
interface Packs { rules: readonly Rule[]; quorums: readonly QuorumPack[]; own?: readonly Rule[]; may_write?: boolean }

export const packs = signal<Packs | null>(null);

/** Asked for once; `anew` after the unit has changed one of its own. */
export async function loadPacks(anew = false): Promise<void> {
  if (anew || !packs.peek()) packs.value = await get<Packs>('/api/v1/rules').catch(() => packs.peek());
}

/** Whether the unit's own packs are mine to write. */
export const mayWriteRules = computed(() => packs.value?.may_write ?? false);
/** The newest version of each of the unit's own packs. */
export const ownRules = computed<readonly Rule[]>(() => newest(packs.value?.own ?? []));
/** Those that are shipped, without the ones that the unit replaced by its own of the same code. */
export const shippedRules = computed<readonly Rule[]>(() => (packs.value?.rules ?? []).filter((one) => !ownRules.value.some((own) => own.code === one.code)));

export function newest(rules: readonly Rule[]): Rule[] {
  const found = new Map<string, Rule>();
  for (const one of rules) if ((found.get(one.code)?.version ?? -1) < one.version) found.set(one.code, one);
  return [...found.values()];
}

export const ruleByCode = (code: string): Rule | undefined => [...ownRules.value, ...shippedRules.value].find((one) => one.code === code);

/** "Có mặt ít nhất 2/3 tổng số thành viên" */
export const quorumWords = ({ p, q }: { p: number; q: number }): string => (p === 0 ? t('quorum.none') : t('quorum.at-least', { p, q }));

const NAMED = [
  'ubnd-session', 'simple-present', 'two-thirds-members', 'ubnd-written', 'government-session', 'government-written', 'council-resolution',
  'council-removal', 'confidence-vote', 'department-meeting', 'board', 'secret-election', 'consultation',
];

/** The name of a rule: the unit's own words, or those of a shipped one. */
export const ruleName = (rule: Rule): string => rule[lang.value] || rule.vi || (NAMED.includes(rule.code) ? t(`rule-pack.${rule.code}` as Key) : rule.code);

/** What it needs, and what a tie means where there can be one. */
export const ruleNeeds = (rule: Rule): string => capital([ruleWords(rule), rule.majority === 'none' ? '' : t(`rule-tie.${rule.tie}`)].filter(Boolean).join('; '));

/** What is peculiar to it, a short sentence each. */
export const ruleMore = (rule: Rule): string[] => [
  rule.quorum ? quorumWords(rule.quorum) : '',
  rule.changeable ? t('rule-more.changeable') : '',
  rule.proxies > 0 ? t('rule-more.proxies', { n: rule.proxies }) : '',
  rule.substitutes ? t('rule-more.substitutes') : '',
  rule.silence === 'yes' ? t('rule-more.silence') : '',
  rule.published === 'verdict' ? t('rule-more.verdict') : '',
].filter(Boolean);

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
