/** The rule packs of the server, to choose from by name and citation. Asked for once. */
import { signal } from '@preact/signals';
import { t, type Key } from '../../i18n';
import { get } from '../../net/http';
import type { Rule } from '../../protocol';
import { ruleWords } from '../../ui/rule';

export interface QuorumPack { code: string; citation: string; p: number; q: number }
interface Packs { rules: readonly Rule[]; quorums: readonly QuorumPack[] }

export const packs = signal<Packs | null>(null);

export async function loadPacks(): Promise<void> {
  if (!packs.peek()) packs.value = await get<Packs>('/api/v1/rules').catch(() => null);
}

/** "Có mặt ít nhất 2/3 tổng số thành viên" */
export const quorumWords = ({ p, q }: QuorumPack): string => (p === 0 ? t('quorum.none') : t('quorum.at-least', { p, q }));

const NAMED = ['ubnd-session', 'simple-present', 'two-thirds-members'];

/** The name of a rule, and what it needs. */
export const ruleName = (rule: Rule): string => (NAMED.includes(rule.code) ? t(`rule-pack.${rule.code}` as Key) : rule.code);
export const ruleNeeds = (rule: Rule): string => capital([ruleWords(rule), t(`rule-tie.${rule.tie}`)].join('; '));

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
