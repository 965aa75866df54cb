/** The same meeting from the chair's seat: `?who=chair`; with `scene=vote` also who has not voted yet. For pictures only. */
import type { Objects } from '../src/protocol';
import { presence } from '../src/chair/presence';

export function seatChair(v: Record<string, unknown>, mine: Record<string, unknown>): void {
  mine.me = {
    participant: 100, person: 'p100', name: 'Lê Quang Vinh', position: 'Chủ tịch UBND tỉnh', capacity: 'member', duties: ['chair'], chair: true, secretary: false, votes: true, replaces: null, presence: 'room', checked_in_at: null, checked_out_at: null,
  } satisfies Objects['me'];
  presence.value = { on: [100, 101, 102, 103, 104, 105, 107, 108, 110, 111, 112], following: 22, screens: 1 };
  const poll = v['poll/31'] as Objects['poll'] | undefined;
  if (poll?.state !== 'open') return;
  v['poll/31'] = { ...poll, voted: 19 };
  mine['me/ballot/31'] = { poll: 31, entitled: true, reason: null, choice: 'yes', text: '', at: poll.opened_at, marks: [], receipt: null, voter: 100, name: 'Lê Quang Vinh', weight: 1 } satisfies Objects['me/ballot'];
  for (const id of [106, 108, 109, 110, 111, 112]) {
    v[`voted/31/${id}`] = { poll: 31, participant: id, name: (v[`person/${id}`] as Objects['person']).name, voted: false, at: null } satisfies Objects['voted'];
  }
}
