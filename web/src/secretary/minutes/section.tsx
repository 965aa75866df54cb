/** One part: what the journal says, locked and ruled off, then the places for the secretary's own text. */
import { go } from '../../app/router';
import { t, tRefusal } from '../../i18n';
import { kept, timeWithSeconds } from '../../i18n/format';
import { me, record } from '../../store/select';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import type { Fact, Facts, Section } from './facts';
import { nameOf, partPath, wantsConclusion } from './parts';
import { cell, save, settle, type } from './prose';

export function SectionPage({ facts, section }: { facts: Facts; section: Section }) {
  const next = facts.sections[facts.sections.indexOf(section) + 1];
  return (
    <>
      <p class="mn-over">{overLine(section)}</p>
      <h1>{nameOf(section)}</h1>
      <p class="mn-locked"><Icon name="lock" size={20} />{t('minutes.locked')}</p>
      {section.facts.length === 0 && <p class="mn-fact none">{t('minutes.no-facts')}</p>}
      {section.facts.map((one, i) => <FactLine key={`${one.code}/${i}`} fact={one} />)}
      {section.prose.map((key) => <Field key={key} id={key} needed={key.startsWith('conclusion/') && wantsConclusion(section)} />)}
      {next && <div class="mn-next"><Button onClick={() => { go(partPath(next), true); document.querySelector('.mn-main')?.scrollTo(0, 0); }}>{t(next.kind === 'item' ? 'minutes.next-item' : 'minutes.next-part')}<Icon name="next" /></Button></div>}
    </>
  );
}

function overLine(section: Section): string {
  if (section.kind !== 'item') return t(section.kind === 'end' ? 'minutes.end' : 'minutes.general');
  const when = section.from ? ` · ${section.from}${section.to ? `–${section.to}` : ''}` : '';
  return `${t('minutes.item', { number: section.number ?? '' })}${when}`;
}

const FactLine = ({ fact }: { fact: Fact }) => (
  <p class="mn-fact" lang="vi">
    {fact.label && <b>{fact.label}: </b>}
    {fact.runs.map(([text, weight], i) => (weight === 'b' ? <strong key={i}>{text}</strong> : weight === 'i' ? <em key={i}>{text}</em> : <span key={i}>{kept(text)}</span>))}
  </p>
);

function Field({ id, needed }: { id: string; needed: boolean }) {
  const now = cell(id);
  const kind = id.split('/')[0] as 'conclusion' | 'recipients';
  const frozen = !me.value?.secretary || (record.value !== undefined && record.value.state !== 'draft');
  if (frozen) return <div class="mn-field"><span class="mn-label">{t(`minutes.prose.${kind}`)}</span>{now.text ? <p class="mn-frozen" lang="vi">{now.text}</p> : <p class="mn-frozen none">{t('minutes.no-text')}</p>}</div>;
  return (
    <div class={`mn-field ${now.is}`}>
      <label>
        <span class="mn-label">{t(`minutes.prose.${kind}`)}{needed && <span class="mn-needed">{t(now.text.trim() ? 'minutes.has' : 'minutes.needed')}</span>}</span>
        <textarea lang="vi" rows={kind === 'recipients' ? 4 : 3} maxLength={50_000} value={now.text} placeholder={t(`minutes.hint.${kind}`)} onInput={(event) => type(id, event.currentTarget.value)} onBlur={() => void save(id)} />
      </label>
      {now.is === 'failed' && <p class="mn-unsaved"><span class="reason" role="alert">{t('minutes.not-saved', { why: now.refusal ? tRefusal(now.refusal.code, now.refusal.args) : '' })}</span><Button size="small" icon="reload" onClick={() => void save(id)}>{t('ui.retry')}</Button></p>}
      {now.is === 'conflict' && <Conflict id={id} theirs={now.theirs?.text ?? ''} />}
    </div>
  );
}

/** Somebody else wrote here meanwhile: both texts stand until one is taken. */
function Conflict({ id, theirs }: { id: string; theirs: string }) {
  return (
    <div class="mn-conflict" role="alert">
      <p><b>{t('minutes.conflict')}</b></p>
      <p class="mn-theirs" lang="vi">{theirs || t('minutes.no-text')}</p>
      <div class="form-acts">
        <Button onClick={() => settle(id, 'mine')}>{t('minutes.keep-mine')}</Button>
        <Button onClick={() => settle(id, 'theirs')}>{t('minutes.take-theirs')}</Button>
      </div>
    </div>
  );
}

/** Where the record stands after it was finalised: secretary, chair, store. */
export function OrderLine() {
  const now = record.value;
  if (!now || now.state === 'draft') return null;
  const signed = (role: 'secretary' | 'chair') => now.signatures.find((one) => one.role === role);
  const due = signed('secretary') ? 'chair' : 'secretary';
  return (
    <ol class="mn-order" aria-label={t('minutes.order')}>
      <li class="done"><Icon name="lock" size={22} /><span>{t('minutes.order.final', { notation: now.notation ?? '' })}</span></li>
      {(['secretary', 'chair'] as const).map((role) => {
        const mark = signed(role);
        return <li key={role} class={mark ? 'done' : due === role ? 'due' : ''}><Icon name={mark ? 'check' : due === role ? 'sign' : 'circle'} size={22} /><span>{t(`minutes.order.${role}`)}<small>{mark ? t('minutes.order.signed', { name: mark.name, time: timeWithSeconds(mark.signed_at) }) : t(due === role ? 'minutes.order.due' : 'minutes.order.later')}</small></span></li>;
      })}
      <li class={now.document ? 'done' : ''}><Icon name={now.document ? 'archive' : 'circle'} size={22} /><span>{t('minutes.order.filed')}</span></li>
    </ol>
  );
}
