/** The timetable against the clock: how late the session runs, what is left of an item, how long it has lasted. Pure. */
import type { Objects } from '../protocol';

type Item = Objects['item'];
const MINUTE = 60_000;

/** Minutes behind the plan (negative: ahead): the expected end of what is open against its planned end. */
export function lateBy(items: readonly Item[], now: number): number | null {
  const open = items.find((one) => one.state === 'open');
  if (open?.opened_at) {
    const length = open.minutes * MINUTE;
    return Math.floor((Math.max(now, open.opened_at + length) - open.planned_at - length) / MINUTE);
  }
  const next = items.find((one) => one.state === 'planned');
  return next ? Math.floor((now - next.planned_at) / MINUTE) : null;
}

/** Whole minutes left of an item's time; negative once it is over; null where none is planned. */
export function leftOf(item: Item, now: number): number | null {
  if (!item.minutes || item.opened_at === null) return null;
  return item.minutes - Math.floor(Math.max(0, now - item.opened_at) / MINUTE);
}

/** Milliseconds of session so far, pauses taken off. */
export function lasted(meeting: Objects['meeting'], now: number): number | null {
  if (meeting.started_at === null) return null;
  return Math.max(0, (meeting.closed_at ?? meeting.paused_at ?? now) - meeting.started_at - meeting.paused_ms);
}

/** 1:41 hours and minutes */
export function hours(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
