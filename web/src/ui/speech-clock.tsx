/** The clock of a speech, ticking from the server's times: running, last minute, over time, paused, no limit. */
import { t } from '../i18n';
import { clock } from '../i18n/format';
import { second } from '../net/clock';
import type { Objects } from '../protocol';
import { Digits } from './bits';

export type ClockState = { is: 'running' | 'last' | 'over' | 'paused' | 'free'; ms: number; text: string };

/** What the clock shows at `now`; `ms` is what is left, or has passed when there is no limit. */
export function speech(floor: Objects['floor'], now: number): ClockState {
  const passed = (floor.paused_at ?? now) - floor.started_at - floor.paused_ms;
  const left = Math.ceil((floor.seconds * 1000 - passed) / 1000) * 1000;
  if (floor.paused_at) return { is: 'paused', ms: left, text: clock(floor.seconds ? left : passed) };
  if (floor.seconds === 0) return { is: 'free', ms: passed, text: clock(Math.max(0, passed)) };
  if (left < 0) return { is: 'over', ms: left, text: `+${clock(left)}` };
  return { is: left < 60_000 ? 'last' : 'running', ms: left, text: clock(left) };
}

/** Big figure with its word: "Còn lại 02:15", "Hết thời gian +00:20". */
export function SpeechClock({ floor }: { floor: Objects['floor'] }) {
  const state = speech(floor, second.value);
  return (
    <span class={`speech-clock ${state.is}`}>
      <span class="clock-word">{t(`clock.${state.is}`)}</span>
      <Digits text={state.text} />
    </span>
  );
}
