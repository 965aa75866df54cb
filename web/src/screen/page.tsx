/** A presented page at full height on the desk, with the presenter's ink; at the left the item, who speaks, the clock. */
import { t } from '../i18n';
import { time } from '../i18n/format';
import { minute, second } from '../net/clock';
import { currentItem, floor, paper as paperOf } from '../store/select';
import { Digits } from '../ui/bits';
import { speech } from '../ui/speech-clock';
import { Progress } from './item';
import { Title } from './parts';
import { Sheet } from './sheet';

export function PageSlide({ paper: id, version, page }: { paper: number; version: string; page: number }) {
  const paper = paperOf(id);
  const item = currentItem.value;
  if (!paper) return null;
  return (
    <main class="slide page-slide">
      <aside class="strip">
        <Digits text={time(minute.value)} class="now" />
        {item && <p class="strip-number">{item.number}</p>}
        <Title text={item?.title ?? paper.title} steps={[42, 36, 34]} lines={item && item.title.length > 90 ? 9 : 7} class="strip-title" />
        <p class="strip-page">{t('screen.page', { page, pages: paper.pages.length })}</p>
        <StripSpeech />
      </aside>
      <Sheet paper={paper} version={version} page={page} />
    </main>
  );
}

function StripSpeech() {
  const now = floor.value;
  if (!now) return null;
  const state = speech(now, second.value);
  return (
    <section class={`strip-speech ${state.is}`}>
      <p class="quiet">{t('screen.speaking')}</p>
      <p class="strip-name">{now.name}</p>
      <Digits text={state.text} />
      <Progress floor={now} ms={state.ms} />
      {state.is !== 'running' && <p class="strip-state">{t(`clock.${state.is}`)}</p>}
    </section>
  );
}
