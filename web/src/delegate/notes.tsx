/** My notes of this meeting, by paper and page; each leads to its page. */
import { go, path } from '../app/router';
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { standing, type NoteOp } from '../store/notes';
import { item, meeting, papers, type Paper } from '../store/select';
import { Empty, plain } from '../ui/bits';
import { Icon } from '../ui/icons';

export function Notes() {
  const all = standing.value;
  const with_ = papers.value.filter((paper) => all.some((one) => one.version === paper.version));
  if (with_.length === 0) return <Empty title={t('notes.empty')} icon="note">{t('notes.empty.hint')}</Empty>;
  return (
    <div class="groups">
      <p class="second private"><Icon name="lock" size={20} />{t('notes.private')}</p>
      {with_.map((paper) => <OnPaper key={paper.id} paper={paper} notes={all.filter((one) => one.version === paper.version)} />)}
    </div>
  );
}

function OnPaper({ paper, notes }: { paper: Paper; notes: NoteOp[] }) {
  const pages = [...new Set(notes.map((one) => one.page))].sort((a, b) => a - b);
  return (
    <section class="group">
      <h3><span class="row-number">{item(paper.item)?.number}</span><span class="clamped">{kept(paper.title)}</span></h3>
      <ul class="papers">{pages.map((page) => <OnPage key={page} paper={paper} page={page} notes={notes.filter((one) => one.page === page)} />)}</ul>
    </section>
  );
}

function OnPage({ paper, page, notes }: { paper: Paper; page: number; notes: NoteOp[] }) {
  const href = path.reader(meeting.value!.id, paper.id, page);
  const texts = notes.filter((one) => one.kind === 'note' && one.text);
  const inked = notes.some((one) => one.kind === 'ink');
  return (
    <li class="paper-row">
      <a href={href} onClick={(event) => { if (plain(event)) { event.preventDefault(); go(href); } }}>
        <Icon name={texts.length ? 'note' : 'pen'} />
        <span class="paper-words">
          {texts.map((one) => <span key={one.op} class="paper-title">{one.text}</span>)}
          <span class="second">{t('notes.page', { page })}{inked ? ` · ${t('notes.ink')}` : ''}</span>
        </span>
        <Icon name="next" size={22} class="chevron" />
      </a>
    </li>
  );
}
