/** Bundles test/*.test.ts into .t/ and runs them under `node --test`. */
import * as esbuild from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { options } from '../build.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../.t/unit');
rmSync(out, { recursive: true, force: true });
const tests = readdirSync(here).filter((name) => name.endsWith('.test.ts'));
await esbuild.build({
  ...options, entryPoints: tests.map((name) => join(here, name)), outdir: out, minify: false, platform: 'node',
  packages: 'external', outExtension: { '.js': '.mjs' }, splitting: false,
});
const files = tests.map((name) => join(out, name.replace('.ts', '.mjs')));
process.exit(spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' }).status ?? 1);
