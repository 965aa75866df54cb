/**
 * A meeting that came from nowhere: the view of a delegate at 09:38 of the session, for pictures of screens without a
 * server. Never part of the product: only dev/main.tsx reads it.
 */
import type { Objects } from '../src/protocol';

const OFFSET = 420;
/** 27/11/2026 at hh:mm(:ss) in Viet Nam. */
export const at = (clock: string): number => {
  const [h = 0, m = 0, s = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 10, 27, h - OFFSET / 60, m, s);
};

type View = Record<string, unknown>;

const meeting: Objects['meeting'] = {
  id: 'demo', title: 'Phiên họp thường kỳ tháng 11 năm 2026', type: 'regular', number: 'Phiên thứ 11',
  starts_at: at('08:00'), minutes: 240, offset: OFFSET, place: 'Phòng họp số 1, Trụ sở UBND tỉnh', form: 'mixed',
  unit: 'UBND tỉnh Lam Giang', phase: 'running', postponed: null, cancelled: null, started_at: at('08:00'), closed_at: null,
  paused_at: null, paused_ms: 0, chair: 'Lê Quang Vinh', chair_position: 'Chủ tịch UBND tỉnh', secretary: 'Đỗ Thị Ngọc Ánh', deadline: null, closes: [], how: null,
};

const quorum: Objects['quorum'] = { present: 25, online: 4, needed: 18, members: 27, reached: true, guests: 3, citation: 'Điều 113 Luật Tổ chức chính quyền địa phương' };

type ItemSeed = [id: number, number: string, title: string, presenter: string, position: string, minutes: number, planned: string, state: Objects['item']['state'], opened?: string, finished?: string];
const ITEMS: ItemSeed[] = [
  [1, '1', 'Khai mạc, điểm danh và thông qua chương trình phiên họp', '', '', 10, '08:00', 'done', '08:00', '08:11'],
  [2, '2', 'Báo cáo tình hình phát triển kinh tế - xã hội, quốc phòng - an ninh tháng 11; nhiệm vụ trọng tâm tháng 12 năm 2026', 'Sở Tài chính', '', 45, '08:10', 'done', '08:11', '08:55'],
  [3, '3', 'Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định về phòng họp không giấy tờ và chữ ký số trong cơ quan nhà nước trên địa bàn tỉnh, giai đoạn 2027–2030', 'Vũ Đình Khải', 'Giám đốc Sở Khoa học và Công nghệ', 40, '08:55', 'open', '08:55'],
  [4, '4', 'Dự thảo Quyết định ban hành Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử có chữ ký số', 'Văn phòng UBND tỉnh', '', 30, '09:50', 'planned'],
  [5, '5', 'Phương án sắp xếp, xử lý trụ sở, tài sản công dôi dư sau sắp xếp đơn vị hành chính cấp xã', 'Sở Tài chính', '', 25, '10:20', 'planned'],
  [6, '6', 'Điều chỉnh quy hoạch chi tiết 1/500 khu phía Đông', 'Sở Xây dựng', '', 30, '10:45', 'planned'],
  [8, '6.1', 'Báo cáo thẩm định quy hoạch', 'Sở Nông nghiệp và Môi trường', '', 10, '10:45', 'planned'],
  [9, '7', 'Tờ trình về biên chế', 'Sở Nội vụ', '', 15, '11:15', 'postponed'],
  [10, '8', 'Kết luận phiên họp', '', '', 10, '11:30', 'planned'],
];

function items(view: View): void {
  ITEMS.forEach(([id, number, title, presenter, presenter_position, minutes, planned, state, opened, finished], order) => {
    view[`item/${id}`] = {
      id, parent: number.includes('.') ? 6 : null, order, depth: number.split('.').length - 1, number, title, presenter, presenter_position,
      presenter_id: null, minutes, planned_at: at(planned), state, opened_at: opened ? at(opened) : null, finished_at: finished ? at(finished) : null, reason: '',
    } satisfies Objects['item'];
  });
}

const PAPERS: [id: number, item: number, title: string, pages: number, number?: number, recalled?: string][] = [
  [11, 2, 'Báo cáo tình hình kinh tế - xã hội tháng 11', 22], [12, 2, 'Phụ lục số liệu', 14], [13, 2, 'Báo cáo quốc phòng - an ninh', 8],
  [14, 3, 'Tờ trình số 214/TTr-SKHCN về việc ban hành Nghị quyết', 4], [15, 3, 'Dự thảo Nghị quyết và Quy định kèm theo', 34, 3],
  [16, 3, 'Báo cáo thẩm định của Sở Tư pháp', 9], [17, 4, 'Tờ trình của Văn phòng UBND tỉnh', 5], [18, 4, 'Dự thảo Quyết định và Quy chế', 28],
  [19, 5, 'Phương án sắp xếp trụ sở, tài sản công', 112], [20, 5, 'Phụ lục danh mục', 16, 2], [21, 5, 'Báo cáo khảo sát', 7, 1, 'theo yêu cầu của Sở Tài chính'], [22, 5, 'Bản đồ', 1],
];

