/** Screens without a server: `node dev/serve.mjs [port]` builds dev/main.tsx and serves it at every address. For pictures only. */
import * as esbuild from 'esbuild';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { options } from '../build.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../.t/dev');
const context = await esbuild.context({ ...options, minify: false, entryPoints: [join(here, 'main.tsx'), join(here, 'screen.tsx')], outdir: out, publicPath: '/static/' });
await context.rebuild().catch(() => undefined);
await context.watch();
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.map': 'application/json' };
const CSP = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self' ws:; object-src 'none'; base-uri 'none'";
const PAGE = '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><link rel="stylesheet" href="/static/main.css"><div id="app"></div><script type="module" src="/static/main.js"></script>';
const SCREEN = PAGE.replaceAll('main.', 'screen.').replace('id="app"', 'id="screen"');
createServer((request, answer) => {
  const path = new URL(request.url, 'http://here').pathname;
  const file = join(out, path.replace('/static/', ''));
  if (path.startsWith('/static/') && existsSync(file)) return answer.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? '' }).end(readFileSync(file));
  if (path.startsWith('/static/') || path.startsWith('/api/') || path.startsWith('/socket.io')) return answer.writeHead(404).end();
  return answer.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': CSP }).end(path.startsWith('/screen/') ? SCREEN : PAGE);
}).listen(Number(process.argv[2] ?? 5173), '127.0.0.1', () => console.log('http://127.0.0.1:' + (process.argv[2] ?? 5173) + '/m/demo'));
