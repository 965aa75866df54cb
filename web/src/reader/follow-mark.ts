/**
 * Whether this place of the history is one where I browse alone. It stands in the history's own state, so a reload and
 * "back" come to the same page in the same way.
 */
export function browseAlone(): void {
  history.replaceState({ ...history.state, alone: true }, '');
}

export const alone = (): boolean => Boolean((history.state as { alone?: boolean } | null)?.alone);
