/** Small pieces: digits in cells, badges, tabs, the time of day, empty / error / loading, bands. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { time } from '../i18n/format';
import { minute } from '../net/clock';
import { Icon, type IconName } from './icons';

/** The font has no equal-width figures: each digit stands in its own cell, so clocks do not jitter. */
export function Digits({ text, class: extra = '' }: { text: string; class?: string }) {
  return (
    <span class={`digits ${extra}`}>
      <span class="unseen">{text}</span>
      {[...text].map((one, i) => <span key={i} aria-hidden="true" class={/\d/.test(one) ? 'digit' : one === '+' ? 'sign' : 'mark'}>{one}</span>)}
    </span>
  );
}

export type Tone = 'live' | 'soft' | 'quiet' | 'warn' | 'no' | 'yes' | 'call';

export function Badge({ tone = 'quiet', icon, children }: { tone?: Tone; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={`badge ${tone}`}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </span>
  );
}

/** Time of day by the server's clock. */
export const TimeOfDay = () => <time class="time-of-day">{time(minute.value)}</time>;

export interface Tab { id: string; word: string; href: string; short?: string }

/** Tabs that are places: links, so that each has its address. */
export function Tabs({ tabs, current, label, onGo }: { tabs: Tab[]; current: string; label: string; onGo: (href: string) => void }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.id} href={tab.href} aria-current={tab.id === current ? 'page' : undefined} data-short={tab.short ? '' : undefined}
          onClick={(event) => { if (plain(event)) { event.preventDefault(); onGo(tab.href); } }}>
          {tab.short ? <><span class="long">{tab.word}</span><span class="short">{tab.short}</span></> : tab.word}
        </a>
      ))}
    </nav>
  );
}

/** A click that means "go", not "open in a new tab". */
export const plain = (event: MouseEvent): boolean => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;

/** Who will fill it, and when. */
export function Empty({ title, children, icon }: { title: string; children?: ComponentChildren; icon?: IconName }) {
  return (
    <div class="empty">
      {icon && <Icon name={icon} size={28} />}
      <h3>{title}</h3>
      {children && <p>{children}</p>}
    </div>
  );
}

/** What happened, what is safe, what to do, and a short code. */
export function Trouble({ title, children, code, onRetry }: { title: string; children?: ComponentChildren; code?: string; onRetry?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <Icon name="warn" size={28} />
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {onRetry && <button type="button" class="button plain normal" onClick={onRetry}><Icon name="reload" /><span class="words">{t('ui.retry')}</span></button>}
      {code && <p class="code">{t('ui.code', { code })}</p>}
    </div>
  );
}

/** Skeleton after 300 ms, words after 3 s. */
export function Loading({ word }: { word?: string }) {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const timers = [setTimeout(() => setStage(1), 300), setTimeout(() => setStage(2), 3_000)];
    return () => timers.forEach(clearTimeout);
  }, []);
  if (stage === 0) return <div class="loading" aria-busy="true" />;
  return (
    <div class="loading" aria-busy="true">
      <div class="bones" aria-hidden="true"><i /><i /><i /><i /></div>
      <p role="status">{stage === 2 ? (word ?? t('ui.loading')) : ''}</p>
    </div>
  );
}

/** A band over the page that stays until its cause ends. */
export function Band({ tone = 'warn', icon, children }: { tone?: 'warn' | 'no' | 'soft'; icon: IconName; children: ComponentChildren }) {
  return (
    <div class={`band ${tone}`} role="status">
      <Icon name={icon} />
      <span>{children}</span>
    </div>
  );
}

/** Cast for lists of choices. */
export const CHOICE_ICON = { yes: 'check', no: 'cross', abstain: 'dash', other: 'speech' } as const;

/** The sign of a choice: colour is never alone. */
export function ChoiceSign({ choice, size = 44 }: { choice: keyof typeof CHOICE_ICON; size?: number }) {
  return (
    <span class={`choice-sign ${choice}`} style={{ '--size': `${size}px` }}>
      <Icon name={CHOICE_ICON[choice]} size={Math.round(size * 0.58)} />
    </span>
  );
}
