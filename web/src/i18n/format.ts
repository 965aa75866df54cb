/**
 * Numbers, dates and times as they are written here. Times are UTC milliseconds and shown in the meeting's own offset
 * (minutes), so that every seat reads the same wall clock, wherever its device is.
 */
import { signal } from '@preact/signals';
import { lang, t, tn, type Key } from './index';

/** The offset in use: the meeting's while one is open, else this device's. */
export const zone = signal(-new Date().getTimezoneOffset());

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');
const at = (ms: number, offset = zone.value): Date => new Date(ms + offset * 60_000);

/** 09:41 */
export const time = (ms: number, offset?: number): string => {
  const d = at(ms, offset);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
};

/** 09:41:27, on receipts and signatures only. */
export const timeWithSeconds = (ms: number): string => `${time(ms)}:${two(at(ms).getUTCSeconds())}`;

/** 27/11/2026, in English 27 Nov 2026 */
export const date = (ms: number, offset?: number): string => {
  const d = at(ms, offset);
  return lang.value === 'en'
    ? `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`
    : `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`;
};

/** An ISO day (2026-11-27) as 27/11/2026. */
export const day = (iso: string): string => date(Date.parse(iso), 0);

/** Thứ Sáu, 27/11/2026 */
export const longDate = (ms: number, offset?: number): string =>
  `${t(`weekday.${at(ms, offset).getUTCDay()}` as Key)}, ${date(ms, offset)}`;

/** 08:11–08:55 */
export const span = (from: number, to: number): string => `${time(from)}–${time(to)}`;

/** 1.284, in English 1,284 */
export const number = (n: number): string =>
  String(n).replace(/\B(?=(\d{3})+$)/g, lang.value === 'en' ? ',' : '.');

/** 1,5 MB */
export function bytes(n: number): string {
  const mb = n / 1_048_576;
  if (mb < 0.1) return `${number(Math.max(1, Math.round(n / 1024)))} kB`;
  const text = mb < 10 ? mb.toFixed(1) : String(Math.round(mb));
  return `${lang.value === 'en' ? text : text.replace('.', ',')} MB`;
}

/** 40 phút; 1 giờ 41 phút */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return tn('duration.minutes', rest);
  const head = tn('duration.hours', hours);
  return rest === 0 ? head : `${head} ${tn('duration.minutes', rest)}`;
}

/** 02:15; 1:41:05 from an hour on. Give it to <Digits>. */
export function clock(ms: number): string {
  const s = Math.floor(Math.abs(ms) / 1000);
  const h = Math.floor(s / 3600);
  const rest = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return h ? `${h}:${rest}` : rest;
}

/** chờ 4 phút; vừa xong below a minute */
export const waited = (ms: number): string => (ms < 60_000 ? t('wait.now') : t('wait.some', { time: duration(Math.floor(ms / 60_000)) }));

/** "PT" of "Phạm Quốc Tuấn": first of the family name, first of the given name. For the avatar only. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toLocaleUpperCase('vi');
}

/** "giai đoạn 2027–2030", "Điều 14", "Sở Y tế": no break inside. */
export const kept = (text: string): string =>
  text
    .replace(/(giai) (đoạn) (?=\d)/gi, '$1\u00a0$2\u00a0')
    .replace(/(Điều|Khoản|Điểm|tháng|năm|ngày|quý|số|lần|trang) (?=\d)/gi, '$1\u00a0')
    .replace(/\b(Sở) (?=[A-ZĐ])/g, '$1\u00a0');
