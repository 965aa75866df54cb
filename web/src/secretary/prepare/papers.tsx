/** Papers of each item: drop PDFs on an item or choose them, follow them on their way, replace, rename, move, recall. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tn, tRefusal } from '../../i18n';
import { bytes, kept } from '../../i18n/format';
import { items, meeting, papers, papersOf, type Item, type Paper } from '../../store/select';
import { Empty } from '../../ui/bits';
import { Button, LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { partPath } from './parts';
import { mayArrange } from './phases';
import { PaperSheet } from './paper-sheet';
import { again, drop, send, underWay, uploads, type Upload } from './uploads';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function PapersPart() {
  const [open, setOpen] = useState<number | null>(null);
  const there = papers.value.filter((one) => one.recalled === null).length;
  useEffect(guardPage, []);
  return (
    <section class="part-page">
      <div class="part-head">
        <h1>{t('prep.name.papers')}</h1>
        <p class="second">{mayArrange.value ? t('pp.how') : tn('prep.papers', there)}</p>
      </div>
      {items.value.length === 0 && <Empty icon="paper" title={t('pp.no-items')}>{t('pp.no-items.hint')} <a href={partPath('agenda')}>{t('prep.name.agenda')}</a></Empty>}
      {items.value.map((one) => <ItemPapers key={one.id} item={one} onOpen={setOpen} />)}
      {open !== null && <PaperSheet id={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

/** A file let go beside the list must not replace the page; and leaving loses what is on its way. */
function guardPage(): () => void {
  const stop = (event: DragEvent): void => { if (hasFiles(event)) event.preventDefault(); };
  const leaving = (event: BeforeUnloadEvent): void => { if (underWay()) event.preventDefault(); };
  addEventListener('dragover', stop);
  addEventListener('drop', stop);
  addEventListener('beforeunload', leaving);
  return () => { removeEventListener('dragover', stop); removeEventListener('drop', stop); removeEventListener('beforeunload', leaving); };
}

function ItemPapers({ item, onOpen }: { item: Item; onOpen: (paper: number) => void }) {
  const [over, setOver] = useState(false);
  const own = papersOf(item.id);
  const coming = uploads.value.filter((one) => one.item === item.id && one.meeting === meeting.value?.id);
  const may = mayArrange.value;
  const take = (files: FileList | null | undefined): void => { if (files && may) send(meeting.value!.id, item.id, files); };
  return (
    <section class={`pp-item depth-${item.depth} ${over ? 'over' : ''}`} aria-label={t('pp.of', { number: item.number })}
      onDragEnter={(event) => { if (may && hasFiles(event)) setOver(true); }}
      onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); }}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files); }}>
      <header class="pp-head">
        <span class="pp-number">{item.number}</span>
        <h2 class="pp-title">{kept(item.title)}</h2>
        {may && <FileButton multiple label={t('pp.add.name', { number: item.number })} icon="plus" onFiles={take}>{t('pp.add')}</FileButton>}
      </header>
      {(own.length > 0 || coming.length > 0) && (
        <ul class="pp-list">
          {own.map((one) => <PaperLine key={one.id} paper={one} coming={coming.find((up) => up.paper === one.id)} onOpen={onOpen} />)}
          {coming.filter((up) => up.paper === null).map((up) => <li key={up.key} class="pp-line"><Icon name="paper" /><Coming up={up} /></li>)}
        </ul>
      )}
      {over && <p class="pp-drop" role="status">{t('pp.drop', { number: item.number })}</p>}
    </section>
  );
}

function PaperLine({ paper, coming, onOpen }: { paper: Paper; coming: Upload | undefined; onOpen: (paper: number) => void }) {
  const gone = paper.recalled !== null;
  const newer = (files: FileList | null | undefined): void => { if (files?.[0]) send(meeting.value!.id, paper.item, [files[0]], paper); };
  const under = gone ? t('pp.recalled', { reason: paper.recalled ?? '' })
    : [tn('pp.pages', paper.pages.length), bytes(paper.size), paper.number > 1 ? t('pp.version', { n: paper.number }) : ''].filter(Boolean).join(' · ');
  return (
    <li class={`pp-line ${gone ? 'gone' : ''}`}>
      <Icon name={gone ? 'dash' : 'paper'} />
      {coming ? <Coming up={coming} /> : (
        <>
          <span class="pp-words"><span class="pp-name">{kept(paper.title)}</span><span class="pp-under">{under}</span></span>
          {!gone && mayArrange.value && <FileButton label={t('pp.newer.name', { title: paper.title })} icon="upload" onFiles={newer}>{t('pp.newer')}</FileButton>}
          {!gone && <Button size="small" look="quiet" icon="more" label={t('pp.more', { title: paper.title })} onClick={() => onOpen(paper.id)} />}
        </>
      )}
    </li>
  );
}

/** A button that opens the chooser at once: one press, one choice. */
function FileButton({ label, icon, multiple = false, onFiles, children }: { label: string; icon: 'plus' | 'upload'; multiple?: boolean; onFiles: (files: FileList | null) => void; children: string }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" icon={icon} label={label} onClick={() => field.current?.click()}>{children}</Button>
      <input ref={field} type="file" hidden multiple={multiple} accept="application/pdf,.pdf" aria-label={label} tabIndex={-1}
        onChange={(event) => { onFiles(event.currentTarget.files); event.currentTarget.value = ''; }} />
    </>
  );
}

/** On its way: how much is sent, then the server reading it, or why it was not taken. */
function Coming({ up }: { up: Upload }) {
  const percent = Math.floor(up.part * 100);
  const words = { waiting: t('pp.waiting'), sending: t('pp.sending', { percent, size: bytes(up.file.size) }), reading: t('pp.reading'), refused: up.refusal ? tRefusal(up.refusal.code, up.refusal.args) : '' }[up.state];
  return (
    <>
      <span class="pp-words">
        <span class="pp-name">{up.title}</span>
        <span class={up.state === 'refused' ? 'reason' : 'pp-under'} role={up.state === 'refused' ? 'alert' : 'status'}>{words}</span>
        {up.state !== 'refused' && <progress class={up.state} max={100} value={up.state === 'reading' ? undefined : percent} aria-label={words} />}
      </span>
      {up.state === 'refused' && <Button size="small" icon="reload" onClick={() => again(up.key)}>{t('ui.retry')}</Button>}
      {up.state === 'refused' && <Button size="small" look="quiet" onClick={() => drop(up.key)}>{t('pp.put-away')}</Button>}
    </>
  );
}

export const OriginalLink = ({ paper }: { paper: Paper }) => (
  <LinkButton icon="download" href={`/m/${meeting.value!.id}/p/${paper.version}/original`} download>{t('pp.original')}</LinkButton>
);
