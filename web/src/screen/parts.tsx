/** Pieces of slides: the top line, the foot, titles that step down until they fit, names that do not break. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { duration, kept, time } from '../i18n/format';
import { minute } from '../net/clock';
import type { Objects } from '../protocol';
import { meeting, quorum } from '../store/select';
import { Digits } from '../ui/bits';

/** What the slide is about at the left, the time of day at the right. */
export function Top({ children }: { children?: ComponentChildren }) {
  return (
    <header class="slide-top">
      <p>{children ?? [meeting.value?.unit, meeting.value?.title].filter(Boolean).map((one) => kept(one!)).join(' · ')}</p>
      <Digits text={time(minute.value)} class="now" />
    </header>
  );
}

export const Foot = ({ left, right }: { left?: ComponentChildren; right?: ComponentChildren }) => <footer class="slide-foot"><p>{left}</p><p>{right}</p></footer>;

/** Sizes in px on a screen of 1920; the last one takes what it must. */
const STEPS = [56, 48, 42, 36] as const;

/** A title is never cut: it steps down until it stands in `lines` lines. */
export function Title({ text, lines = 4, steps = STEPS, class: extra = '' }: { text: string; lines?: number; steps?: readonly number[]; class?: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  const round = useMeasured();
  useLayoutEffect(() => { if (ref.current) settle(ref.current, lines, steps); }, [text, lines, round]);
  return <h1 ref={ref} class={`title ${extra}`}>{kept(text)}</h1>;
}

/** A number that changes when what was measured may be something else: the fonts have come, or the screen changed its size. */
export function useMeasured(): number {
  const [round, again] = useState(0);
  useEffect(() => {
    const measure = (): void => again((n) => n + 1);
    void document.fonts.ready.then(measure);
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return round;
}

function settle(element: HTMLElement, lines: number, steps: readonly number[]): void {
  for (const step of steps) {
    element.style.fontSize = `${step / 16}rem`;
    const line = parseFloat(getComputedStyle(element).lineHeight);
    if (element.scrollHeight <= line * (lines + 0.4)) return;
  }
}

/** A person's name stays in one piece. */
export const whole = (name: string): string => name.replace(/ /g, '\u00a0');

/** "Có mặt 25/27 thành viên · 4 trực tuyến" */
export function presentWords(): string {
  const now = quorum.value;
  if (!now) return '';
  const here = t('screen.present', { present: now.present, members: now.members });
  return now.online ? `${here} · ${tn('screen.online', now.online)}` : here;
}

/** "Nội dung 3: còn 7 phút trong 40 phút" */
export function itemTime(item: Objects['item']): string {
  if (!item.minutes || item.opened_at === null) return t('screen.item', { number: item.number });
  const left = item.minutes - Math.floor(Math.max(0, minute.value - item.opened_at) / 60_000);
  const args = { number: item.number, of: duration(item.minutes) };
  return left >= 0 ? t('screen.item.left', { ...args, left: duration(left) }) : t('screen.item.over', { ...args, over: duration(-left) });
}
