/** Numbers, dates and times as they are written in Vietnamese and in English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import common_en from '../src/i18n/en/common.json';
import common_vi from '../src/i18n/vi/common.json';
import { pretendWords, tRefusal } from '../src/i18n';
import { bytes, clock, date, duration, initials, longDate, number, span, time, timeWithSeconds, zone } from '../src/i18n/format';

const MORNING = Date.UTC(2026, 10, 27, 2, 41, 27); // 09:41:27 in Viet Nam

function vi(): void { zone.value = 420; pretendWords(common_vi, 'vi'); }
function en(): void { zone.value = 420; pretendWords(common_en, 'en'); }

test('times are in the offset of the meeting, wherever the device is', () => {
  vi();
  assert.equal(time(MORNING), '09:41');
  assert.equal(timeWithSeconds(MORNING), '09:41:27');
  assert.equal(span(MORNING, MORNING + 44 * 60_000), '09:41–10:25');
});

test('dates', () => {
  vi();
  assert.equal(date(MORNING), '27/11/2026');
  assert.equal(longDate(MORNING), 'Thứ Sáu, 27/11/2026');
  en();
  assert.equal(longDate(MORNING), 'Friday, 27 Nov 2026');
});

test('numbers and sizes', () => {
  vi();
  assert.equal(number(1284), '1.284');
  assert.equal(number(27), '27');
  assert.equal(bytes(1_600_000), '1,5 MB');
  en();
  assert.equal(number(1284000), '1,284,000');
});

test('durations', () => {
  vi();
  assert.equal(duration(40), '40 phút');
  assert.equal(duration(101), '1 giờ 41 phút');
  en();
  assert.equal(duration(61), '1 hour 1 minute');
});

test('clocks', () => {
  assert.equal(clock(135_000), '02:15');
  assert.equal(clock(-20_000), '00:20');
  assert.equal(clock(6_065_000), '1:41:05');
});

test('initials are of the family and the given name', () => assert.equal(initials('Đặng Thị Phương Thảo'), 'ĐT'));

test('a code without words is named, not hidden', () => {
  pretendWords({ 'refusal.unknown': 'Không thực hiện được ({code}).' });
  assert.equal(tRefusal('voting.of_tomorrow'), 'Không thực hiện được (voting.of_tomorrow).');
});
