/** One paper in a list: what it is, whether read, new, presented now, recalled. */
import { go, path } from '../app/router';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { notesCount } from '../reader/notes';
import { notHereYet } from '../offline/state';
import { lastPage } from '../store/reading';
import { meeting, stage, type Paper } from '../store/select';
import { Badge, plain } from '../ui/bits';
import { Icon } from '../ui/icons';

export function PaperRow({ paper }: { paper: Paper }) {
  if (paper.recalled !== null) return <Tombstone paper={paper} />;
  const presented = stage.value?.paper === paper.id;
  const fresh = paper.number > 1 && lastPage(paper.version) === null;
  const href = path.reader(meeting.value!.id, paper.id, lastPage(paper.version) ?? 1);
  return (
    <li class="paper-row">
      <a href={href} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(href); } }}>
        <Icon name="paper" />
        <span class="paper-words">
          <span class="paper-title">{kept(paper.title)}</span>
          <span class="second"><span class="on-tablet-inline">PDF · </span>{second(paper)}</span>
        </span>
        {presented && <span class="presented"><Icon name="screen" /><span class="unseen">{t('paper.presented')}</span></span>}
        {fresh && <span class="on-tablet-inline"><Badge tone="soft">{t('paper.new', { n: paper.number })}</Badge></span>}
        {notHereYet(paper.version) && <span class="not-here-yet"><Icon name="cloud" size={22} /><span class="unseen">{t('offline.paper.missing')}</span></span>}
        <Icon name="next" size={22} class="chevron" />
      </a>
    </li>
  );
}

function second(paper: Paper): string {
  const notes = paper.version ? notesCount(paper.version) : 0;
  const read = lastPage(paper.version) !== null;
  const state = notes ? tn('paper.notes', notes) : paper.number > 1 && !read ? t('paper.new.low', { n: paper.number }) : t(read ? 'paper.read' : 'paper.unread');
  return `${tn('paper.pages', paper.pages.length)} · ${state}`;
}

const Tombstone = ({ paper }: { paper: Paper }) => (
  <li class="paper-row recalled">
    <div>
      <Icon name="dash" />
      <span class="paper-words">
        <span class="paper-title">{kept(paper.title)}</span>
        <span class="second">{t('paper.recalled', { reason: paper.recalled ?? '' })}</span>
      </span>
    </div>
  </li>
);
