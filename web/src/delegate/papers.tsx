/** All papers of the meeting, by item. */
import { computed } from '@preact/signals';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { items, meeting, papersOf } from '../store/select';
import { OfflineLine } from '../app/offline-line';
import { readiness } from '../offline/state';
import { Empty } from '../ui/bits';
import { PaperRow } from './paper-row';

/** The line has its place before it has words, so that nothing moves when they come. */
const offers = computed(() => readiness.value.is !== 'off' || (meeting.value?.phase !== 'closed' && meeting.value?.phase !== 'cancelled'));

export function Papers() {
  const with_ = items.value.filter((item) => papersOf(item.id).length > 0);
  if (with_.length === 0) return <Empty title={t('papers.empty')} icon="paper">{t('papers.empty.hint')}</Empty>;
  return (
    <div class="groups">
      {offers.value && <div class="offline-place"><OfflineLine /></div>}
      {with_.map((item) => (
        <section key={item.id} class={`group ${item.state}`}>
          <h3><span class="row-number">{item.number}</span><span class="clamped">{kept(item.title)}</span></h3>
          <ul class="papers">{papersOf(item.id).map((paper) => <PaperRow key={paper.id} paper={paper} />)}</ul>
        </section>
      ))}
    </div>
  );
}
