/**
 * Buttons. `main` is the one filled button of a screen: it names the act and its object. `plain` has an edge,
 * `quiet` only its words, `room` stands in the navy bar, `call` says that it is your turn.
 *
 * `<ActButton act={...}>` shows what became of a command: same width while sending, spinner after 300 ms, the reason
 * of a refusal under it, "send again" when it was not sent.
 */
import type { ComponentChildren } from 'preact';
import { t, tRefusal } from '../i18n';
import { busy, type Act } from '../net/act';
import { Icon, type IconName } from './icons';

export type Look = 'main' | 'plain' | 'quiet' | 'room' | 'call' | 'danger';

export interface ButtonProps {
  look?: Look;
  icon?: IconName;
  /** Name for readers; needed when there is an icon alone. */
  label?: string;
  size?: 'normal' | 'big' | 'small';
  wide?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  busy?: boolean;
  class?: string;
  children?: ComponentChildren;
  onClick?: (event: MouseEvent) => void;
  type?: 'button' | 'submit';
  [data: `data-${string}`]: string | undefined;
}

export function Button({ look = 'plain', icon, label, size = 'normal', wide, pressed, busy: waiting, class: extra = '', children, ...rest }: ButtonProps) {
  const names = ['button', look, size, wide ? 'wide' : '', children ? '' : 'alone', extra].filter(Boolean).join(' ');
  return (
    <button type="button" class={names} aria-label={label} aria-pressed={pressed} aria-busy={waiting || undefined} title={children ? undefined : label} {...rest}>
      {waiting ? <span class="spinner" /> : icon && <Icon name={icon} />}
      {children && <span class="words">{children}</span>}
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton({ look = 'plain', icon, size = 'normal', wide, children, ...rest }: {
  look?: Look; icon?: IconName; size?: string; wide?: boolean; href: string; download?: string | boolean; onClick?: (event: MouseEvent) => void; children: ComponentChildren;
}) {
  return (
    <a {...rest} class={`button ${look} ${size} ${wide ? 'wide' : ''}`}>
      {icon && <Icon name={icon} />}
      <span class="words">{children}</span>
    </a>
  );
}

/** Icon alone, only for back, search, pages, close and the like; always with a name. */
export function IconButton({ icon, label, ...rest }: { icon: IconName; label: string } & Omit<ButtonProps, 'children' | 'icon' | 'label'>) {
  return <Button icon={icon} label={label} look={rest.look ?? 'quiet'} {...rest} />;
}

/** A button for one command; `tag` tells it apart when several share an act. */
export function ActButton({ act, tag, children, ...rest }: { act: Act; tag?: string } & ButtonProps) {
  const state = tag === undefined || act.last.value === tag ? act.state.value : ({ is: 'idle' } as const);
  return (
    <span class={rest.wide ? 'act wide' : 'act'}>
      <Button {...rest} busy={busy(state)} disabled={rest.disabled || busy(act.state.value)}>
        {state.is === 'unsent' ? t('act.again', { what: String(children) }) : children}
      </Button>
      <ActReason act={act} tag={tag} />
    </span>
  );
}

/** Why not, in one sentence, where the hand just was. */
export function ActReason({ act, tag }: { act: Act; tag?: string | undefined }) {
  const state = act.state.value;
  if (tag !== undefined && act.last.value !== tag) return null;
  if (state.is === 'refused') return <span class="reason" role="alert">{tRefusal(state.code, state.args)}</span>;
  if (state.is === 'unsent') return <span class="reason" role="alert">{t('act.unsent')}</span>;
  return null;
}
