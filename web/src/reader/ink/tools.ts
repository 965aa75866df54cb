/** The tools in the hand and their colours; how they are chosen stays on this device while the page is open. */
import { computed, signal } from '@preact/signals';
import { MARKER_SIZE, PEN_SIZE, type InkTool } from './strokes';

export type Tool = 'read' | 'pen' | 'marker' | 'note' | 'eraser';
export const TOOLS: readonly Tool[] = ['read', 'pen', 'marker', 'note', 'eraser'];

export type ColourName = 'blue' | 'black' | 'green' | 'amber';
/** Pages stay white in every theme, so these are fixed. The marker's are light, multiplied with the page. */
export const COLOURS: Record<ColourName, { pen: string; marker: string }> = {
  blue: { pen: '#1652b4', marker: '#b5d4ff' },
  black: { pen: '#15202e', marker: '#d5dbe3' },
  green: { pen: '#00695c', marker: '#aee9c9' },
  amber: { pen: '#b58900', marker: '#ffe57a' },
};
export const SHARED_COLOUR = '#b3261e';

export const tool = signal<Tool>('read');
export const penColour = signal<ColourName>('blue');
export const markerColour = signal<ColourName>('amber');
/** Where finished strokes go: to me alone, or to everybody who sees the paper (presenters only). */
export const layer = signal<'private' | 'shared'>('private');
/** Once a real pen was seen, it writes and fingers only move the page. */
export const penSeen = signal(false);

export const colour = computed<ColourName>(() => (tool.value === 'marker' ? markerColour.value : penColour.value));
export function pickColour(name: ColourName): void {
  (tool.peek() === 'marker' ? markerColour : penColour).value = name;
}

/** What a stroke of the tool in hand looks like; a pen writes even while reading. */
export function nib(of: Tool, shared: boolean): { tool: InkTool; colour: string; size: number } {
  const marker = of === 'marker';
  const own = COLOURS[(marker ? markerColour : penColour).peek()][marker ? 'marker' : 'pen'];
  const colour = shared && !marker ? SHARED_COLOUR : own;
  return { tool: marker ? 'highlighter' : 'pen', colour, size: marker ? MARKER_SIZE : PEN_SIZE };
}
