/** Screens that are loaded when first needed, so that the first page stays small. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Loading, Trouble } from '../ui/bits';

export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [Screen, setScreen] = useState<ComponentType<P> | null>(() => loaded);
    const [failed, setFailed] = useState(false);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
      if (loaded) { setScreen(() => loaded); return; } // it may have come for another place since this one was drawn
      load().then((module) => { loaded = module.default; setScreen(() => loaded); }, () => setFailed(true));
    }, [turn]);
    if (Screen) return <Screen {...props} />;
    if (failed) return <Trouble title={t('error.part')} onRetry={() => { setFailed(false); setTurn(turn + 1); }} />;
    return <Loading />;
  };
}
