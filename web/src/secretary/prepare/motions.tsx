/** Motions put ready under their items: the question, and the rule by its name with its source. */
import { useState } from 'preact/hooks';
import { t, tn } from '../../i18n';
import { kept } from '../../i18n/format';
import { items, motions, motionsOf, type Item, type Motion } from '../../store/select';
import { Badge, Empty } from '../../ui/bits';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { ActSheet } from '../act-sheet';
import { isElection } from './method';
import { MotionSheet } from './motion-sheet';
import { ruleName, ruleNeeds } from './packs';
import { mayArrange } from './phases';

type Open = { is: 'new'; item: Item } | { is: 'edit' | 'remove'; motion: Motion } | null;

export function MotionsPart() {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <section class="part-page">
      <div class="part-head">
        <h1>{t('prep.name.motions')}</h1>
        <p class="second">{motions.value.length ? tn('prep.motions', motions.value.length) : t('motions.how')} <a class="rule-link" href="/rules">{t('rules.title')}</a></p>
      </div>
      {items.value.length === 0 && <Empty icon="ballot" title={t('pp.no-items')}>{t('pp.no-items.hint')}</Empty>}
      {items.value.map((one) => <ItemMotions key={one.id} item={one} onOpen={setOpen} />)}
      {open?.is === 'new' && <MotionSheet item={open.item} onClose={close} />}
      {open?.is === 'edit' && <MotionSheet motion={open.motion} onClose={close} />}
      {open?.is === 'remove' && <ActSheet title={t('motions.remove.ask')} body={kept(open.motion.text)} yes={t('motions.remove')} no={t('motions.keep')} cmd="voting.remove_motion" args={{ motion: open.motion.id }} danger onClose={close} />}
    </section>
  );
}

function ItemMotions({ item, onOpen }: { item: Item; onOpen: (open: Open) => void }) {
  return (
    <section class={`pp-item depth-${item.depth}`} aria-label={t('motions.of', { number: item.number })}>
      <header class="pp-head">
        <span class="pp-number">{item.number}</span>
        <h2 class="pp-title">{kept(item.title)}</h2>
        {mayArrange.value && <Button size="small" icon="plus" label={t('motions.add.name', { number: item.number })} onClick={() => onOpen({ is: 'new', item })}>{t('motions.add')}</Button>}
      </header>
      <ul class="pp-list">{motionsOf(item.id).map((one) => <MotionLine key={one.id} motion={one} onOpen={onOpen} />)}</ul>
    </section>
  );
}

/** "Bầu cử: 3 ứng cử viên, bầu 2" and the names. */
function OptionsOf({ motion }: { motion: Motion }) {
  const { method } = motion;
  return (
    <span class="pp-under"><b>{t(`ballot-kind.${method.kind}`)}</b> · {t(isElection(method.kind) ? 'motions.elects' : 'motions.chooses', { n: method.options.length, seats: method.seats })}: {method.options.map((one) => kept(one.text)).join('; ')}</span>
  );
}

function MotionLine({ motion, onOpen }: { motion: Motion; onOpen: (open: Open) => void }) {
  return (
    <li class="pp-line motion">
      <Icon name="ballot" />
      <span class="pp-words">
        <span class="pp-name">{kept(motion.text)}</span>
        <span class="pp-under">{ruleName(motion.rule)}. {ruleNeeds(motion.rule)}. <cite>{motion.rule.citation}</cite></span>
        {motion.method.kind !== 'question' && <OptionsOf motion={motion} />}
        {(!motion.rule.named || motion.out || motion.follows !== null) && (
          <span class="pp-badges">
            {!motion.rule.named && <Badge tone="soft" icon="lock">{t('vote.secret')}</Badge>}
            {motion.out && <Badge tone="warn" icon="hand">{t('chair.vote.out')}</Badge>}
            {motion.follows !== null && <Badge tone="quiet" icon="redo">{t('chair.round.second')}</Badge>}
          </span>
        )}
      </span>
      {motion.opened ? <Badge tone="soft" icon="lock">{t('motions.opened')}</Badge> : mayArrange.value && (
        <>
          <Button size="small" icon="edit" label={t('motions.edit.name', { text: motion.text })} onClick={() => onOpen({ is: 'edit', motion })}>{t('motions.edit')}</Button>
          <Button size="small" look="quiet" icon="trash" label={t('motions.remove.name', { text: motion.text })} onClick={() => onOpen({ is: 'remove', motion })} />
        </>
      )}
    </li>
  );
}
