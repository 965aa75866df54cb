/** What stands on a named ballot, in words: its choice, or its marks by the kind of the vote. */
import { t } from '../../i18n';
import type { Objects } from '../../protocol';
import type { PollFrame } from '../../store/select';
import { choiceWord } from '../../ui/rule';
import { optionText } from '../../ui/kinds';

type Ballot = Pick<Objects['ballot'], 'choice' | 'text' | 'marks'>;

export function answerWords(poll: Pick<PollFrame, 'method' | 'rule'>, ballot: Ballot): string {
  const { method, rule } = poll;
  if (method.kind === 'question') return [ballot.choice ? choiceWord(rule, ballot.choice) : '', ballot.text].filter(Boolean).join(': ');
  if (ballot.marks.length === 0) return t('results.blank');
  const named = (at: number): string => method.options[at]?.text ?? '';
  switch (method.kind) {
    case 'options': case 'approval': return ballot.marks.map((id) => optionText(method, id)).join(', ');
    case 'ranked': return ballot.marks.map((id, i) => `${i + 1}. ${optionText(method, id)}`).join(', ');
    case 'score': return ballot.marks.map((points, at) => `${named(at)}: ${points}`).join('; ');
    case 'each': return ballot.marks.map((mark, at) => `${named(at)}: ${t(`kind.each.${mark === 1 ? 'yes' : mark === 0 ? 'no' : 'abstain'}`).toLocaleLowerCase('vi')}`).join('; ');
  }
}
