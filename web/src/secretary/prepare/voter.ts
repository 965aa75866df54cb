/** A member's vote in words and numbers: its weight as a fraction, who may hold whose proxy. Pure. */
import type { Objects } from '../../protocol';

type Person = Objects['person'];
type Voter = Objects['voter'];

const HEAVIEST = 10_000;
const FINEST = 10;
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** "2", "3/2", "1,5" and "0.5" as p/q in lowest terms; null where it is none, nothing, or too fine to count. */
export function weightOf(text: string): { p: number; q: number } | null {
  const plain = text.trim().replace(',', '.');
  const fraction = /^(\d{1,6})\s*\/\s*(\d{1,6})$/.exec(plain);
  const decimal = /^(\d{1,6})(?:\.(\d{1,4}))?$/.exec(plain);
  const [p, q] = fraction ? [Number(fraction[1]), Number(fraction[2])] : decimal ? [Number(decimal[1] + (decimal[2] ?? '')), 10 ** (decimal[2]?.length ?? 0)] : [0, 0];
  if (p < 1 || q < 1) return null;
  const by = gcd(p, q);
  return p / by <= HEAVIEST && q / by <= FINEST ? { p: p / by, q: q / by } : null;
}

export const weightWords = ({ p, q }: Pick<Voter, 'p' | 'q'>): string => (q === 1 ? String(p) : `${p}/${q}`);

/** Who may hold the proxy of `giver`: another member who has given none, while the giver holds none. */
export function holdersFor(giver: number, people: readonly Person[], voters: readonly Voter[]): Person[] {
  const given = new Set(voters.filter((one) => one.holder !== null).map((one) => one.participant));
  if (voters.some((one) => one.holder === giver)) return [];
  return people.filter((one) => one.capacity === 'member' && one.id !== giver && !given.has(one.id));
}
