/** All papers of the meeting, by item. */
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { items, papersOf } from '../store/select';
import { Empty } from '../ui/bits';
import { PaperRow } from './paper-row';

export function Papers() {
  const with_ = items.value.filter((item) => papersOf(item.id).length > 0);
  if (with_.length === 0) return <Empty title={t('papers.empty')} icon="paper">{t('papers.empty.hint')}</Empty>;
  return (
    <div class="groups">
      {with_.map((item) => (
        <section key={item.id} class={`group ${item.state}`}>
          <h3><span class="row-number">{item.number}</span><span class="clamped">{kept(item.title)}</span></h3>
          <ul class="papers">{papersOf(item.id).map((paper) => <PaperRow key={paper.id} paper={paper} />)}</ul>
        </section>
      ))}
    </div>
  );
}