function papers(view: View): void {
  PAPERS.forEach(([id, item, title, pages, number = 1, recalled], order) => {
    view[`paper/${id}`] = {
      id, item, order, title, version: recalled ? null : `version${String(id).padStart(5, '0')}`, number, size: pages * 61_000,
      pages: recalled ? [] : Array.from({ length: pages }, () => [595, 842] as const), added_at: at('07:10'), recalled: recalled ?? null,
    } satisfies Objects['paper'];
  });
}

const NAMES: [name: string, position: string, unit: string, short: string][] = [
  ['Lê Quang Vinh', 'Chủ tịch UBND tỉnh', 'UBND tỉnh', 'UBND tỉnh'], ['Phạm Quốc Tuấn', 'Phó Chủ tịch UBND tỉnh', 'UBND tỉnh', 'UBND tỉnh'],
  ['Hoàng Thị Bích Ngọc', 'Giám đốc Sở Tư pháp', 'Sở Tư pháp', 'Sở Tư pháp'], ['Vũ Đình Khải', 'Giám đốc Sở Khoa học và Công nghệ', 'Sở Khoa học và Công nghệ', 'Sở KH&CN'],
  ['Đặng Thị Phương Thảo', 'Giám đốc Sở Y tế', 'Sở Y tế', 'Sở Y tế'], ['Mai Thị Hồng Vân', 'Chánh Văn phòng UBND tỉnh', 'Văn phòng UBND tỉnh', 'Văn phòng'],
  ['Trịnh Công Hậu', 'Giám đốc Sở Nội vụ', 'Sở Nội vụ', 'Sở Nội vụ'], ['Bùi Văn Tuấn', 'Giám đốc Sở Tài chính', 'Sở Tài chính', 'Sở TC'],
  ['Trần Thị Thu Hằng', 'Giám đốc Sở Giáo dục và Đào tạo', 'Sở Giáo dục và Đào tạo', 'Sở GD&ĐT'], ['Ngô Xuân Trường', 'Giám đốc Sở Xây dựng', 'Sở Xây dựng', 'Sở XD'],
  ['Lý Quốc Bảo', 'Giám đốc Sở Công Thương', 'Sở Công Thương', 'Sở CT'], ['Cao Minh Đạt', 'Chánh Thanh tra tỉnh', 'Thanh tra tỉnh', 'Thanh tra'], ['Phạm Đức Long', 'Chỉ huy trưởng Bộ CHQS tỉnh', 'Bộ CHQS tỉnh', 'Bộ CHQS'],
];

function people(view: View): void {
  NAMES.forEach(([name, position, unit, unit_short], i) => {
    const id = 100 + i;
    const online = i === 6 || i === 10;
    view[`person/${id}`] = {
      id, person: null, name, position, unit, unit_short, capacity: 'member', duties: i === 0 ? ['chair'] : [], replaces: null, items: [],
      presence: i === 9 ? null : online ? 'online' : 'room', site: online ? 'Điểm cầu Phú Lâm' : '', checked_in_at: i === 9 || i === 11 ? null : at('07:52'), checked_out_at: null,
      absent: i === 9 ? 'công tác trung ương' : null,
    } satisfies Objects['person'];
  });
  const base = { person: null, items: [], presence: 'room', site: '', checked_in_at: at('07:48'), checked_out_at: null, absent: null, unit_short: '' } as const;
  view['person/140'] = { ...base, id: 140, name: 'Lê Minh Châu', position: 'Phó Giám đốc Sở Xây dựng', unit: 'Sở Xây dựng', capacity: 'substitute', duties: [], replaces: 109 } satisfies Objects['person'];
  view['person/150'] = { ...base, id: 150, name: 'Đỗ Thị Ngọc Ánh', position: 'Phó Chánh Văn phòng UBND tỉnh', unit: 'Văn phòng UBND tỉnh', capacity: 'staff', duties: ['secretary'], replaces: null } satisfies Objects['person'];
  view['person/160'] = { ...base, id: 160, name: 'Phan Thị Lệ', position: 'Chủ tịch UBND xã Phú Lâm', unit: 'UBND xã Phú Lâm', capacity: 'guest', duties: [], replaces: null, checked_in_at: null, presence: null } satisfies Objects['person'];
}

export const rule: Objects['motion']['rule'] = {
  code: 'ubnd-session', version: 1, citation: 'Điều 116 Luật Tổ chức chính quyền địa phương', base: 'members', majority: 'more', p: 1, q: 2,
  tie: 'chair_decides', choices: ['yes', 'no', 'abstain', 'other'], named: true,
  changeable: false, shown: 'voted', published: 'ballots', substitutes: false, proxies: 0, silence: 'none', quorum: null, labels: [], since: '', vi: '', en: '',
};
export const question: Objects['motion']['method'] = { kind: 'question', options: [], least: 1, most: 1, seats: 1, top: 0 };
export const QUESTION = 'Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định về phòng họp không giấy tờ và chữ ký số trong cơ quan nhà nước trên địa bàn tỉnh, giai đoạn 2027–2030';

