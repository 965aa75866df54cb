/** Rules and results in words: every base, majority and tie, in both languages, from the data alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedPoll, openPoll, rule, totals } from '../dev/fixture';
import { kindDone, kindPoll, secretPoll, SECRET } from '../dev/votes';
import common_en from '../src/i18n/en/common.json';
import voting_en from '../src/i18n/en/voting.json';
import common_vi from '../src/i18n/vi/common.json';
import voting_vi from '../src/i18n/vi/voting.json';
import { pretendWords } from '../src/i18n';
import type { Objects } from '../src/protocol';
import { lines } from '../src/ui/outcome';
import { marksWords } from '../src/ui/marks-words';
import { choiceWord, howWords, needWords, reasonWords, ruleWords, toneOf, verdictWords } from '../src/ui/rule';

type Poll = Objects['poll'];
type Rule = Poll['rule'];

const vi = (): void => pretendWords({ ...common_vi, ...voting_vi }, 'vi');
const en = (): void => pretendWords({ ...common_en, ...voting_en }, 'en');
const decided = (some: Partial<Rule>, votes: Parameters<typeof totals>[0], why: Partial<NonNullable<Poll['reasoning']>>, more: Partial<Poll> = {}): Poll => {
  const reasoning = { base: 27, needed: 14, has: votes.yes ?? 0, carried: false, by: 'majority' as const, chair_choice: null, ...why };
  return { ...closedPoll(), rule: { ...rule, ...some }, totals: totals(votes), reasoning, carried: reasoning.carried, ...more };
};

test('a share of every base, for and against', () => {
  vi();
  assert.equal(reasonWords(closedPoll()), 'Cần 14 trong 27 thành viên tán thành; có 23.');
  const bases: [Rule['base'], string][] = [
    ['members', 'thành viên'], ['entitled', 'người được biểu quyết'], ['present', 'thành viên có mặt'], ['cast', 'phiếu đã gửi'], ['valid', 'phiếu hợp lệ'], ['yes_no', 'phiếu tán thành và không tán thành'],
  ];
  for (const [base, people] of bases) {
    assert.equal(reasonWords(decided({ base }, { yes: 12, no: 8 }, { base: 20, needed: 11 })), `Cần 11 trong 20 ${people} tán thành; có 12.`);
  }
  en();
  assert.equal(reasonWords(decided({ base: 'entitled' }, { yes: 12 }, { base: 25, needed: 13 })), 'Needs 13 of 25 people entitled to vote in favour; has 12.');
  assert.equal(ruleWords({ ...rule, base: 'yes_no', majority: 'at_least', p: 2, q: 3 }), 'at least 2/3 of votes for and against');
});

test('majorities that are no share, and none at all', () => {
  vi();
  assert.equal(reasonWords(decided({ majority: 'relative' }, { yes: 9, no: 8 }, { carried: true })), 'Cần số phiếu tán thành nhiều hơn số phiếu không tán thành; có 9 và 8.');
  assert.equal(reasonWords(decided({ majority: 'plurality' }, { yes: 9, no: 8 }, { needed: 9, has: 9, carried: true })), '“Tán thành” cần nhiều phiếu hơn mọi phương án khác; có 9, phương án kế tiếp có 8.');
  const noted = decided({ majority: 'none' }, { yes: 20, no: 5 }, { by: 'none' });
  assert.equal(verdictWords(noted), 'Đã ghi nhận kết quả');
  assert.equal(toneOf(noted), 'noted');
  assert.equal(needWords({ ...openPoll(), rule: { ...rule, majority: 'none' } }), 'Số phiếu được ghi nhận; không quyết định ngay.');
});

test('ties: nobody decides, the side of the chair, the casting vote, and the chair who took no side', () => {
  vi();
  const votes = { yes: 12, no: 12, abstain: 1 };
  assert.equal(reasonWords(decided({ tie: 'not_carried' }, votes, { by: 'tie' })), 'Số phiếu ngang nhau (12 và 12). Cần 14 trong 27 thành viên tán thành; có 12.');
  assert.equal(reasonWords(decided({}, votes, { by: 'tie' })), 'Số phiếu ngang nhau (12 và 12). Chủ tọa không chọn bên nào. Cần 14 trong 27 thành viên tán thành; có 12.');
  assert.equal(reasonWords(decided({}, votes, { by: 'chair', chair_choice: 'yes', carried: true })), 'Số phiếu ngang nhau (12 và 12). Quyết định theo phiếu của Chủ tọa: tán thành.');
  en();
  assert.equal(reasonWords(decided({}, votes, { by: 'casting', chair_choice: 'no' })), 'Tied, 12 to 12. Decided by the chair’s casting vote: against.');
  assert.equal(reasonWords({ ...openPoll(24), state: 'tied' }), 'The votes are equal; the chair will decide.');
});

test('weights, silence, own labels, only the verdict, void', () => {
  vi();
  assert.equal(reasonWords(decided({}, { yes: 29 }, { base: 57, needed: 29, carried: true }, { unit: 2 })), 'Cần 14,5 trong 28,5 phiếu tính theo trọng số tán thành; có 14,5.');
  assert.equal(reasonWords(decided({ silence: 'yes' }, { yes: 16, silent: 3 }, { carried: true })), 'Cần 14 trong 27 thành viên tán thành; có 16. Trong đó 3 người không trả lời, tính là “Tán thành”.');
  const labels: Rule['labels'] = [{ choice: 'yes', vi: 'Đồng ý', en: 'Agree' }];
  assert.equal(reasonWords(decided({ labels }, { yes: 16 }, { carried: true })), 'Cần 14 trong 27 thành viên chọn “Đồng ý”; có 16.');
  assert.equal(needWords({ ...openPoll(), rule: { ...rule, labels } }), 'Được thông qua khi ít nhất 14 trong 27 thành viên chọn “Đồng ý”.');
  assert.equal(choiceWord({ ...rule, labels }, 'no'), 'Không tán thành');
  const verdict: Poll = { ...closedPoll(), rule: { ...SECRET, published: 'verdict' }, totals: null, reasoning: null, carried: false };
  assert.equal(verdictWords(verdict), 'Không được thông qua');
  assert.equal(reasonWords(verdict), 'Theo quy tắc biểu quyết, chỉ công bố kết luận, không công bố số phiếu.');
  assert.equal(reasonWords({ ...openPoll(), state: 'void', void_reason: 'Mở nhầm' }), 'Mở nhầm');
  assert.equal(reasonWords(secretPoll({ state: 'counting' })), '', 'nothing is said while it is counted');
});

test('elections: who is elected with how many, who is tied, and what was needed', () => {
  vi();
  const approval = kindDone('approval');
  assert.equal(verdictWords(approval), 'Bầu được 1 trong 2 người');
  assert.equal(reasonWords(approval), 'Cần ít nhất 13 trong 25 phiếu hợp lệ. Trúng cử: Hoàng Thị Bích Ngọc (19). Trịnh Công Hậu và Đặng Thị Phương Thảo cùng được 13 ở vị trí cuối: chưa ai trong số này thắng, cần vòng hai.');
  assert.equal(verdictWords(kindDone('ranked')), 'Đã bầu đủ 2 người');
  assert.equal(reasonWords(kindDone('ranked')), 'Cần 9 phiếu để trúng cử (chỉ tiêu); kiểm qua 5 vòng. Trúng cử: Hoàng Thị Bích Ngọc và Đặng Thị Phương Thảo.');
  assert.equal(verdictWords(kindDone('options')), 'Đã chọn 1 phương án');
  assert.equal(howWords(kindDone('score')), 'Cho mỗi phương án từ 0 đến 10 điểm.');
  const nobody: Poll = { ...approval, outcome: { ...approval.outcome!, elected: [], tied: [] }, reasoning: { ...approval.reasoning!, has: 0 } };
  assert.equal(verdictWords(nobody), 'Chưa ai trúng cử');
  const hidden: Poll = { ...approval, totals: null, reasoning: null, carried: true, outcome: { tallies: [], elected: [1, 2], tied: [], quota: 0, rounds: [] } };
  assert.equal(reasonWords(hidden), 'Trúng cử: Hoàng Thị Bích Ngọc và Trịnh Công Hậu. Theo quy tắc biểu quyết, chỉ công bố kết luận, không công bố số phiếu.');
  en();
  assert.equal(needWords(kindPoll('approval')), 'Choose at most 2 of 5 candidates. 2 are elected. Each candidate needs more than half of valid ballots.');
});

test('the rows of an outcome: winners by place, then the tied, then by votes', () => {
  assert.deepEqual(lines(kindDone('ranked')).map((one) => [one.option, one.state]), [[1, 'won'], [3, 'won'], [2, ''], [4, ''], [5, '']]);
  assert.deepEqual(lines(kindDone('approval')).map((one) => one.state), ['won', 'tied', 'tied', '', '']);
  assert.deepEqual(lines(kindPoll('approval')), []);
});

test('what stands on a ballot, in words', () => {
  vi();
  assert.equal(marksWords(kindPoll('ranked').method, [3, 1]), '1. Đặng Thị Phương Thảo; 2. Hoàng Thị Bích Ngọc');
  assert.equal(marksWords(kindPoll('approval').method, [3, 1]), 'Hoàng Thị Bích Ngọc và Đặng Thị Phương Thảo');
  assert.equal(marksWords(kindPoll('each').method, [1, 1, 0, -1]), 'Đồng ý: Hoàng Thị Bích Ngọc và Trịnh Công Hậu. Không đồng ý: Đặng Thị Phương Thảo. Không ý kiến: Bùi Văn Tuấn');
  assert.equal(marksWords(kindPoll('approval').method, []), 'Phiếu trắng');
});
