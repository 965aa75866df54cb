/** Votes of every kind and in every state, as scenes: `?scene=approval`, `approval-done` and so on. For pictures and tests. */
import type { Objects } from '../src/protocol';
import { at, closedPoll, openPoll, ownBallot, QUESTION, question, rule, totals } from './fixture';

type Poll = Objects['poll'];
type Method = Poll['method'];
type View = Record<string, unknown>;

const options = (...texts: string[]): Method['options'] => texts.map((text, i) => ({ id: i + 1, text }));
export const PEOPLE = options('Hoàng Thị Bích Ngọc', 'Trịnh Công Hậu', 'Đặng Thị Phương Thảo', 'Bùi Văn Tuấn', 'Cao Minh Đạt');
export const PLACES = options('Sửa chữa trụ sở cũ tại số 12 đường Trần Phú để làm trung tâm hành chính công cấp tỉnh', 'Xây mới tại khu đô thị phía Đông', 'Thuê trụ sở trong 5 năm');
export const METHODS: Record<Exclude<Method['kind'], 'question'>, Method> = {
  options: { kind: 'options', options: PLACES, least: 1, most: 1, seats: 1, top: 0 },
  approval: { kind: 'approval', options: PEOPLE, least: 0, most: 2, seats: 2, top: 0 },
  each: { kind: 'each', options: PEOPLE.slice(0, 4), least: 1, most: 4, seats: 4, top: 0 },
  ranked: { kind: 'ranked', options: PEOPLE, least: 1, most: 5, seats: 2, top: 0 },
  score: { kind: 'score', options: PLACES, least: 0, most: 3, seats: 1, top: 10 },
};
const TEXTS = { options: 'Chọn phương án bố trí trụ sở', approval: 'Bầu 2 Ủy viên Ban Kiểm phiếu', each: 'Bầu Ban Chỉ đạo chuyển đổi số của tỉnh', ranked: 'Bầu 2 thành viên Hội đồng thẩm định', score: 'Cho điểm các phương án bố trí trụ sở' };
export const ELECTION: Poll['rule'] = { ...rule, code: 'secret-election', base: 'valid', tie: 'not_carried', choices: ['yes', 'no', 'abstain'] };

export const kindPoll = (kind: keyof typeof METHODS, change: Partial<Poll> = {}): Poll => ({ ...openPoll(11), text: TEXTS[kind], rule: ELECTION, method: METHODS[kind], needed: 0, ...change });

