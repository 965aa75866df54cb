import type { Tab } from '../app/router';
export function MeetingHome(_: { tab: Tab; item: number | null }) { return null; }
