/**
 * Opening votes in another way than one by one on the devices: several questions of the item at once, several as one
 * bloc, by show of hands, on paper. What cannot be said together says why; the server decides.
 */
import { useState } from 'preact/hooks';
import { t, tn } from '../i18n';
import { kept } from '../i18n/format';
import { useAct } from '../net/act';
import { item as itemOf, motion as motionOf, motions, pollFrames, type Motion } from '../store/select';
import { Badge } from '../ui/bits';
import { ActButton, Button } from '../ui/button';
import { asksWords } from '../ui/rule';
import { Sheet } from '../ui/sheet';
import { done, type Opening } from './state';
import { open, secretWords } from './vote-dialogs';
import { notEnBloc, notTogether, readyOf, type WhyNot } from './votes';

type Alone = 'seats' | 'hands' | 'paper';
type Way = Alone | 'together' | 'bloc';
const ALONE = ['seats', 'hands', 'paper'] as const;
const MANY = ['together', 'bloc'] as const;

export function OpenVotes({ motion }: { motion: number }) {
  const item = motionOf(motion)?.item ?? 0;
  const ready = readyOf(item, motions.value, pollFrames.value);
  const [ids, setIds] = useState<readonly number[]>([motion]);
  const [alone, setAlone] = useState<Alone>('seats');
  const [many, setMany] = useState<'together' | 'bloc'>('together');
  const [text, setText] = useState(() => t('open.bloc.text', { number: itemOf(item)?.number ?? '' }));
  const act = useAct();
  const chosen = ready.filter((one) => ids.includes(one.id));
  const way: Way = chosen.length > 1 ? many : alone;
  const lacking = lacks(way, chosen, text);
  const send = async (): Promise<void> => {
    const opening = openingOf(way, chosen, text);
    if (!opening || lacking) return;
    const sent = await open(act, opening, 'open');
    if (sent !== 'unsent' && sent.ok) done();
  };
  return (
    <Sheet open title={t('open.title', { number: itemOf(item)?.number ?? '' })} from="middle" class="open-votes" onClose={done}>
      <fieldset class="pick-list">
        <legend class="unseen">{t('open.which')}</legend>
        {ready.map((one) => <Pick key={one.id} motion={one} on={ids.includes(one.id)} onChange={(on) => { act.reset(); setIds(on ? [...ids, one.id] : ids.filter((id) => id !== one.id)); }} />)}
      </fieldset>
      {chosen.length > 1
        ? <Ways name={t('open.several', { n: chosen.length })} value={many} ways={MANY} not={{ together: notTogether(chosen), bloc: notEnBloc(chosen) }} onChoose={setMany} />
        : <Ways name={t('open.alone')} value={alone} ways={ALONE} not={{}} onChoose={setAlone} />}
      {way === 'bloc' && <label class="reason-field"><span>{t('open.bloc.label')}</span><textarea rows={2} maxLength={2000} value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>}
      {chosen.length === 1 && way === 'seats' && <Warning text={secretWords(chosen[0]!.id)} />}
      {lacking && <p class="pick-lacks" role="status">{lacking}</p>}
      <div class="confirm-acts">
        <Button size="big" onClick={done}>{t('ui.cancel')}</Button>
        <ActButton act={act} look="main" size="big" icon="ballot" disabled={lacking !== null} onClick={() => void send()}>{chosen.length > 1 ? tn(`open.do.${many}`, chosen.length) : t('next.vote')}</ActButton>
      </div>
    </Sheet>
  );
}

const Warning = ({ text }: { text: string }) => (text ? <p class="pick-lacks warn">{text}</p> : null);

const whyWords = (why: WhyNot): string => t(`open.not.${why}`);

/** What is still missing before it can be opened, in words; null where nothing is. */
function lacks(way: Way, chosen: readonly Motion[], text: string): string | null {
  if (chosen.length === 0) return t('open.nothing');
  const why = way === 'together' ? notTogether(chosen) : way === 'bloc' ? notEnBloc(chosen) : null;
  if (why) return whyWords(why);
  return way === 'bloc' && !text.trim() ? t('open.bloc.needed') : null;
}

function openingOf(way: Way, chosen: readonly Motion[], text: string): Opening | null {
  const first = chosen[0];
  if (!first) return null;
  const ids = chosen.map((one) => one.id);
  switch (way) {
    case 'together': return { cmd: 'voting.open_together', args: { motions: ids }, motion: first.id };
    case 'bloc': return { cmd: 'voting.open_bloc', args: { motions: ids, text: text.trim() }, motion: first.id };
    default: return { cmd: 'voting.open', args: { motion: first.id, by: way }, motion: first.id };
  }
}

function Pick({ motion, on, onChange }: { motion: Motion; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="pick-line">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="pick-words">
        <span class="pick-text">{kept(motion.text)}</span>
        <span class="pick-under">{[t(`ballot-kind.${motion.method.kind}`), t(motion.rule.named ? 'vote.open-ballot.short' : 'vote.secret'), asksWords(motion.rule)].join(' · ')}</span>
        {motion.out && <Badge tone="warn" icon="hand">{t('chair.vote.out')}</Badge>}
      </span>
    </label>
  );
}

function Ways<W extends Way>({ name, value, ways, not, onChoose }: { name: string; value: W; ways: readonly W[]; not: Partial<Record<W, WhyNot | null>>; onChoose: (way: W) => void }) {
  return (
    <fieldset class="ways">
      <legend>{name}</legend>
      {ways.map((way) => {
        const why = not[way] ?? null;
        return (
          <label key={way} class="way">
            <input type="radio" name="way" checked={way === value} disabled={why !== null} onChange={() => onChoose(way)} />
            <span><span class="way-word">{t(`open.way.${way}`)}</span><small>{why ? whyWords(why) : t(`open.way.${way}.means`)}</small></span>
          </label>
        );
      })}
    </fieldset>
  );
}
