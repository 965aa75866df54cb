/** The personal menu: language, theme, text size, keys, password, sign out. Settings belong to this device. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { lang, choose, t, type Lang } from '../i18n';
import { Sheet } from '../ui/sheet';
import { Icon } from '../ui/icons';
import { singleKeys, TEXT_SIZES, textSize, theme, type Theme } from '../ui/settings';
import { OfflineLine } from './offline-line';
import { account } from './session';

const open = signal(false);
export const openMenu = (): void => { open.value = true; };

export function Menu() {
  const person = account.value?.person;
  const [Question, setQuestion] = useState<ComponentType | null>(null);
  const leave = (event: SubmitEvent): void => {
    const form = event.currentTarget as HTMLFormElement;
    event.preventDefault();
    import('./sign-out').then((it) => { setQuestion(() => it.SignOutQuestion); return it.askToSignOut(); }).catch(() => form.submit());
  };
  return (
    <>
    <Sheet open={open.value} title={person?.name ?? t('menu.title')} from="side" class="menu" onClose={() => { open.value = false; }}>
      {person && <p class="menu-who">{[person.position, person.unit].filter(Boolean).join(' · ')}</p>}
      <Choice<Lang> label={t('menu.language')} value={lang.value} options={[['vi', 'Tiếng Việt'], ['en', 'English']]} onChoose={(value) => void choose(value)} />
      <Choice<Theme> label={t('menu.theme')} value={theme.value} onChoose={(value) => { theme.value = value; }}
        options={[['light', t('menu.theme.light')], ['dark', t('menu.theme.dark')], ['system', t('menu.theme.system')]]} />
      <Choice label={t('menu.text')} value={textSize.value} options={TEXT_SIZES.map((size) => [size, `${size}%`])} onChoose={(value) => { textSize.value = value; }} />
      <Choice<string> label={t('menu.keys')} value={singleKeys.value ? 'on' : 'off'} options={[['on', t('menu.on')], ['off', t('menu.off')]]}
        onChoose={(value) => { singleKeys.value = value === 'on'; }} />
      <div class="menu-acts">
        <OfflineLine />
        <a class="menu-act" href="/documents"><Icon name="archive" />{t('menu.documents')}</a>
        {account.value?.may_create && <a class="menu-act" href="/rules"><Icon name="gavel" />{t('menu.rules')}</a>}
        <a class="menu-act" href="/password"><Icon name="lock" />{t('menu.password')}</a>
        <form method="post" action="/sign-out" onSubmit={leave}><button type="submit" class="menu-act"><Icon name="exit" />{t('menu.sign-out')}</button></form>
      </div>
    </Sheet>
    {Question && <Question />}
    </>
  );
}

/** A few choices in a row, as radios: one is always chosen. */
export function Choice<V extends string>({ label, value, options, onChoose }: { label: string; value: V; options: [V, string][]; onChoose: (value: V) => void }) {
  return (
    <fieldset class="choice-row">
      <legend>{label}</legend>
      <div class="segments">
        {options.map(([one, word]) => (
          <label key={one} class="segment">
            <input type="radio" name={label} checked={one === value} onChange={() => onChoose(one)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
