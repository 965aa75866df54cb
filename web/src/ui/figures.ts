/** Figures of votes: amounts in units of weight, shares, and the short form of a receipt. Pure. */
import { number } from '../i18n/format';
import { lang } from '../i18n';

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** An amount of 1/`unit` votes as it is read: "23"; "2,5"; where no decimal is exact, "7 1/3". Never rounded. */
export function amount(units: number, unit = 1): string {
  const whole = Math.floor(units / unit);
  const rest = units - whole * unit;
  if (rest === 0) return number(whole);
  const shared = gcd(rest, unit);
  const [p, q] = [rest / shared, unit / shared];
  if (10_000 % q === 0) return `${number(whole)}${lang.value === 'en' ? '.' : ','}${String((p * 10_000) / q).padStart(4, '0').replace(/0+$/, '')}`;
  return whole ? `${number(whole)}\u00a0${p}/${q}` : `${p}/${q}`;
}

/** Hundred-thousandths of a unit (a count by preference) with at most two decimals, cut off and never rounded up. */
export function stage(votes: number, unit = 1): string {
  const hundredths = Math.floor(votes / unit / 1_000);
  const rest = hundredths % 100;
  const whole = number(Math.floor(hundredths / 100));
  return rest === 0 ? whole : `${whole}${lang.value === 'en' ? '.' : ','}${String(rest).padStart(2, '0')}`;
}

/** Digits that nobody mixes up by eye or over the telephone: no I, L, O, U (Crockford's base 32). */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** "7F3K-92QD": the first 40 bits of a receipt (SHA-256 in hex) in two groups of four. */
export function receiptCode(hex: string): string {
  const code = [hex.slice(0, 5), hex.slice(5, 10)].map((part) => {
    const bits = Number.parseInt(part, 16);
    return [15, 10, 5, 0].map((shift) => DIGITS[(bits >> shift) & 31]).join('');
  });
  return code.join('-');
}
