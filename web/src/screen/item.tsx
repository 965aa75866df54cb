/** The open item: its number and whole title; below who speaks, with the clock, and who is next. */
import { t } from '../i18n';
import { kept } from '../i18n/format';
import { second } from '../net/clock';
import type { Objects } from '../protocol';
import { floor, item as itemOf, requests } from '../store/select';
import { Digits } from '../ui/bits';
import { speech } from '../ui/speech-clock';
import { Foot, itemTime, presentWords, Title, Top, whole } from './parts';

export function ItemSlide({ item: id }: { item: number }) {
  const item = itemOf(id);
  if (!item) return null;
  const next = requests.value[0];
  return (
    <main class="slide item-slide">
      <Top />
      <div class="headline">
        <span class="headline-number">{item.number}</span>
        <Title text={item.title} />
      </div>
      <hr />
      {floor.value ? <Speaking floor={floor.value} /> : <Presenting item={item} />}
      <p class="then">{next && <><span class="quiet">{t('screen.next')}</span> {whole(next.name)}{next.position && `, ${kept(next.position)}`}</>}</p>
      <Foot left={presentWords()} right={itemTime(item)} />
    </main>
  );
}

function Speaking({ floor: now }: { floor: Objects['floor'] }) {
  const state = speech(now, second.value);
  return (
    <section class={`speaking ${state.is}`}>
      <div class="speaking-row">
        <div class="who">
          <p class="quiet">{t('screen.speaking')}</p>
          <p class="name">{whole(now.name)}</p>
          <p class="position">{kept(now.position || now.unit)}</p>
        </div>
        <div class="clock">
          <p class="quiet">{t(`clock.${state.is}`)}</p>
          <Digits text={state.text} />
        </div>
      </div>
      <Progress floor={now} ms={state.ms} />
    </section>
  );
}

/** How much of the granted time has passed. */
export function Progress({ floor: now, ms }: { floor: Objects['floor']; ms: number }) {
  const part = now.seconds ? Math.min(1, Math.max(0, 1 - ms / (now.seconds * 1000))) : 0;
  return <div class="progress" aria-hidden="true"><div style={{ width: `${part * 100}%` }} /></div>;
}

/** Nobody speaks: whose item it is. */
function Presenting({ item }: { item: Objects['item'] }) {
  if (!item.presenter) return <section class="speaking" />;
  return (
    <section class="speaking">
      <div class="who">
        <p class="quiet">{t('screen.presents')}</p>
        <p class="name">{whole(item.presenter)}</p>
        <p class="position">{kept(item.presenter_position)}</p>
      </div>
    </section>
  );
}
