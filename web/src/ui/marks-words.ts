/** A filled-in ballot in words, for whoever cast it and where ballots are named. */
import { t } from '../i18n';
import type { Objects } from '../protocol';
import { listed, optionText } from './kinds';

type Method = Objects['poll']['method'];

/** What stands on a ballot: names, an order, opinions or points. */
export function marksWords(method: Method, marks: readonly number[]): string {
  if (marks.length === 0) return t('kind.blank');
  switch (method.kind) {
    case 'question': return '';
    case 'options': case 'approval': return listed([...marks].sort((a, b) => a - b).map((id) => optionText(method, id)));
    case 'ranked': return marks.map((id, at) => `${at + 1}. ${optionText(method, id)}`).join('; ');
    case 'each': return ([['yes', 1], ['no', 0], ['abstain', -1]] as const)
      .map(([side, value]) => [side, method.options.filter((_, at) => marks[at] === value).map((one) => one.text)] as const)
      .filter(([, names]) => names.length > 0).map(([side, names]) => t(`kind.own.${side}`, { names: listed(names) })).join('. ');
    case 'score': return method.options.map((one, at) => `${one.text}: ${marks[at] ?? 0}`).join('; ');
  }
}
