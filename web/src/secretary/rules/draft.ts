/** A rule pack of the unit as fields: a copy of a shipped one, what is still wrong, and the pack as the server takes it. Pure. */
import type { Label, Rule } from '../../protocol';

type Choice = Rule['choices'][number];
export const CHOICES: readonly Choice[] = ['yes', 'no', 'abstain', 'other'];

export interface RuleDraft {
  code: string; vi: string; en: string; citation: string;
  base: Rule['base']; majority: Rule['majority']; p: string; q: string; tie: Rule['tie'];
  choices: readonly Choice[]; labels: Partial<Record<Choice, { vi: string; en: string }>>;
  named: boolean; changeable: boolean; shown: Rule['shown']; published: Rule['published'];
  substitutes: boolean; proxies: string; silence: Rule['silence'];
  /** meeting: that of the meeting; none: nobody need be here; share: at least p of q. */
  quorum: 'meeting' | 'none' | 'share'; quorumP: string; quorumQ: string;
}

export function draftOf(rule: Rule, name: { vi: string; en: string }, code: string): RuleDraft {
  const { quorum } = rule;
  return {
    code, vi: name.vi, en: name.en, citation: rule.citation, base: rule.base, majority: rule.majority, p: String(rule.p), q: String(rule.q), tie: rule.tie,
    choices: rule.choices, labels: Object.fromEntries(rule.labels.map(({ choice, vi, en }) => [choice, { vi, en }])),
    named: rule.named, changeable: rule.changeable, shown: rule.shown, published: rule.published, substitutes: rule.substitutes, proxies: String(rule.proxies), silence: rule.silence,
    quorum: quorum === null ? 'meeting' : quorum.p === 0 ? 'none' : 'share', quorumP: String(quorum?.p || 2), quorumQ: String(quorum && quorum.p ? quorum.q : 3),
  };
}

/** "Quy tắc của Sở Y tế" as a code: letters without marks, figures, hyphens; another one where it is taken. */
export function codeOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '') || 'quy-tac';
  let code = plain;
  for (let n = 2; taken.has(code); n += 1) code = `${plain}-${n}`;
  return code;
}

/** What goes with secrecy: no opinion in words, no ballots by name, no figures meanwhile, no side of the chair, no silence. */
export function secretly(draft: RuleDraft, named: boolean): RuleDraft {
  if (named) return { ...draft, named };
  return {
    ...draft, named, choices: draft.choices.filter((one) => one !== 'other'), silence: 'none',
    shown: draft.shown === 'figures' ? 'voted' : draft.shown, published: draft.published === 'ballots' ? 'totals' : draft.published, tie: draft.tie === 'chair_decides' ? 'not_carried' : draft.tie,
  };
}

export const asksShare = (draft: Pick<RuleDraft, 'majority'>): boolean => draft.majority === 'more' || draft.majority === 'at_least';

const whole = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
const MOST_Q = 1000;
const share = (p: number, q: number, upTo: boolean): boolean => p >= 1 && q >= 1 && q <= MOST_Q && (upTo ? p <= q : p < q);

export type Lack = 'name' | 'citation' | 'share' | 'choices' | 'quorum' | 'proxies' | null;

export function lackOf(draft: RuleDraft): Lack {
  if (!draft.vi.trim()) return 'name';
  if (!draft.citation.trim()) return 'citation';
  if (asksShare(draft) && !share(whole(draft.p), whole(draft.q), draft.majority === 'at_least')) return 'share';
  if (!draft.choices.includes('yes') || !draft.choices.includes('no')) return 'choices';
  if (draft.quorum === 'share' && !share(whole(draft.quorumP), whole(draft.quorumQ), true)) return 'quorum';
  return whole(draft.proxies) >= 0 && whole(draft.proxies) <= 10 ? null : 'proxies';
}

/** The pack to be saved. The server gives it its version and its day. */
export function ruleOf(draft: RuleDraft): Rule {
  const asks = asksShare(draft);
  const choices = CHOICES.filter((one) => draft.choices.includes(one));
  return {
    code: draft.code, version: 1, since: '', vi: draft.vi.trim(), en: draft.en.trim(), citation: draft.citation.trim(),
    base: draft.base, majority: draft.majority, p: asks ? whole(draft.p) : 1, q: asks ? whole(draft.q) : 2, tie: draft.tie, choices,
    labels: choices.map((choice) => labelOf(choice, draft.labels[choice])).filter((one): one is Label => one !== null),
    named: draft.named, changeable: draft.changeable, shown: draft.shown, published: draft.published,
    substitutes: draft.substitutes, proxies: whole(draft.proxies) || 0, silence: draft.silence,
    quorum: draft.quorum === 'meeting' ? null : draft.quorum === 'none' ? { p: 0, q: 1 } : { p: whole(draft.quorumP), q: whole(draft.quorumQ) },
  };
}

/** A body's own word for a choice; where one language is empty the other stands for it. */
function labelOf(choice: Choice, label: { vi: string; en: string } | undefined): Label | null {
  const [vi, en] = [label?.vi.trim() ?? '', label?.en.trim() ?? ''];
  return vi || en ? { choice, vi: vi || en, en: en || vi } : null;
}
