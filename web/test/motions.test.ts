/** What a secretary puts together: methods, rule packs, weights and proxies, before they are sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rule } from '../dev/fixture';
import { draftOf, inKind, lackOf, linesOf, methodOf, moved } from '../src/secretary/prepare/method';
import { holdersFor, weightOf, weightWords } from '../src/secretary/prepare/voter';
import { codeOf, draftOf as ruleDraft, lackOf as ruleLack, ruleOf, secretly } from '../src/secretary/rules/draft';
import type { Objects } from '../src/protocol';

test('a question needs nothing; an election as many marks as seats, unless it says otherwise', () => {
  const question = draftOf();
  assert.equal(lackOf(question), null);
  assert.deepEqual(methodOf(question), { kind: 'question', options: [], least: 1, most: 1, seats: 1, top: 0 });
  const election = { ...inKind(question, 'approval'), options: [' An ', 'Bình', '', 'Chi'], seats: '2' };
  assert.deepEqual(methodOf(election), { kind: 'approval', options: [{ id: 1, text: 'An' }, { id: 2, text: 'Bình' }, { id: 3, text: 'Chi' }], least: 1, most: 2, seats: 2, top: 0 });
  assert.equal(methodOf({ ...election, most: '3' }).most, 3);
  assert.equal(methodOf({ ...election, blank: true }).least, 0);
});

test('every kind makes a method that holds', () => {
  const base = { ...draftOf(), options: ['An', 'Bình', 'Chi'], seats: '1' };
  assert.equal(methodOf(inKind(base, 'options')).most, 1);
  assert.deepEqual([methodOf(inKind(base, 'each')).most, methodOf({ ...inKind(base, 'each'), seats: '' }).seats], [3, 3]);
  assert.equal(methodOf(inKind(base, 'ranked')).most, 3);
  assert.deepEqual([methodOf(inKind(base, 'score')).most, methodOf(inKind(base, 'score')).top], [3, 10]);
  for (const kind of ['options', 'approval', 'each', 'ranked', 'score'] as const) assert.equal(lackOf(inKind(base, kind)), null, kind);
});

test('what is wrong is said before it is sent', () => {
  const base = inKind({ ...draftOf(), options: ['An', 'Bình', 'Chi'] }, 'approval');
  assert.equal(lackOf({ ...base, options: ['An'] }), 'options');
  assert.equal(lackOf({ ...base, options: ['An', 'an'] }), 'twice');
  assert.equal(lackOf({ ...base, seats: '4' }), 'seats');
  assert.equal(lackOf({ ...base, seats: '' }), 'seats');
  assert.equal(lackOf({ ...base, least: '3', most: '2' }), 'limits');
  assert.equal(lackOf({ ...inKind(base, 'score'), top: '101' }), 'top');
});

test('a method that is edited comes back as its fields', () => {
  const made = methodOf({ ...inKind({ ...draftOf(), options: ['An', 'Bình', 'Chi'] }, 'approval'), seats: '2', most: '3' });
  assert.deepEqual(methodOf(draftOf(made)), made);
  const each = methodOf({ ...inKind({ ...draftOf(), options: ['An', 'Bình'] }, 'each'), seats: '1', blank: true });
  assert.deepEqual(methodOf(draftOf(each)), each);
});

test('a pasted list loses its numbers and bullets, and moves by steps', () => {
  assert.deepEqual(linesOf('1. Nguyễn Văn An\n2) Trần  Bình\r\n\n- Lê Chi\n3 Phạm Dũng'), ['Nguyễn Văn An', 'Trần Bình', 'Lê Chi', '3 Phạm Dũng']);
  assert.deepEqual(moved(['a', 'b', 'c'], 1, -1), ['b', 'a', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 1), ['a', 'b', 'c']);
});

test('weights as people write them, in lowest terms', () => {
  assert.deepEqual(weightOf('3/2'), { p: 3, q: 2 });
  assert.deepEqual(weightOf('1,5'), { p: 3, q: 2 });
  assert.deepEqual(weightOf('0.5'), { p: 1, q: 2 });
  assert.deepEqual(weightOf('20'), { p: 20, q: 1 });
  for (const bad of ['0', '', '-1', '1/3/4', '1/11', 'abc', '0/5', '99999']) assert.equal(weightOf(bad), null, bad);
  assert.equal(weightWords({ p: 3, q: 2 }), '3/2');
});

test('a proxy goes one level: who gave one holds none, who holds one gives none', () => {
  const people = [1, 2, 3].map((id) => ({ id, capacity: 'member' }) as Objects['person']);
  const voters = [{ participant: 1, p: 1, q: 1, holder: 2 }];
  assert.deepEqual(holdersFor(3, people, voters).map((one) => one.id), [2]);
  assert.deepEqual(holdersFor(2, people, voters), []);
});

test('a copy of a pack has a code of its own, and secrecy takes away what does not go with it', () => {
  assert.equal(codeOf('Quy chế Sở Y tế (2026)', new Set()), 'quy-che-so-y-te-2026');
  assert.equal(codeOf('Hội đồng', new Set(['hoi-dong'])), 'hoi-dong-2');
  const draft = ruleDraft(rule, { vi: 'Của đơn vị', en: '' }, 'cua-don-vi');
  assert.equal(ruleLack(draft), null);
  const secret = ruleOf(secretly({ ...draft, silence: 'yes', shown: 'figures' }, false));
  assert.deepEqual([secret.named, secret.choices.includes('other'), secret.published, secret.tie, secret.silence, secret.shown], [false, false, 'totals', 'not_carried', 'none', 'voted']);
  assert.deepEqual(ruleOf(draft).quorum, rule.quorum);
  assert.deepEqual(ruleOf({ ...draft, quorum: 'none' }).quorum, { p: 0, q: 1 });
  assert.equal(ruleLack({ ...draft, p: '2', q: '2' }), 'share');
  assert.equal(ruleLack({ ...draft, majority: 'at_least', p: '2', q: '2' }), null);
  assert.deepEqual(ruleOf({ ...draft, labels: { yes: { vi: 'Đồng ý', en: '' } } }).labels, [{ choice: 'yes', vi: 'Đồng ý', en: 'Đồng ý' }]);
});
