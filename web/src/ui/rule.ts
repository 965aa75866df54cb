/** A voting rule and its result in words, from their data alone. What is peculiar to elections and choices is in kinds.ts. */
import { lang, t, tn } from '../i18n';
import type { Objects } from '../protocol';
import { amount } from './figures';
import { fillWords, kindNeeds, kindReason, kindVerdict } from './kinds';

type Rule = Objects['motion']['rule'];
type Poll = Omit<Objects['poll'], 'voted'>;
type Choice = Rule['choices'][number];

/** The body's own word for a choice: "Đồng ý" where its rule says so. */
export function choiceWord(rule: Rule, choice: Choice): string {
  return labelOf(rule, choice) ?? t(`choice.${choice}`);
}

const labelOf = (rule: Rule, choice: Choice): string | undefined => rule.labels.find((one) => one.choice === choice)?.[lang.value];

/** "quá nửa tổng số thành viên"; of other majorities what they ask for. */
export function ruleWords(rule: Rule): string {
  switch (rule.majority) {
    case 'more': case 'at_least': return t('rule.share', { share: shareWords(rule), base: t(`rule.base.${rule.base}`) });
    case 'relative': return t('rule.relative');
    case 'plurality': return t('rule.plurality');
    case 'none': return t('rule.none');
  }
}

/** "cần quá nửa tổng số thành viên", for a row of a list. */
export const asksWords = (rule: Rule): string => (rule.majority === 'none' ? t('rule.none') : t('rule.asks', { share: ruleWords(rule) }));

/** One line on how it is voted: of a question what carries it, of the other kinds how the ballot is filled in. */
export const howWords = ({ rule, method }: Pick<Poll, 'rule' | 'method'>): string => (method.kind === 'question' ? asksWords(rule) : fillWords(method));

function shareWords({ majority, p, q }: Rule): string {
  if (majority === 'more' && p * 2 === q) return t('rule.over-half');
  if (majority === 'at_least' && p === q) return t('rule.all');
  return t(majority === 'more' ? 'rule.more' : 'rule.at-least', { p, q });
}

/** "Được thông qua khi ít nhất 14 trong 27 thành viên tán thành." */
export function needWords(poll: Pick<Poll, 'rule' | 'needed' | 'members' | 'entitled' | 'method' | 'unit'>): string {
  const { rule, needed } = poll;
  if (poll.method.kind !== 'question') return kindNeeds(poll.method, rule);
  if (rule.majority === 'none') return t('vote.needs.none');
  if (rule.majority === 'relative' || rule.majority === 'plurality') return t(`vote.needs.${rule.majority}`, { yes: choiceWord(rule, 'yes'), no: choiceWord(rule, 'no') });
  const yes = labelOf(rule, 'yes');
  const base = rule.base === 'members' ? poll.members : rule.base === 'entitled' ? poll.entitled : 0;
  if (needed && base && poll.unit === 1) {
    const args = { needed, base, people: t(`rule.people.${rule.base}`) };
    return yes ? t('vote.needs.label', { ...args, yes }) : t('vote.needs', args);
  }
  return yes ? t('vote.needs.share.label', { share: ruleWords(rule), yes }) : t('vote.needs.share', { share: ruleWords(rule) });
}

/** Whether it ended with yes: known also where figures are not published. */
export const isCarried = (poll: Poll): boolean => poll.carried ?? poll.reasoning?.carried ?? false;

export type Tone = 'yes' | 'no' | 'noted' | 'void';

/** Which sign a result bears: carried, not carried, only noted, void. */
export function toneOf(poll: Poll): Tone {
  if (poll.state === 'void') return 'void';
  if (isCarried(poll)) return 'yes';
  const noted = poll.rule.majority === 'none' || poll.state === 'tied' || (poll.outcome?.elected.length ?? 0) > 0 || (poll.outcome?.tied.length ?? 0) > 0;
  return noted ? 'noted' : 'no';
}

export const TONE_ICON = { yes: 'check', no: 'cross', noted: 'info', void: 'dash' } as const;

/** "Được thông qua" */
export function verdictWords(poll: Poll): string {
  if (poll.state === 'void') return t('result.void');
  if (poll.state === 'tied') return t('result.tied');
  if (poll.rule.majority === 'none') return t('result.noted');
  if (poll.method.kind !== 'question') return kindVerdict(poll);
  return t(isCarried(poll) ? 'result.carried' : 'result.not-carried');
}

/** "Cần 14 trong 27 thành viên tán thành; có 23." with what was peculiar: who decided a tie, silence, weights. */
export function reasonWords(poll: Poll): string {
  if (poll.state === 'void') return poll.void_reason ?? '';
  if (poll.state === 'tied') return t('result.tied.wait');
  const { reasoning: why, totals } = poll;
  if (poll.method.kind !== 'question') return kindReason(poll);
  if (!why || !totals) return poll.state === 'closed' ? t('result.verdict-only') : '';
  return [decided(poll, why, totals), totals.silent > 0 ? tn('result.silent', totals.silent, { n: amount(totals.silent, poll.unit), yes: choiceWord(poll.rule, 'yes') }) : ''].filter(Boolean).join(' ');
}

type Why = NonNullable<Poll['reasoning']>;

function decided(poll: Poll, why: Why, totals: NonNullable<Poll['totals']>): string {
  const figure = (n: number): string => amount(n, poll.unit);
  const [yes, no] = [figure(totals.yes), figure(totals.no)];
  const side = why.chair_choice ? choiceWord(poll.rule, why.chair_choice) : '';
  switch (why.by) {
    case 'none': return t('result.noted.why');
    case 'chair': return t('result.tie.chair', { yes, no, choice: lower(side) });
    case 'casting': return t('result.tie.casting', { yes, no, choice: lower(side) });
    case 'tie': return [t('result.tie', { yes, no }), poll.rule.tie === 'not_carried' ? '' : t('result.tie.no-side'), majorityWords(poll, why, totals)].filter(Boolean).join(' ');
    case 'majority': return majorityWords(poll, why, totals);
  }
}

function majorityWords({ rule, unit }: Poll, why: Why, totals: NonNullable<Poll['totals']>): string {
  const figure = (n: number): string => amount(n, unit);
  const [yes, no] = [choiceWord(rule, 'yes'), choiceWord(rule, 'no')];
  if (rule.majority === 'relative') return t('result.relative', { yes: lower(yes), no: lower(no), for: figure(totals.yes), against: figure(totals.no) });
  if (rule.majority === 'plurality') return t('result.plurality', { yes, has: figure(why.has), next: figure(why.needed - 1) });
  const people = t(unit === 1 ? `rule.people.${rule.base}` : 'rule.people.weight');
  const args = { needed: figure(why.needed), base: figure(why.base), people, has: figure(why.has) };
  return labelOf(rule, 'yes') ? t('result.reason.label', { ...args, yes }) : t('result.reason', args);
}

const lower = (word: string): string => word.charAt(0).toLocaleLowerCase('vi') + word.slice(1);