const tally = (option: number, yes: number, no = 0, abstain = 0, needed = 0, won = false) => ({ option, yes, no, abstain, needed, won });
const OUTCOMES: Record<keyof typeof METHODS, [outcome: NonNullable<Poll['outcome']>, why: NonNullable<Poll['reasoning']>]> = {
  options: [{ tallies: [tally(1, 9), tally(2, 14, 0, 0, 13, true), tally(3, 2)], elected: [2], tied: [], quota: 0, rounds: [] }, why(25, 13, 1, true)],
  approval: [{ tallies: [tally(1, 19, 0, 0, 13, true), tally(2, 13, 0, 0, 13), tally(3, 13, 0, 0, 13), tally(4, 3), tally(5, 1)], elected: [1], tied: [2, 3], quota: 0, rounds: [] }, why(25, 13, 1, false, 'tie')],
  each: [{ tallies: [tally(1, 24, 0, 1, 13, true), tally(2, 21, 3, 1, 13, true), tally(3, 14, 9, 2, 13, true), tally(4, 12, 11, 2, 13)], elected: [1, 2, 3], tied: [], quota: 0, rounds: [] }, why(25, 13, 3, false)],
  ranked: [{
    tallies: [tally(1, 12, 0, 0, 0, true), tally(2, 5), tally(3, 4, 0, 0, 0, true), tally(4, 3), tally(5, 1)], elected: [1, 3], tied: [], quota: 900_000,
    rounds: [
      { act: 'elected', options: [1], votes: [1_200_000, 500_000, 400_000, 300_000, 100_000], exhausted: 0, by_lot: false },
      { act: 'surplus', options: [1], votes: [1_200_000, 500_000, 400_000, 300_000, 100_000], exhausted: 0, by_lot: false },
      { act: 'excluded', options: [5], votes: [900_000, 550_000, 600_000, 325_000, 125_000], exhausted: 0, by_lot: false },
      { act: 'excluded', options: [4], votes: [900_000, 550_000, 700_000, 325_000, 0], exhausted: 25_000, by_lot: false },
      { act: 'filled', options: [3], votes: [900_000, 650_000, 875_000, 0, 0], exhausted: 75_000, by_lot: false },
    ],
  }, why(25, 9, 2, true)],
  score: [{ tallies: [tally(1, 171), tally(2, 188, 0, 0, 0, true), tally(3, 62)], elected: [2], tied: [], quota: 0, rounds: [] }, why(25, 0, 1, true)],
};
function why(base: number, needed: number, has: number, carried: boolean, by: NonNullable<Poll['reasoning']>['by'] = 'majority'): NonNullable<Poll['reasoning']> {
  return { base, needed, has, carried, by, chair_choice: null };
}
export const kindDone = (kind: keyof typeof METHODS): Poll => ({
  ...kindPoll(kind, { voted: 25 }), state: 'closed', closed_at: at('09:42'), totals: totals({ marked: 25, absent: 2 }), carried: OUTCOMES[kind][1].carried, outcome: OUTCOMES[kind][0], reasoning: OUTCOMES[kind][1],
});

export const SECRET: Poll['rule'] = { ...rule, code: 'council-removal', named: false, published: 'totals', choices: ['yes', 'no', 'abstain'], majority: 'at_least', p: 2, q: 3, tie: 'not_carried', shown: 'nothing' };
export const RECEIPTS = Array.from({ length: 25 }, (_, i) => ((i + 3) * 40_503_239).toString(16).padStart(9, '7').repeat(8).slice(0, 64)).sort();
const KEY = '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a';
export const secretPoll = (change: Partial<Poll> = {}): Poll => ({ ...openPoll(11), voted: null, text: 'Bãi nhiệm đại biểu Nguyễn Văn Mẫu', rule: SECRET, needed: 18, urn: { key: KEY, size: 32 }, ...change });

const show = (poll: Poll, mine: Partial<Objects['me/ballot']> | null = {}) => (v: View, own: View): void => {
  v[`motion/${poll.motion}`] = { id: poll.motion, item: 3, text: poll.text, rule: poll.rule, poll: poll.id, opened: true, needed: poll.needed, method: poll.method, out: false, follows: null } satisfies Objects['motion'];
  v[`poll/${poll.id}`] = poll;
  if (mine) own[`me/ballot/${poll.id}`] = ownBallot(poll.id, mine);
};
const another = (id: number, text: string, change: Partial<Poll> = {}): Poll => ({ ...openPoll(7), id, motion: id - 100, text, ...change });
const received = { at: at('09:41:27') };
const done = { ...closedPoll() };

