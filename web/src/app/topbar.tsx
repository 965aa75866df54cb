/**
 * The white bar at the top of every screen of one's own: back, where I am, connection, time, and the personal menu.
 * `title` may be two lines (`under`); `children` stand before the connection (tabs of papers, tools).
 */
import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import { initials } from '../i18n/format';
import { TimeOfDay } from '../ui/bits';
import { IconButton } from '../ui/button';
import { ConnectionBadge } from '../ui/connection';
import { account } from './session';
import { openMenu } from './menu';
import { up } from './router';

export function TopBar({ title, under, back = up, tools, children }: {
  title: ComponentChildren; under?: ComponentChildren; back?: (() => void) | null; tools?: ComponentChildren; children?: ComponentChildren;
}) {
  return (
    <header class="topbar">
      {back && <IconButton icon="back" label={t('ui.back')} onClick={back} />}
      <div class="where">
        <div class="where-title">{title}</div>
        {under && <div class="where-under">{under}</div>}
      </div>
      {children}
      <div class="topbar-end">
        <ConnectionBadge />
        <TimeOfDay />
        {tools}
        <MenuButton />
      </div>
    </header>
  );
}

/** My initials: opens language, theme, text size, password, sign out. */
export function MenuButton() {
  const name = account.value?.person?.name ?? '';
  return (
    <button type="button" class="avatar" aria-label={`${initials(name)}: ${t('menu.open', { name })}`} aria-haspopup="dialog" onClick={openMenu}>
      <span aria-hidden="true">{initials(name) || '…'}</span>
    </button>
  );
}