export function openPoll(voted = 11): Objects['poll'] {
  return {
    id: 31, motion: 30, item: 3, text: QUESTION, rule, state: 'open', opened_at: at('09:40:12'), closed_at: null, entitled: 25, members: 27, voted, needed: 14,
    quorum: { present: 25, needed: 18, base: 27, reached: true }, override: null, void_reason: null, totals: null, reasoning: null, carried: null,
    method: question, by: 'seats', unit: 1, bloc: [], urn: null, outcome: null, root: null, names_shown: false,
  };
}
export const totals = (some: Partial<NonNullable<Objects['poll']['totals']>>): NonNullable<Objects['poll']['totals']> =>
  ({ yes: 0, no: 0, abstain: 0, other: 0, missing: 0, absent: 0, marked: 0, invalid: 0, silent: 0, ...some });
export const ownBallot = (poll: number, some: Partial<Objects['me/ballot']> = {}): Objects['me/ballot'] =>
  ({ poll, entitled: true, reason: null, choice: null, text: '', at: null, marks: [], receipt: null, voter: 101, name: 'Phạm Quốc Tuấn', weight: 1, ...some });
export const closedPoll = (): Objects['poll'] => ({
  ...openPoll(25), state: 'closed', closed_at: at('09:42'), totals: totals({ yes: 23, no: 1, abstain: 1, absent: 2 }), carried: true,
  reasoning: { base: 27, needed: 14, has: 23, carried: true, by: 'majority', chair_choice: null },
});

export function view(): View {
  const made: View = { meeting, quorum };
  items(made);
  papers(made);
  people(made);
  made['motion/30'] = { id: 30, item: 3, text: 'Thông qua dự thảo Nghị quyết', rule, poll: null, opened: false, needed: 14, method: question, out: false, follows: null } satisfies Objects['motion'];
  made.stage = { item: 3, paper: 15, version: 'version00015', page: 12, presenter: 103, presenter_name: 'Vũ Đình Khải', hidden: false } satisfies Objects['stage'];
  made.floor = { participant: 102, name: 'Hoàng Thị Bích Ngọc', position: 'Giám đốc Sở Tư pháp', unit: 'Sở Tư pháp', item: 3, started_at: at('09:35:15'), seconds: 300, paused_at: null, paused_ms: 0 } satisfies Objects['floor'];
  ([[104, 'Sở Y tế'], [105, 'Văn phòng'], [106, 'Sở Nội vụ']] as const).forEach(([id, unit], i) => {
    const who = NAMES[id - 100]!;
    made[`request/${id}`] = { participant: id, name: who[0], position: who[1], unit, topic: '', at: at('09:34') + i * 60_000, place: i + 1 } satisfies Objects['request'];
  });
  return made;
}

export const own = (): View => ({
  me: { participant: 101, person: 'p101', name: 'Phạm Quốc Tuấn', position: 'Phó Chủ tịch UBND tỉnh', capacity: 'member', duties: [], chair: false, secretary: false, votes: true, replaces: null, presence: 'room', checked_in_at: at('07:52'), checked_out_at: null } satisfies Objects['me'],
});

/** Scenes by name: `?scene=vote` and the like change the view. */
export const SCENES: Record<string, (v: View, mine: View) => void> = {
  home: () => {},
  vote: (v, mine) => {
    v['motion/30'] = { ...(v['motion/30'] as object), poll: 31, opened: true };
    v['poll/31'] = openPoll();
    mine['me/ballot/31'] = ownBallot(31);
  },
  received: (v, mine) => {
    v['motion/30'] = { ...(v['motion/30'] as object), poll: 31, opened: true };
    v['poll/31'] = openPoll(12);
    mine['me/ballot/31'] = ownBallot(31, { choice: 'yes', at: at('09:41:27') });
  },
  result: (v, mine) => {
    v['motion/30'] = { ...(v['motion/30'] as object), poll: 31, opened: true };
    v['poll/31'] = closedPoll();
    mine['me/ballot/31'] = ownBallot(31, { choice: 'yes', at: at('09:41:27') });
  },
  waiting: (v, mine) => { v['request/101'] = mine['me/request'] = { participant: 101, name: 'Phạm Quốc Tuấn', position: '', unit: 'UBND tỉnh', topic: '', at: at('09:37'), place: 4 } satisfies Objects['request']; },
  turn: (v) => { v.floor = { ...(v.floor as Objects['floor']), participant: 101, name: 'Phạm Quốc Tuấn', started_at: at('09:37:50') }; },
  absent: (v) => {
    v['person/101'] = { ...(v['person/101'] as Objects['person']), presence: null, checked_in_at: null };
    v.quorum = { ...quorum, present: 17, reached: false };
  },
  before: (v) => {
    v.meeting = { ...meeting, phase: 'convened', started_at: null };
    delete v.floor; delete v.stage;
    for (const [id] of ITEMS) v[`item/${id}`] = { ...(v[`item/${id}`] as Objects['item']), state: 'planned', opened_at: null, finished_at: null };
  },
  paused: (v) => { v.meeting = { ...meeting, phase: 'paused', paused_at: at('09:36') }; v.floor = { ...(v.floor as Objects['floor']), paused_at: at('09:36') }; },
  quiet: (v) => { delete v.floor; },
};
