/** A deadline in words: how long still, or how long ago. */
import { t, tn } from '../i18n';
import { date, time } from '../i18n/format';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const SOON = DAY;

/** "17:00, 24/11/2026" */
export const moment = (at: number, offset?: number): string => `${time(at, offset)}, ${date(at, offset)}`;

/** "Còn 2 ngày 3 giờ", "Quá hạn 40 phút" */
export const left = (deadline: number, now: number): string =>
  deadline >= now ? t('written.left', { span: span(deadline - now) }) : t('written.over', { span: span(now - deadline) });

function span(ms: number): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  if (days > 0) return [tn('written.days', days), hours > 0 ? tn('duration.hours', hours) : ''].filter(Boolean).join(' ');
  if (ms >= HOUR) return [tn('duration.hours', hours), ms % HOUR >= MINUTE ? tn('duration.minutes', Math.floor((ms % HOUR) / MINUTE)) : ''].filter(Boolean).join(' ');
  return tn('duration.minutes', Math.max(1, Math.ceil(ms / MINUTE)));
}