const SURNAMES = ['Lê Quang', 'Hoàng Thị Bích', 'Bùi Văn', 'Nguyễn Hoàng', 'Trịnh Công', 'Đặng Thị Phương', 'Cao Minh', 'Phạm Đức', 'Vũ Đình', 'Tôn Nữ Hoàng', 'Lý Quốc'];
const GIVEN = ['Vinh', 'Ngọc', 'Tuấn', 'Khánh', 'Hậu', 'Thảo', 'Đạt', 'Long', 'Khải', 'Trang', 'Bảo', 'Hương', 'Thịnh'];
/** A closed vote of `n` members whose names the wall shows; three against, two abstain. */
const named = (n: number, change: Partial<Poll> = {}, marks: readonly (readonly number[])[] = [[]]) => (v: View): void => {
  const [no, abstain] = [n > 9 ? 3 : 1, n > 9 ? 2 : 0];
  show({ ...done, entitled: n, voted: n, members: n, names_shown: true, totals: totals({ yes: n - no - abstain, no, abstain }), reasoning: why(n, Math.floor(n / 2) + 1, n - no - abstain, true), ...change }, null)(v, {});
  for (let i = 0; i < n; i += 1) {
    const choice = (change.method ?? done.method).kind !== 'question' ? null : i < no ? 'no' : i < no + abstain ? 'abstain' : 'yes';
    v[`ballot/31/${200 + i}`] = { poll: 31, participant: 200 + i, name: `${SURNAMES[i % 11]!} ${GIVEN[i % 13]!}`, choice, text: '', marks: marks[i % marks.length]!, weight: change.unit ?? 1, by: i === 6 ? 101 : null } satisfies Objects['ballot'];
  }
};
const ROLLS = { 'named-5': named(5), 'named-27': named(27), 'named-85': named(85), 'named-120': named(120), 'named-marks': named(27, { ...kindDone('approval'), names_shown: true }, [[1, 2], [1, 3], [2], []]), 'named-long': named(27, { ...kindDone('options'), names_shown: true }, [[1], [2], [3]]) };

