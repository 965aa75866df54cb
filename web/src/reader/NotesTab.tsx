/** My notes of this meeting, by paper and page; each leads to its page, where one then browses alone. */
import { go, path } from '../app/router';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { item, meeting, papers, type Paper } from '../store/select';
import { Empty, plain } from '../ui/bits';
import { Icon } from '../ui/icons';
import { pending, standing, type NoteOp } from './notes';
import { browseAlone } from './follow-mark';

export function NotesTab() {
  const all = standing.value;
  const those = papers.value.filter((paper) => all.some((one) => belongs(one, paper)));
  return (
    <div class="groups">
      {those.length === 0
        ? <Empty title={t('notes.empty')} icon="note">{t('notes.empty.hint')}</Empty>
        : <p class="second private"><Icon name="lock" size={20} />{t('notes.private')}</p>}
      {pending.value > 0 && <p class="second private" role="status"><Icon name="upload" size={20} />{tn('reader.note.waiting', pending.value)}</p>}
      {those.map((paper) => <OnPaper key={paper.id} paper={paper} notes={all.filter((one) => belongs(one, paper))} />)}
    </div>
  );
}

const belongs = (note: NoteOp, paper: Paper): boolean => note.version === paper.version || note.paper === paper.id;

function OnPaper({ paper, notes }: { paper: Paper; notes: NoteOp[] }) {
  const places = [...new Map(notes.map((one) => [`${one.version === paper.version}/${one.page}`, one])).values()]
    .sort((a, b) => Number(b.version === paper.version) - Number(a.version === paper.version) || a.page - b.page);
  return (
    <section class="group">
      <h3><span class="row-number">{item(paper.item)?.number}</span><span class="clamped">{kept(paper.title)}</span></h3>
      <ul class="papers">
        {places.map((place) => (
          <OnPage key={`${place.version}/${place.page}`} paper={paper} page={place.page} old={place.version !== paper.version}
            notes={notes.filter((one) => one.version === place.version && one.page === place.page)} />
        ))}
      </ul>
    </section>
  );
}

function OnPage({ paper, page, notes, old }: { paper: Paper; page: number; notes: NoteOp[]; old: boolean }) {
  const href = path.reader(meeting.value!.id, paper.id, Math.min(page, Math.max(1, paper.pages.length)));
  const texts = notes.filter((one) => one.kind === 'note');
  const inked = notes.some((one) => one.kind === 'ink');
  const words = [t('notes.page', { page }), ...(inked ? [t('notes.ink')] : []), ...(old ? [t('reader.note.old')] : [])];
  const open = (event: MouseEvent): void => {
    if (!plain(event)) return;
    event.preventDefault();
    go(href);
    browseAlone();
  };
  return (
    <li class="paper-row">
      <a href={href} onClick={open}>
        <Icon name={texts.length ? 'note' : 'pen'} />
        <span class="paper-words">
          {texts.map((one) => <span key={one.op} class="paper-title note-text">{one.text}</span>)}
          <span class="second">{words.join(' · ')}</span>
        </span>
        <Icon name="next" size={22} class="chevron" />
      </a>
    </li>
  );
}
