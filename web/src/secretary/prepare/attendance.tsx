/** The check-in list, as the chair's console has it. */
import { Attendance } from '../../chair/attendance';
import { t } from '../../i18n';
import { meeting } from '../../store/select';
import { Empty } from '../../ui/bits';

export function AttendancePart() {
  const early = meeting.value?.phase === 'draft';
  return (
    <section class="part-page narrow">
      <h1>{t('prep.name.attendance')}</h1>
      {early ? <Empty icon="people" title={t('attendance.early')}>{t('attendance.early.hint')}</Empty> : <Attendance />}
    </section>
  );
}
