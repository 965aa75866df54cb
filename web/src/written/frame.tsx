/** Title, deadline and what closes a consultation, as fields; for creating and editing it. */
import { t } from '../i18n';
import type { Commands } from '../protocol';
import { Day, Field, Hour, startOf } from '../secretary/prepare/frame';

type Closes = NonNullable<Commands['meeting.create']['closes']>;
export interface FrameDraft { title: string; date: string; time: string; closes: Closes }

const CLOSES = ['deadline', 'answered'] as const;
const DAYS = 3 * 86_400_000;

export const blank = (): FrameDraft => ({ title: '', date: new Date(Date.now() + DAYS).toISOString().slice(0, 10), time: '17:00', closes: [] });

export function draftOf({ title, deadline, closes }: { title: string; deadline: number | null; closes: readonly string[] }, offset: number): FrameDraft {
  const at = new Date((deadline ?? Date.now() + DAYS) + offset * 60_000).toISOString();
  return { title, date: at.slice(0, 10), time: at.slice(11, 16), closes: CLOSES.filter((one) => closes.includes(one)) };
}

/** As the server takes them, or null while something is missing. */
export function frameOf(draft: FrameDraft, offset: number): { title: string; deadline: number; closes: Closes } | null {
  const deadline = startOf(draft, offset);
  return draft.title.trim() && !Number.isNaN(deadline) ? { title: draft.title.trim(), deadline, closes: draft.closes } : null;
}

/** The deadline: day and time of day. */
export function When({ draft: { date, time }, onChange }: { draft: Pick<FrameDraft, 'date' | 'time'>; onChange: (change: Pick<FrameDraft, 'date' | 'time'>) => void }) {
  return (
    <div class="wr-when">
      <Field label={t('written.day')}><Day value={date} onChange={(next) => onChange({ date: next, time })} /></Field>
      <Field label={t('written.hour')}><Hour value={time} onChange={(next) => onChange({ date, time: next })} /></Field>
    </div>
  );
}

export function FrameFields({ draft, onChange }: { draft: FrameDraft; offset: number; onChange: (draft: FrameDraft) => void }) {
  const set = (change: Partial<FrameDraft>): void => onChange({ ...draft, ...change });
  const flip = (one: (typeof CLOSES)[number], on: boolean): void => set({ closes: CLOSES.filter((other) => (other === one ? on : draft.closes.includes(other))) });
  return (
    <div class="wr-fields">
      <Field label={t('written.about')} wide>
        <textarea rows={3} maxLength={500} value={draft.title} required placeholder={t('written.about.example')} onInput={(event) => set({ title: event.currentTarget.value.replace(/\n/g, ' ') })} />
      </Field>
      <When draft={draft} onChange={set} />
      <fieldset class="wr-closes">
        <legend class="field-label">{t('written.closes')}</legend>
        {CLOSES.map((one) => (
          <label key={one} class="wr-check"><input type="checkbox" checked={draft.closes.includes(one)} onChange={(event) => flip(one, event.currentTarget.checked)} /><span>{t(`written.closes.${one}`)}</span></label>
        ))}
        <p class="second">{t('written.closes.hand')}</p>
      </fieldset>
    </div>
  );
}
