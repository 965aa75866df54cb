/**
 * Seals a secret ballot to the key of its poll, before it leaves the tablet.
 *
 * HPKE (RFC 9180) in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305; by a library, because
 * browsers offer no SubtleCrypto over plain http, which the demo speaks. The server opens it in ecabinet/urn/seal.py.
 * Loaded when a secret poll is on the table, never with the first page: `import('../net/seal')`.
 *
 * Rules: every ballot of a poll has one length; meeting, poll and voter are bound into it; what it was made with is
 * forgotten, so that nobody can prove from this tablet what was chosen.
 */
import { CipherSuite } from 'hpke';
import { AEAD_ChaCha20Poly1305, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from '@panva/hpke-noble';

/** `key`: the public key of the poll, hex; `size`: bytes of every choice before sealing. */
export interface Urn { key: string; size: number }
/** What stands on a ballot: the choice of a question, or the marks of the other kinds. */
export type Plain = { choice: string } | { marks: readonly number[] };

export const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);

/** The sealed ballot of `voter` (a participant), hex, for `voting.cast`. Throws when it does not fit. */
export async function sealBallot(urn: Urn, meeting: string, poll: number, voter: number, plain: Plain): Promise<string> {
  const key = await suite.DeserializePublicKey(fromHex(urn.key));
  const info = new TextEncoder().encode(`ecabinet ballot 1|${meeting}|${poll}|${voter}`);
  const { encapsulatedSecret, ciphertext } = await suite.Seal(key, padded(plain, urn.size), { info });
  return toHex(encapsulatedSecret) + toHex(ciphertext);
}

/** JSON, filled up with spaces to exactly this many bytes. */
function padded(plain: Plain, size: number): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(plain).padEnd(size));
  if (bytes.length !== size) throw new Error('longer than the ballots of this poll');
  return bytes;
}

export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');

export function fromHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error('not hex');
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
