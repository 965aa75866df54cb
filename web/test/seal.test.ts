/** Sealed ballots: the standard's own vector, one length whatever is chosen, nothing that works without the right key. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, sealBallot, suite, toHex, type Plain } from '../src/net/seal';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const pair = async () => {
  const keys = await suite.GenerateKeyPair(true);
  return { keys, urn: { key: toHex(await suite.SerializePublicKey(keys.publicKey)), size: 32 } };
};
const opened = async (keys: { privateKey: unknown }, sealed: string, info: string): Promise<string> => {
  const bytes = fromHex(sealed);
  return new TextDecoder().decode(await suite.Open(keys.privateKey as never, bytes.slice(0, 32), bytes.slice(32), { info: text(info) }));
};

test('opens what RFC 9180, A.2.1 (base mode, X25519, ChaCha20-Poly1305) sealed', async () => {
  const key = await suite.DeserializePrivateKey(fromHex('8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb'), true);
  const enc = fromHex('1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a');
  const sealed = fromHex('1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28');
  const plain = await suite.Open(key, enc, sealed, { info: text('Ode on a Grecian Urn'), aad: text('Count-0') });
  assert.equal(new TextDecoder().decode(plain), 'Beauty is truth, truth beauty');
});

test('one length, whatever is chosen; never the same twice', async () => {
  const { urn } = await pair();
  const plains: Plain[] = [{ choice: 'yes' }, { choice: 'abstain' }, { marks: [] }, { marks: [1, 2, 3] }];
  const sealed = await Promise.all([...plains, ...plains].map((plain) => sealBallot(urn, 'm', 3, 7, plain)));
  assert.deepEqual(new Set(sealed.map((one) => one.length)), new Set([2 * (32 + 32 + 16)]));
  assert.equal(new Set(sealed).size, 8);
});

test('opens for its meeting, poll and voter only', async () => {
  const { keys, urn } = await pair();
  const sealed = await sealBallot(urn, 'm0meeting', 3, 7, { choice: 'no' });
  assert.equal(await opened(keys, sealed, 'ecabinet ballot 1|m0meeting|3|7'), '{"choice":"no"}'.padEnd(32));
  for (const other of ['m0meeting|3|8', 'm0meeting|4|7', 'm1meeting|3|7']) await assert.rejects(opened(keys, sealed, `ecabinet ballot 1|${other}`));
  await assert.rejects(opened((await pair()).keys, sealed, 'ecabinet ballot 1|m0meeting|3|7'));
});

test('what is longer than the ballots of the poll is not sealed', async () => {
  const { urn } = await pair();
  await assert.rejects(sealBallot(urn, 'm', 3, 7, { marks: [10, 11, 12, 13, 14, 15, 16, 17, 18] }));
});

test('needs nothing that plain http does not offer', async () => {
  const { urn } = await pair();
  const had = Object.getOwnPropertyDescriptor(globalThis.crypto, 'subtle');
  Object.defineProperty(globalThis.crypto, 'subtle', { configurable: true, get: () => { throw new Error('not on plain http'); } });
  try {
    assert.equal((await sealBallot(urn, 'm', 3, 7, { choice: 'yes' })).length, 160);
  } finally {
    if (had) Object.defineProperty(globalThis.crypto, 'subtle', had);
    else delete (globalThis.crypto as { subtle?: unknown }).subtle;
  }
});