export const VOTES: Record<string, (v: View, mine: View) => void> = {
  ...ROLLS,
  ...Object.fromEntries((Object.keys(METHODS) as (keyof typeof METHODS)[]).flatMap((kind) => [
    [kind, show(kindPoll(kind))],
    [`${kind}-in`, show(kindPoll(kind), { ...received, marks: kind === 'each' ? [1, 1, 0, -1] : kind === 'score' ? [4, 9, 0] : kind === 'options' ? [2] : [3, 1] })],
    [`${kind}-done`, show(kindDone(kind), { ...received, marks: kind === 'each' ? [1, 1, 0, -1] : kind === 'score' ? [4, 9, 0] : kind === 'options' ? [2] : [3, 1] })],
  ])),
  many: show(kindPoll('approval', { text: 'Bầu 5 thành viên Ban Chấp hành', method: { ...METHODS.approval, most: 5, seats: 5, options: options(...Array.from({ length: 17 }, (_, i) => `${PEOPLE[i % 5]!.text} ${i + 1}`)) } })),
  'many-done': show({ ...kindDone('approval'), method: { ...METHODS.approval, most: 5, seats: 5, options: options(...Array.from({ length: 17 }, (_, i) => `${PEOPLE[i % 5]!.text} ${i + 1}, Phó Giám đốc Sở Nông nghiệp và Môi trường`)) }, outcome: { tallies: Array.from({ length: 17 }, (_, i) => tally(i + 1, 24 - i, 0, 0, 13, i < 5)), elected: [1, 2, 3, 4, 5], tied: [], quota: 0, rounds: [] }, carried: true, reasoning: why(25, 13, 5, true) }),
  labels: show({ ...openPoll(11), rule: { ...rule, code: 'government-written', choices: ['yes', 'no', 'other'], labels: [{ choice: 'yes', vi: 'Đồng ý', en: 'Agree' }, { choice: 'no', vi: 'Không đồng ý', en: 'Disagree' }, { choice: 'other', vi: 'Ý kiến khác', en: 'Other opinion' }] } }),
  secret: show(secretPoll()),
  'secret-in': show(secretPoll(), { ...received, receipt: RECEIPTS[7]! }),
  'secret-done': (v, mine) => {
    show(secretPoll({ state: 'closed', closed_at: at('09:42'), voted: 25, totals: totals({ yes: 19, no: 5, abstain: 1, absent: 2 }), carried: true, reasoning: why(27, 18, 19, true), root: RECEIPTS[3]! }), { ...received, receipt: RECEIPTS[7]! })(v, mine);
    v['urn/31'] = { poll: 31, receipts: RECEIPTS } satisfies Objects['urn'];
  },
  'verdict-only': show({ ...done, rule: { ...SECRET, published: 'verdict' }, totals: null, reasoning: null, carried: true }, received),
  changeable: show({ ...openPoll(12), rule: { ...rule, changeable: true } }, { ...received, choice: 'no' }),
  'vote-paused': show({ ...openPoll(11), state: 'paused' }),
  counting: show(secretPoll({ state: 'counting', voted: 25 }), { ...received, receipt: RECEIPTS[7]! }),
  tied: show({ ...openPoll(25), state: 'tied', rule: { ...rule, tie: 'chair_casts' } }, { ...received, choice: 'yes' }),
  casting: show({ ...done, rule: { ...rule, tie: 'chair_casts' }, totals: totals({ yes: 12, no: 12, abstain: 1, absent: 2 }), reasoning: { ...why(27, 14, 12, true, 'casting'), chair_choice: 'yes' } }, { ...received, choice: 'no' }),
  weights: show({ ...done, unit: 2, totals: totals({ yes: 29, no: 15, abstain: 6, absent: 7 }), reasoning: why(57, 29, 29, true) }, { ...received, choice: 'yes' }),
  figures: show({ ...openPoll(11), rule: { ...rule, shown: 'figures' }, totals: totals({ yes: 8, no: 2, abstain: 1, missing: 14, absent: 2 }) }),
  hands: show({ ...openPoll(0), by: 'hands' }, null),
  recused: show(openPoll(11), { entitled: false, reason: 'voting.recused' }),
  void: show({ ...openPoll(4), state: 'void', closed_at: at('09:42'), void_reason: 'Mở nhầm nội dung' }, null),
  turns: (v, mine) => {
    show(done, { ...received, choice: 'yes' })(v, mine);
    v['poll/29'] = { ...openPoll(4), id: 29, opened_at: at('09:21'), state: 'void', closed_at: at('09:22'), void_reason: 'Mở nhầm nội dung' } satisfies Poll;
  },
  together: (v, mine) => {
    show(openPoll(11))(v, mine);
    show(another(132, 'Giao Sở Khoa học và Công nghệ hoàn thiện hồ sơ trình HĐND tỉnh tại kỳ họp cuối năm'))(v, mine);
    show(another(133, 'Giao Sở Tài chính bố trí kinh phí', { voted: 9 }))(v, mine);
  },
  'together-done': (v, mine) => {
    show(done)(v, mine);
    show({ ...done, id: 132, motion: 32, text: 'Giao Sở Khoa học và Công nghệ hoàn thiện hồ sơ trình HĐND tỉnh tại kỳ họp cuối năm' })(v, mine);
    show({ ...done, id: 133, motion: 33, text: 'Giao Sở Tài chính bố trí kinh phí', carried: false, totals: totals({ yes: 9, no: 15, abstain: 1, absent: 2 }), reasoning: why(27, 14, 9, false) })(v, mine);
  },
  proxy: (v, mine) => {
    show(openPoll(11))(v, mine);
    mine['me/proxy/31/104'] = ownBallot(31, { voter: 104, name: 'Đặng Thị Phương Thảo' });
    mine['me/ballot/31'] = ownBallot(31, { ...received, choice: 'yes' });
  },
  bloc: (v, mine) => {
    const poll = { ...openPoll(11), text: 'Thông qua các dự thảo Nghị quyết đã thảo luận', bloc: [30, 32, 33] };
    [32, 33].forEach((id, i) => { v[`motion/${id}`] = { id, item: 3, text: i ? 'Giao Sở Tài chính bố trí kinh phí' : QUESTION, rule, poll: 31, opened: true, needed: 14, method: question, out: false, follows: null } satisfies Objects['motion']; });
    show(poll)(v, mine);
  },
  ready: (v) => { [30, 32].forEach((id) => { v[`motion/${id}`] = { id, item: 3, text: id === 30 ? QUESTION : 'Giao Sở Tài chính bố trí kinh phí', rule, poll: null, opened: false, needed: 14, method: question, out: id === 32, follows: null } satisfies Objects['motion']; }); },
};
