/** A voting rule and its result in words, from their data alone. */
import { t, type Key } from '../i18n';
import type { Objects } from '../protocol';

type Rule = Objects['motion']['rule'];
type Poll = Omit<Objects['poll'], 'voted'>;

/** "quá nửa tổng số thành viên" */
export const ruleWords = (rule: Rule): string => t('rule.share', { share: shareWords(rule), base: t(`rule.base.${rule.base}`) });

function shareWords({ majority, p, q }: Rule): string {
  if (majority === 'more' && p * 2 === q) return t('rule.over-half');
  return t(majority === 'more' ? 'rule.more' : 'rule.at-least', { p, q });
}

/** "Được thông qua khi ít nhất 14 trong 27 thành viên tán thành." */
export function needWords(poll: Pick<Poll, 'rule' | 'needed' | 'members'>): string {
  if (poll.rule.base === 'members' && poll.needed) return t('vote.needs', { needed: poll.needed, base: poll.members });
  return t('vote.needs.share', { share: ruleWords(poll.rule) });
}

/** "Được thông qua" */
export const verdictWords = (poll: Poll): string =>
  poll.state === 'void' ? t('result.void') : t(poll.reasoning?.carried ? 'result.carried' : 'result.not-carried');

/** "Cần 14 trong 27 thành viên tán thành; có 23." and, on a tie, who decided. */
export function reasonWords(poll: Poll): string {
  const why = poll.reasoning;
  if (!why) return poll.void_reason ?? '';
  const base = t(`rule.people.${poll.rule.base}` as Key);
  if (why.by === 'chair') {
    return t('result.tie.chair', { yes: poll.totals?.yes ?? 0, no: poll.totals?.no ?? 0, choice: t(`choice.${why.chair_choice ?? 'abstain'}`).toLocaleLowerCase('vi') });
  }
  const sentence = t('result.reason', { needed: why.needed, base: why.base, people: base, has: why.has });
  return why.by === 'tie' ? `${t('result.tie', { yes: poll.totals?.yes ?? 0, no: poll.totals?.no ?? 0 })} ${sentence}` : sentence;
}
