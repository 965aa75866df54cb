/** Whether somebody waits for a page now: what fetches for later stands back meanwhile. */
const waiting = new Set<string>();

export const beginsWaiting = (url: string): void => { waiting.add(url); };
export const endsWaiting = (url: string): void => { waiting.delete(url); };
export const waitsForPage = (): boolean => waiting.size > 0;
