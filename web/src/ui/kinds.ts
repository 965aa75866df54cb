/** Elections, choices among options, rankings and scores in words. Their words come right behind the first page. */
import { lang, t, tn } from '../i18n';
import type { Objects } from '../protocol';
import { amount, stage } from './figures';

type Poll = Omit<Objects['poll'], 'voted'>;
type Method = Poll['method'];
type Rule = Poll['rule'];

/** Candidates are elected; options are chosen. */
export const elects = ({ kind }: Method): boolean => kind === 'approval' || kind === 'each' || kind === 'ranked';

export const optionText = (method: Method, id: number): string => method.options.find((one) => one.id === id)?.text ?? String(id);

/** "A, B và C" */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${lang.value === 'en' ? 'and' : 'và'} ${last}`;
}

/** How the ballot is filled in: "Chọn tối đa 2 trong 5 ứng cử viên." */
export function fillWords({ kind, options, least, most, top }: Method): string {
  const args = { most, least, n: options.length, top };
  switch (kind) {
    case 'question': return '';
    case 'options': case 'approval': {
      const of = kind === 'options' ? 'option' : 'candidate';
      if (least === most) return t(`fill.just.${of}`, args);
      return t(least > 1 ? `fill.between.${of}` : `fill.most.${of}`, args);
    }
    case 'each': return t('fill.each', args);
    case 'ranked': return most < options.length ? t('fill.ranked.most', args) : t('fill.ranked', args);
    case 'score': return t('fill.score', args);
  }
}

/** "Chọn tối đa 2 trong 5 ứng cử viên. Bầu 2 người; trúng cử khi được quá nửa số phiếu hợp lệ." */
export const kindNeeds = (method: Method, rule: Rule): string => `${fillWords(method)} ${winWords(method, rule)}`;

function winWords(method: Method, rule: Rule): string {
  if (rule.majority === 'none') return t('vote.needs.none');
  const seats = elects(method) ? tn('win.seats', method.seats) : tn('win.options', method.seats);
  if (method.kind === 'ranked' || method.kind === 'score' || rule.majority === 'plurality') return seats;
  if (rule.majority === 'relative') return method.kind === 'each' ? `${seats} ${t('win.relative')}` : seats;
  const share = rule.majority === 'more' && rule.p * 2 === rule.q ? t('rule.over-half') : t(rule.majority === 'more' ? 'rule.more' : 'rule.at-least', { p: rule.p, q: rule.q });
  return `${seats} ${t(elects(method) ? 'win.share.candidate' : 'win.share.option', { share: t('rule.share', { share, base: t(`rule.base.${rule.base}`) }) })}`;
}

/** "Đã bầu đủ 2 người", "Bầu được 1 trong 2", "Chưa ai trúng cử"; tied ones are named in the reason. */
export function kindVerdict(poll: Poll): string {
  const got = poll.outcome?.elected.length ?? 0;
  const { seats } = poll.method;
  const what = elects(poll.method) ? 'elected' : 'chosen';
  if (poll.carried ?? poll.reasoning?.carried) return tn(`verdict.${what}`, seats);
  return got > 0 ? t(`verdict.${what}.some`, { got, seats }) : t(poll.outcome?.tied.length ? 'verdict.tied' : `verdict.${what}.nobody`);
}

/** Who won with what was needed; who is equal at the border; or that figures are not published. */
export function kindReason(poll: Poll): string {
  const { outcome, method, reasoning: why } = poll;
  if (!outcome) return poll.state === 'closed' ? t('result.verdict-only') : '';
  if (poll.rule.majority === 'none') return t('result.noted.why');
  const shown = !!why && outcome.tallies.length > 0;
  return [shown ? needed(poll, why.base, why.needed) : '', winners(poll), tiedWords(poll), shown || poll.totals ? '' : t('result.verdict-only')].filter(Boolean).join(' ')
    || t(elects(method) ? 'verdict.elected.nobody' : 'verdict.chosen.nobody');
}

function needed({ method, outcome, rule, unit }: Poll, base: number, need: number): string {
  if (method.kind === 'ranked') return t('reason.quota', { quota: stage(outcome!.quota, unit), rounds: outcome!.rounds.length });
  if (method.kind === 'score' || rule.majority === 'plurality' || rule.majority === 'relative' || need === 0) return '';
  return t('reason.needed', { needed: amount(need, unit), base: amount(base, unit), people: t(unit === 1 ? `rule.people.${rule.base}` : 'rule.people.weight') });
}

/** Names with their votes while there are few; a long list is in the table anyway. */
const NAMED = 3;

function winners({ method, outcome, unit }: Poll): string {
  const { elected, tallies } = outcome!;
  if (elected.length === 0) return '';
  if (elected.length > NAMED) return t(elects(method) ? 'reason.elected.count' : 'reason.chosen.count', { n: elected.length, seats: method.seats });
  const votes = (id: number): string => {
    const tally = method.kind === 'ranked' ? undefined : tallies.find((one) => one.option === id);
    return tally ? ` (${amount(tally.yes, unit)})` : '';
  };
  return t(elects(method) ? 'reason.elected' : 'reason.chosen', { names: listed(elected.map((id) => optionText(method, id) + votes(id))) });
}

function tiedWords({ method, outcome, unit }: Poll): string {
  const { tied, tallies } = outcome!;
  if (tied.length === 0) return '';
  const votes = tallies.find((one) => one.option === tied[0]);
  const names = listed(tied.map((id) => optionText(method, id)));
  return votes ? t('reason.tied', { names, votes: amount(votes.yes, unit) }) : t('reason.tied.names', { names });
}
