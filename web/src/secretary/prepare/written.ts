/** Days and hours as people write them. */

/** "21/11/2026", "1.2.2026" and "1-2-2026" as an ISO day; null when there is no such day. */
export function dayOf(text: string): string | null {
  const found = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text.trim());
  if (!found) return null;
  const day = `${found[3]}-${found[2]!.padStart(2, '0')}-${found[1]!.padStart(2, '0')}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** "8", "830", "8:30", "08.30" and "8h30" as "08:30"; null when there is no such hour. */
export function hourOf(text: string): string | null {
  const found = /^(\d{1,2})\s*[:.hg ]?\s*(\d{2})?$/i.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}`;
}
