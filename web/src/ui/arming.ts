/**
 * Nothing moves under the finger: what appears by itself, or takes another's place, is inert for 700 ms and until
 * every finger and pen is up.
 */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';

const INERT = 700;

const down = new Set<number>();
/** How many fingers, pens and buttons are down now. */
export const pointersDown = signal(0);
/** A pen is writing (the reader's ink sets it): sheets wait. */
export const penDown = signal(false);
/** Somebody is typing: sheets wait, and do not take the focus. */
export const typing = signal(false);

const EDITABLE = 'input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, [contenteditable=true]';

/** Begin to watch pointers and typing; called once. */
export function watchHands(): void {
  const count = (): void => { pointersDown.value = down.size; };
  const lift = (event: PointerEvent): void => { down.delete(event.pointerId); count(); };
  addEventListener('pointerdown', (event) => { down.add(event.pointerId); count(); }, true);
  addEventListener('pointerup', lift, true);
  addEventListener('pointercancel', lift, true);
  addEventListener('blur', () => { down.clear(); count(); });
  let watch: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    typing.value = document.activeElement?.matches(EDITABLE) ?? false;
    clearInterval(watch); // a field that is taken away while it has the focus goes without a word
    if (typing.value) watch = setInterval(look, 500);
  };
  addEventListener('focusin', look);
  addEventListener('focusout', () => setTimeout(look));
}

/** Sheets that open by themselves wait for this. */
export const handsFree = (): boolean => !penDown.value && !typing.value;

/** True once what appeared with `key` may be touched. */
export function useArmed(key: unknown, on = true): ReadonlySignal<boolean> {
  const armed = useMemo(() => signal(!on), [key, on]);
  useEffect(() => {
    if (!on) return;
    let late = false;
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      late = true;
      stop = effect(() => { if (late && pointersDown.value === 0) armed.value = true; });
    }, INERT);
    return () => { clearTimeout(timer); stop?.(); };
  }, [key, on]);
  return armed;
}
