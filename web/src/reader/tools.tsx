/** The tools: a column at the right on wide devices, a row on others. The word of who sees the ink is always there. */
import { t } from '../i18n';
import { Icon, type IconName } from '../ui/icons';
import { Sheet } from '../ui/sheet';
import { lastMark, unshare } from './ink/share';
import { COLOURS, colour, layer, pickColour, tool, TOOLS, type ColourName, type Tool } from './ink/tools';
import { canRedo, canUndo, redo, undo } from './notes/history';
import { layout, sheet } from './state';

const ICONS: Record<Tool, IconName> = { read: 'read', pen: 'pen', marker: 'marker', note: 'note', eraser: 'eraser' };

/** `mayShare`: this person presents this paper, so ink may be for all; undo then takes back the latest mark. */
export function Tools({ mayShare, off, version, page }: { mayShare: boolean; off: boolean; version: string; page: number }) {
  const phone = layout.value === 'phone';
  const shared = mayShare && layer.value === 'shared';
  const mark = shared ? lastMark(version, page) : null;
  return (
    <aside class="tools" aria-label={t('reader.ink.tools')}>
      <div class="tool-set" role="group" aria-label={t('reader.ink.tools')}>
        {TOOLS.map((one) => <ToolButton key={one} icon={ICONS[one]} word={t(`reader.ink.tool.${one}`)} pressed={tool.value === one} disabled={off && one !== 'read'} onClick={() => { tool.value = one; }} />)}
      </div>
      {phone ? <ColourButton /> : <Colours />}
      <div class="tool-set steps">
        <ToolButton icon="undo" word={t('reader.ink.undo')} disabled={shared ? mark === null : !canUndo.value} onClick={() => { if (shared) unshare([`mark/${mark}`]); else undo(); }} />
        {!phone && <ToolButton icon="redo" word={t('reader.ink.redo')} disabled={shared || !canRedo.value} onClick={redo} />}
      </div>
      <LayerWord mayShare={mayShare} />
    </aside>
  );
}

function ToolButton({ icon, word, pressed, disabled, onClick }: { icon: IconName; word: string; pressed?: boolean; disabled?: boolean; onClick: () => void }) {
  return (
    <button type="button" class="tool" aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
      <span>{word}</span>
    </button>
  );
}

function Colours() {
  const marker = tool.value === 'marker';
  return (
    <div class="colours" role="group" aria-label={t('reader.ink.colours')}>
      {(Object.keys(COLOURS) as ColourName[]).map((name) => (
        <button key={name} type="button" class="colour" aria-pressed={colour.value === name} aria-label={t(`reader.ink.colour.${name}`)} title={t(`reader.ink.colour.${name}`)}
          onClick={() => pickColour(name)}>
          <span style={{ background: COLOURS[name][marker ? 'marker' : 'pen'] }} />
        </button>
      ))}
    </div>
  );
}

/** A phone has room for one: it shows the colour in hand and opens the four. */
function ColourButton() {
  const name = t(`reader.ink.colour.${colour.value}`);
  return (
    <button type="button" class="colour" aria-haspopup="dialog" aria-label={`${t('reader.ink.colours')}: ${name}`} onClick={() => { sheet.value = 'colours'; }}>
      <span style={{ background: COLOURS[colour.value][tool.value === 'marker' ? 'marker' : 'pen'] }} />
    </button>
  );
}

export function ColourSheet() {
  const marker = tool.value === 'marker';
  return (
    <Sheet open={sheet.value === 'colours'} title={t('reader.ink.colours')} onClose={() => { sheet.value = null; }}>
      <div class="more-acts">
        {(Object.keys(COLOURS) as ColourName[]).map((name) => (
          <button key={name} type="button" class="menu-act" aria-pressed={colour.value === name} onClick={() => { pickColour(name); sheet.value = null; }}>
            <span class="swatch" style={{ background: COLOURS[name][marker ? 'marker' : 'pen'] }} /><span>{t(`reader.ink.colour.${name}`)}</span>{colour.value === name && <Icon name="check" />}
          </button>
        ))}
      </div>
    </Sheet>
  );
}

function LayerWord({ mayShare }: { mayShare: boolean }) {
  const shared = mayShare && layer.value === 'shared';
  const what = <><Icon name={shared ? 'people' : 'lock'} size={20} /><span>{t(shared ? 'reader.ink.layer.shared' : 'reader.ink.layer.private')}</span></>;
  if (!mayShare) return <p class="layer" title={t('reader.ink.layer.private.hint')}>{what}</p>;
  return (
    <button type="button" class={`layer ${shared ? 'shared' : ''}`} aria-label={`${t('reader.ink.layer')}: ${t(shared ? 'reader.ink.layer.shared' : 'reader.ink.layer.private')}`}
      onClick={() => { layer.value = shared ? 'private' : 'shared'; }}>{what}</button>
  );
}
