/** Filling in a ballot, and the figures and codes that are shown of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METHODS, PEOPLE } from '../dev/votes';
import common_en from '../src/i18n/en/common.json';
import common_vi from '../src/i18n/vi/common.json';
import voting_vi from '../src/i18n/vi/voting.json';
import { pretendWords } from '../src/i18n';
import { filled, isBlank, missing, moved, toggled, toSend, withValue } from '../src/delegate/kinds/marks';
import { sendWords } from '../src/delegate/kinds/words';
import { amount, receiptCode, stage } from '../src/ui/figures';

const vi = (): void => pretendWords({ ...common_vi, ...voting_vi }, 'vi');
const { approval, each, options, ranked, score } = METHODS;

test('options: several up to the most, a single one gives way', () => {
  assert.deepEqual(toggled(approval, [1], 3), [1, 3]);
  assert.deepEqual(toggled(approval, [1, 3], 2), [1, 3], 'no more than the most');
  assert.deepEqual(toggled(approval, [1, 3], 1), [3]);
  assert.deepEqual(toggled(options, [1], 2), [2]);
  assert.deepEqual(toSend(approval, [3, 1]), [1, 3], 'in the order of the ballot');
});

test('a ranking keeps its order; places change by one', () => {
  assert.deepEqual(moved([3, 1, 2], 1, -1), [1, 3, 2]);
  assert.deepEqual(moved([3, 1, 2], 3, -1), [3, 1, 2]);
  assert.deepEqual(moved([3, 1, 2], 1, 1), [3, 2, 1]);
  assert.deepEqual(toSend(ranked, [3, 1]), [3, 1]);
});

test('each and score have a value for every option; blank where nothing is said', () => {
  assert.deepEqual(filled(each, null), [-1, -1, -1, -1]);
  assert.deepEqual(filled(score, []), [0, 0, 0]);
  assert.ok(isBlank(each, filled(each, null)));
  assert.deepEqual(toSend(score, [0, 0, 0]), []);
  assert.deepEqual(toSend(each, withValue(filled(each, null), 1, 0)), [-1, 0, -1, -1]);
});

test('a blank ballot only where the method lets it be', () => {
  assert.equal(missing(approval, []), 0);
  assert.equal(missing(options, []), 1);
  assert.equal(missing({ ...approval, least: 2 }, [1]), 1);
  assert.equal(missing(each, [-1, -1, -1, -1]), 1);
  assert.equal(missing(each, [-1, 0, -1, -1]), 0);
});

test('the send button repeats what is filled in', () => {
  vi();
  assert.equal(sendWords(approval, [1, 3]), 'Gửi phiếu: 2 trong 5 người');
  assert.equal(sendWords({ ...approval, kind: 'options', options: PEOPLE.slice(0, 3) }, [1, 3]), 'Gửi phiếu: 2 trong 3 phương án');
  assert.equal(sendWords(approval, []), 'Gửi phiếu trắng');
  assert.equal(sendWords(options, [2]), 'Gửi phiếu: Xây mới tại khu đô thị phía Đông');
  assert.equal(sendWords(ranked, [3, 1, 2]), 'Gửi phiếu: xếp 3 trong 5');
  assert.equal(sendWords(each, [1, 1, 0, -1]), 'Gửi phiếu: 2 đồng ý, 1 không đồng ý');
  assert.equal(sendWords(score, [4, 9, 0]), 'Gửi phiếu: tổng 13 điểm');
});

test('amounts are exact: decimals where they end, else fractions', () => {
  vi();
  assert.equal(amount(23), '23');
  assert.equal(amount(5, 2), '2,5');
  assert.equal(amount(1_234_567, 1_000), '1.234,567');
  assert.equal(amount(7, 3), '2\u00a01/3');
  assert.equal(amount(2, 3), '2/3');
  assert.equal(stage(1_256_999), '12,56', 'cut off, never rounded up');
  pretendWords(common_en, 'en');
  assert.equal(amount(5, 2), '2.5');
});

test('a receipt is read in two groups of four', () => {
  assert.equal(receiptCode('0000000000ffff'), '0000-0000');
  assert.equal(receiptCode('ffffffffff'), 'ZZZZ-ZZZZ');
  assert.match(receiptCode('8f3a91c2d4e5'), /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.ok(receiptCode('8f3a91c2d4') !== receiptCode('8f3a91c2d5'));
});
