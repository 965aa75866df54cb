/** Short names of papers for tabs: the kind and number, up to where the long title begins to explain. Never cut inside words. */
const EXPLAINS = /\s+(?:về việc|về|của|và|kèm theo|ban hành|on|of|and|with)\s.*$/u;
const NUMBERED = /\s+số\s+(\d+)(?:\/\S*)?/u;
const ENOUGH = 30;

export function shortTitle(title: string): string {
  const named = title.replace(NUMBERED, ' $1');
  const short = named.replace(EXPLAINS, '').replace(/\s*[(,:;–].*$/u, '');
  return short.split(/\s+/).length >= 2 ? short : named.length <= ENOUGH ? named : firstWords(named);
}

function firstWords(text: string): string {
  const words = text.split(/\s+/);
  let short = words[0] ?? '';
  for (const word of words.slice(1)) {
    if (`${short} ${word}`.length > ENOUGH) return `${short}…`;
    short += ` ${word}`;
  }
  return short;
}

/** Short where that tells them apart, else whole. */
export function tabTitles(titles: readonly string[]): string[] {
  const short = titles.map(shortTitle);
  return short.map((one, i) => (short.indexOf(one) === short.lastIndexOf(one) ? one : titles[i]!));
}
