/** The frame of a meeting as fields: for creating one and for editing it. Times are the meeting's own wall clock. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { duration, longDate } from '../../i18n/format';
import type { Commands } from '../../protocol';
import { IconButton } from '../../ui/button';
import { dayOf, hourOf } from './written';

export interface FrameDraft { title: string; type: string; number: string; date: string; time: string; minutes: string; place: string; form: Commands['meeting.create']['form'] }
type Frame = Required<Omit<Commands['meeting.create'], 'quorum' | 'deadline' | 'closes'>>;

export const TYPES = ['regular', 'thematic', 'urgent'] as const;
export const FORMS = ['room', 'mixed', 'online'] as const;
const MOST_MINUTES = 24 * 60;

const iso = (ms: number, offset: number): string => new Date(ms + offset * 60_000).toISOString();

/** What stands there now, as fields. */
export const draftOf = (frame: Frame, offset: number): FrameDraft => ({
  title: frame.title, type: frame.type, number: frame.number, place: frame.place, form: frame.form, minutes: String(frame.minutes),
  date: iso(frame.starts_at, offset).slice(0, 10), time: iso(frame.starts_at, offset).slice(11, 16),
});

/** Wall clock to UTC milliseconds; NaN while the fields say no time. */
export const startOf = ({ date, time }: Pick<FrameDraft, 'date' | 'time'>, offset: number): number => Date.parse(`${date}T${time}:00Z`) - offset * 60_000;

/** The fields as the server takes them, or null while something is missing. */
export function frameOf(draft: FrameDraft, offset: number): Frame | null {
  const starts_at = startOf(draft, offset);
  const minutes = Number(draft.minutes);
  if (!draft.title.trim() || !draft.place.trim() || Number.isNaN(starts_at) || !(minutes >= 1 && minutes <= MOST_MINUTES)) return null;
  return { title: draft.title.trim(), type: draft.type, number: draft.number.trim(), starts_at, minutes: Math.round(minutes), place: draft.place.trim(), form: draft.form };
}

export function FrameFields({ draft, offset, onChange }: { draft: FrameDraft; offset: number; onChange: (draft: FrameDraft) => void }) {
  const set = (change: Partial<FrameDraft>): void => onChange({ ...draft, ...change });
  return (
    <div class="frame-fields">
      <Field label={t('frame.title')} wide>
        <textarea rows={2} maxLength={500} value={draft.title} data-focus="" required onInput={(e) => set({ title: e.currentTarget.value.replace(/\n/g, ' ') })} />
      </Field>
      <Field label={t('frame.type')}>
        <select value={draft.type} onChange={(e) => set({ type: e.currentTarget.value })}>{TYPES.map((one) => <option key={one} value={one}>{t(`frame.type.${one}`)}</option>)}</select>
      </Field>
      <Field label={t('frame.number')}><input value={draft.number} maxLength={200} placeholder={t('frame.number.example')} onInput={(e) => set({ number: e.currentTarget.value })} /></Field>
      <Moment draft={draft} onChange={set} />
      <Field label={t('frame.minutes')}><input type="number" min={1} max={MOST_MINUTES} value={draft.minutes} onInput={(e) => set({ minutes: e.currentTarget.value })} /></Field>
      <p class="frame-says wide" role="status">{says(draft, offset)}</p>
      <Field label={t('frame.place')}><input value={draft.place} maxLength={300} required onInput={(e) => set({ place: e.currentTarget.value })} /></Field>
      <Field label={t('frame.form')}>
        <select value={draft.form} onChange={(e) => set({ form: e.currentTarget.value as FrameDraft['form'] })}>{FORMS.map((one) => <option key={one} value={one}>{t(`form.${one}`)}</option>)}</select>
      </Field>
    </div>
  );
}

/** Date and time of day, written as they are written here, whatever the browser's own habit. */
export function Moment({ draft, onChange }: { draft: Pick<FrameDraft, 'date' | 'time'>; onChange: (change: Pick<FrameDraft, 'date' | 'time'>) => void }) {
  return (
    <>
      <Field label={t('frame.date')}><Day value={draft.date} onChange={(date) => onChange({ ...pick(draft), date })} /></Field>
      <Field label={t('frame.time')}><Hour value={draft.time} onChange={(time) => onChange({ ...pick(draft), time })} /></Field>
    </>
  );
}

const pick = ({ date, time }: Pick<FrameDraft, 'date' | 'time'>): Pick<FrameDraft, 'date' | 'time'> => ({ date, time });

/** A day as dd/mm/yyyy, typed or chosen from the browser's calendar. */
export function Day({ value, onChange }: { value: string; onChange: (date: string) => void }) {
  const [typed, setTyped] = useState(dayWords(value));
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => { if (value) setTyped(dayWords(value)); }, [value]);
  const read = (text: string): void => { setTyped(text); onChange(dayOf(text) ?? ''); };
  return (
    <span class="day">
      <input inputMode="numeric" maxLength={10} placeholder={t('frame.date.example')} value={typed} required aria-invalid={dayOf(typed) === null} onInput={(e) => read(e.currentTarget.value)} />
      <IconButton icon="calendar" label={t('frame.calendar')} onClick={() => picker.current?.showPicker?.()} />
      <input ref={picker} class="day-picker" type="date" tabIndex={-1} aria-hidden="true" value={value} onInput={(e) => { if (e.currentTarget.value) onChange(e.currentTarget.value); }} />
    </span>
  );
}

const dayWords = (iso: string): string => iso.split('-').reverse().join('/');

/** The time of day in 24 hours: "8", "830", "8:30" and "08.30" are all understood. */
export function Hour({ value, onChange }: { value: string; onChange: (time: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => { if (value) setTyped(value); }, [value]);
  const read = (text: string): void => { setTyped(text); onChange(hourOf(text) ?? ''); };
  return <input inputMode="numeric" maxLength={5} placeholder="08:00" value={typed} required aria-invalid={hourOf(typed) === null} onInput={(e) => read(e.currentTarget.value)} onBlur={() => setTyped(hourOf(typed) ?? typed)} />;
}

function says(draft: FrameDraft, offset: number): string {
  const start = startOf(draft, offset);
  const minutes = Number(draft.minutes);
  if (Number.isNaN(start) || !(minutes >= 1)) return t('frame.says.nothing');
  const end = iso(start + minutes * 60_000, offset).slice(11, 16);
  return t('frame.says', { day: longDate(start, offset), from: draft.time, to: end, length: duration(minutes) });
}

export const Field = ({ label, wide = false, hint, children }: { label: string; wide?: boolean; hint?: string; children: ComponentChildren }) => (
  <label class={`form-field ${wide ? 'wide' : ''}`}><span class="field-label">{label}</span>{children}{hint && <span class="field-hint">{hint}</span>}</label>
);
