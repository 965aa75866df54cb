/** What the table of rights allows a secretary now; the server decides, this only spares a press that would be refused. */
import { computed } from '@preact/signals';
import { me, meeting } from '../../store/select';

const phase = computed(() => meeting.value?.phase ?? 'closed');

/** Frame and removals: until the session starts. */
export const mayPrepare = computed(() => (phase.value === 'draft' || phase.value === 'convened') && (me.value?.secretary ?? false));
/** Agenda, papers, motions, people: until the session ends. */
export const mayArrange = computed(() => phase.value !== 'closed' && phase.value !== 'cancelled' && ((me.value?.secretary ?? false) || (me.value?.chair ?? false)));
/** Capacities stay as they are once the session runs. */
export const sessionRuns = computed(() => phase.value === 'running' || phase.value === 'paused');
export const over = computed(() => phase.value === 'closed' || phase.value === 'cancelled');
