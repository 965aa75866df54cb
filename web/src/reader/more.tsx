/** The "more" sheet: pages, zoom, note by menu, original, presenting, keys. Every gesture has its button here. */
import { useRef } from 'preact/hooks';
import { openMenu } from '../app/menu';
import { t, type Key } from '../i18n';
import { currentItem, me, type Paper } from '../store/select';
import { Button, IconButton, LinkButton } from '../ui/button';
import { Icon, type IconName } from '../ui/icons';
import { Sheet } from '../ui/sheet';
import { beginNote } from './annotate';
import { present, presented, turnTo } from './follow';
import { canRedo, redo } from './notes/history';
import { clampPage, zoomStep } from './page/geometry';
import { closeThen, layout, sheet, view, zoom } from './state';

interface Props { meeting: string; paper: Paper; version: string; page: number }

export function MoreSheet(props: Props) {
  const close = (): void => { sheet.value = null; };
  return (
    <Sheet open={sheet.value === 'more' || sheet.value === 'go'} title={t('reader.more')} from={layout.value === 'phone' ? 'bottom' : 'side'} class="more-sheet" onClose={close}>
      <GoToPage {...props} />
      <Zoom />
      <Acts {...props} />
    </Sheet>
  );
}

function GoToPage({ paper, page }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const pages = paper.pages.length;
  const submit = (event: Event): void => {
    event.preventDefault();
    const to = clampPage(Number(field.current?.value), pages);
    closeThen(() => { if (to !== page) turnTo(paper.id, to); });
  };
  return (
    <form class="go-page" onSubmit={submit}>
      <label for="go-page">{t('reader.go.label', { pages })}</label>
      <div class="go-row">
        <input id="go-page" ref={field} type="text" inputMode="numeric" autocomplete="off" defaultValue={String(page)} data-focus={sheet.value === 'go' ? '' : undefined} onFocus={(event) => event.currentTarget.select()} />
        <Button type="submit">{t('reader.go')}</Button>
      </div>
    </form>
  );
}

function Zoom() {
  const now = zoom.value;
  return (
    <fieldset class="zoom-row">
      <legend>{t('reader.zoom')}</legend>
      <IconButton icon="minus" look="plain" label={t('reader.zoom.out')} disabled={now <= 1} onClick={() => { zoom.value = zoomStep(now, -1); }} />
      <span role="status">{t('reader.zoom.now', { percent: Math.round(now * 100) })}</span>
      <IconButton icon="plus" look="plain" label={t('reader.zoom.in')} disabled={now >= 3} onClick={() => { zoom.value = zoomStep(now, 1); }} />
      <Button disabled={now === 1} onClick={() => { zoom.value = 1; }}>{t('reader.zoom.fit')}</Button>
    </fieldset>
  );
}

function Acts({ meeting, paper, version, page }: Props) {
  const text = view.value === 'text';
  return (
    <div class="more-acts">
      {layout.value !== 'wide' && <Row icon="grid" word="reader.more.pages" run={() => { sheet.value = 'pages'; }} />}
      <Row icon={text ? 'paper' : 'text'} word={text ? 'reader.text.leave' : 'reader.text'} run={() => { closeThen(() => { view.value = text ? 'page' : 'text'; }); }} />
      {!text && <Row icon="note" word="reader.more.note" run={() => closeThen(() => beginNote({ version, paper: paper.id, page }, 940, 80))} />}
      {canRedo.value && <Row icon="redo" word="reader.more.redo" run={redo} />}
      {mayPresent(paper, page) && <Row icon="screen" word="reader.more.present" run={() => closeThen(() => void present(paper.id, page))} />}
      <LinkButton look="quiet" icon="download" href={`/m/${meeting}/p/${version}/original`} download>{t('reader.more.original')}</LinkButton>
      <Row icon="info" word="reader.more.keys" run={() => { sheet.value = 'keys'; }} />
      <Row icon="gear" word="reader.more.settings" run={() => closeThen(openMenu)} />
    </div>
  );
}

const Row = ({ icon, word, run }: { icon: IconName; word: Key; run: () => void }) => (
  <button type="button" class="menu-act" onClick={run}><Icon name={icon} /><span>{t(word)}</span></button>
);

/** Chair, secretary and the item's presenter may; the server decides. */
function mayPresent(paper: Paper, page: number): boolean {
  const mine = me.value;
  const item = currentItem.value;
  const now = presented.value;
  if (!mine || item?.id !== paper.item || (now?.paper === paper.id && now.page === page)) return false;
  return mine.chair || mine.secretary || item.presenter_id === mine.participant;
}
