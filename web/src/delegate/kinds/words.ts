/** What the send button of these ballots says: it repeats what is filled in, or names what is missing. */
import { t, tn } from '../../i18n';
import type { Marks, Method } from '../../store/select';
import { optionText } from '../../ui/kinds';
import { isBlank, missing } from './marks';

export function sendWords(method: Method, marks: Marks): string {
  const less = missing(method, marks);
  if (less > 0) return wanted(method, less);
  if (isBlank(method, marks)) return t('kind.send.blank');
  const of = method.options.length;
  switch (method.kind) {
    case 'question': return '';
    case 'options': case 'approval':
      return marks.length === 1 && method.most === 1 ? t('kind.send.one', { name: optionText(method, marks[0]!) }) : t(`kind.send.${method.kind}`, { n: marks.length, of });
    case 'ranked': return t('kind.send.ranked', { n: marks.length, of });
    case 'each': return t('kind.send.each', { yes: marks.filter((one) => one === 1).length, no: marks.filter((one) => one === 0).length });
    case 'score': return t('kind.send.score', { sum: marks.reduce((sum, one) => sum + one, 0) });
  }
}

function wanted(method: Method, less: number): string {
  if (method.kind === 'each') return t('kind.choose.each');
  if (method.kind === 'score') return t('kind.choose.score');
  if (method.kind === 'ranked') return tn('kind.choose.ranked', less);
  return method.kind === 'options' && method.most === 1 ? t('vote.choose') : tn('kind.choose.more', less);
}
