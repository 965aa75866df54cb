// Seals as a tablet does, outside a browser: [{urn, meeting, poll, voter, plain}, ...] on stdin, hex strings on stdout.
// `crypto.subtle` is taken away first: over plain http there is none.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [web] = process.argv.slice(2);
const esbuild = createRequire(`${web}/`)('esbuild');
const built = await esbuild.build({
  absWorkingDir: web, entryPoints: ['src/net/seal.ts'], bundle: true, format: 'esm', target: 'es2020', write: false,
});
const wanted = JSON.parse(readFileSync(0, 'utf8'));
Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined });
const { sealBallot } = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`);
const sealed = [];
for (const { urn, meeting, poll, voter, plain } of wanted) sealed.push(await sealBallot(urn, meeting, poll, voter, plain));
console.log(JSON.stringify(sealed));
