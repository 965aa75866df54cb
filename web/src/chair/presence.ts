/** Who is connected now and how many follow, as the server tells staff. Null until the first word of it. */
import { computed, signal } from '@preact/signals';
import { onSignal, type Signal } from '../net/signals';

export interface Presence { on: readonly number[]; following: number; screens: number }

export const presence = signal<Presence | null>(null);

/** The same as a set: asked once for each row of a long list. */
export const connectedNow = computed(() => new Set(presence.value?.on ?? []));

/** Keep it up to date while a staff screen is open. */
export function watchPresence(): () => void {
  return onSignal<Presence & Signal>('presence', ({ on, following, screens }) => { presence.value = { on, following, screens }; });
}
