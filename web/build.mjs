/**
 * Builds the client into the Python package: `node build.mjs [--watch] [--draft]`.
 *
 * Writes ../ecabinet/static/: hashed scripts, style sheets and fonts, `manifest.json` (keyed by the entry's source),
 * `i18n/vi.json` and `i18n/en.json` for the server's own pages, `sw.js` (the service worker, with the list of the files
 * it keeps), and a packed `.gz` beside each script and style sheet; and ../ecabinet/fonts/: the record's typefaces.
 * Stops when a catalogue lacks a string that is used; `--draft` only says so.
 */
import * as esbuild from 'esbuild';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { AREAS, check, merged } from './catalogues.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const out = join(web, '../ecabinet/static');
const fonts = join(web, '../ecabinet/fonts');
const entries = ['src/main.tsx', 'src/screen/main.tsx', 'src/styles/pages.css'];

/** `import strings from 'catalogue:vi/first'`: several areas of i18n/vi/ as one object. See AREAS. */
const catalogues = {
  name: 'catalogues',
  setup(build) {
    build.onResolve({ filter: /^catalogue:/ }, (args) => ({ path: args.path.slice(10), namespace: 'catalogue' }));
    build.onLoad({ filter: /.*/, namespace: 'catalogue' }, (args) => {
      const [lang, part] = args.path.split('/');
      const { strings, files } = merged(lang, AREAS[part]);
      return { contents: JSON.stringify(strings), loader: 'json', watchFiles: files };
    });
  },
};

/** Of the transports only the websocket is ever used; the others (long polling, WebTransport) stay out of the first page. */
const websocketOnly = {
  name: 'websocket-only',
  setup(build) {
    const unused = /\/(polling-fetch|polling-xhr|polling-xhr\.node|webtransport)\.js$/;
    build.onResolve({ filter: unused }, (args) => (args.importer.includes('engine.io-client') ? { path: 'unused', namespace: 'unused' } : null));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'class Unused {}\nexport { Unused as Fetch, Unused as XHR, Unused as WT };' }));
  },
};

/**
 * Few files for the first page: whatever is loaded later says that the client itself (or the projector) is there
 * already. Without it the bundler cuts the first page into some 25 pieces, by which later screen needs which.
 */
const firstPageInOne = {
  name: 'first-page-in-one',
  setup(build) {
    const [main, screen] = [join(web, 'src/main.tsx'), join(web, 'src/screen/main.tsx')];
    const later = new Map();
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return null;
      const base = join(args.resolveDir, args.path);
      const path = [`${base}.tsx`, `${base}.ts`, `${base}/index.tsx`, `${base}/index.ts`].find((one) => existsSync(one));
      if (path) later.set(path, args.importer.includes('/src/screen/') ? screen : main);
      return null;
    });
    build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      if (!later.has(path)) return null;
      return { contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(later.get(path))};`, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

export const options = {
  absWorkingDir: web, bundle: true, splitting: true, format: 'esm', target: 'es2020', minify: true,
  jsx: 'automatic', jsxImportSource: 'preact', sourcemap: true, metafile: true, logLevel: 'warning', charset: 'utf8',
  loader: { '.woff2': 'file', '.svg': 'file' }, assetNames: '[name]-[hash]', chunkNames: 'c-[name]-[hash]',
  plugins: [catalogues, websocketOnly],
};

/** Entry source -> { file, css, preload, words }, file names relative to /static/. `words`: the catalogue of each language. */
function manifest(metafile, root) {
  const name = (path) => relative(root, join(web, path));
  const found = {};
  for (const [path, made] of Object.entries(metafile.outputs)) {
    if (!made.entryPoint || !entries.includes(made.entryPoint)) continue;
    const css = made.cssBundle ? name(made.cssBundle) : undefined;
    const preload = made.imports.filter((one) => one.kind === 'import-statement').map((one) => name(one.path));
    found[made.entryPoint] = { file: name(path), css, preload, ...words(metafile, made.entryPoint, name) };
  }
  return found;
}

function words(metafile, entry, name) {
  const part = { 'src/main.tsx': 'first', 'src/screen/main.tsx': 'screen' }[entry];
  const chunk = (lang) => Object.entries(metafile.outputs).find(([, made]) => made.entryPoint === `catalogue:${lang}/${part}`)?.[0];
  return part && chunk('vi') && chunk('en') ? { words: { vi: name(chunk('vi')), en: name(chunk('en')) } } : {};
}

function writeCatalogues() {
  mkdirSync(join(out, 'i18n'), { recursive: true });
  for (const lang of ['vi', 'en']) writeFileSync(join(out, 'i18n', `${lang}.json`), JSON.stringify(merged(lang).strings, null, 1));
}

function copyRecordFonts() {
  mkdirSync(fonts, { recursive: true });
  for (const style of ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic']) {
    cpSync(join(web, `node_modules/@expo-google-fonts/tinos/${style}/Tinos_${style}.ttf`), join(fonts, `Tinos_${style}.ttf`));
  }
}

/** One file without imports; `build:files` is what a tablet needs to open the client without a connection. */
async function serviceWorker(names) {
  const files = names.filter((name) => !name.endsWith('.map') && !/^(pages|screen)-/.test(name)).sort();
  const list = {
    name: 'files',
    setup(build) {
      build.onResolve({ filter: /^build:files$/ }, () => ({ path: 'files', namespace: 'files' }));
      build.onLoad({ filter: /.*/, namespace: 'files' }, () => ({ contents: JSON.stringify(files), loader: 'json' }));
    },
  };
  const { absWorkingDir, bundle, target, minify, logLevel, charset } = options;
  const made = await esbuild.build({ absWorkingDir, bundle, target, minify, logLevel, charset, format: 'iife', write: false, plugins: [list], entryPoints: ['src/sw/main.ts'] });
  return made.outputFiles[0].contents;
}

async function build() {
  const problems = check();
  if (problems.unused.length) console.warn(`unused strings: ${problems.unused.join(' ')}`);
  for (const line of problems.missing) console.error(`missing string: ${line}`);
  if (problems.missing.length && !process.argv.includes('--draft')) process.exit(1);
  const built = await esbuild.build({
    ...options, plugins: [...options.plugins, firstPageInOne], write: false, publicPath: '/static/', outdir: out, entryNames: '[name]-[hash]',
    entryPoints: entries.map((source) => ({ in: source, out: outName(source) })),
  });
  rmSync(out, { recursive: true, force: true });
  for (const file of built.outputFiles) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.contents);
    if (/\.(js|css)$/.test(file.path)) writeFileSync(`${file.path}.gz`, gzipSync(file.contents, { level: 9 }));
  }
  writeFileSync(join(out, 'sw.js'), await serviceWorker(built.outputFiles.map((file) => relative(out, file.path))));
  writeCatalogues();
  copyRecordFonts();
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest(built.metafile, out), null, 1));
}

const outName = (source) => ({ 'src/main.tsx': 'app', 'src/screen/main.tsx': 'screen' })[source] ?? 'pages';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  await build();
  const sizes = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  console.log(`built ${Object.keys(sizes).length} entries in ${Date.now() - started} ms`);
  if (process.argv.includes('--watch')) {
    const { watch } = await import('node:fs');
    let waiting;
    watch(join(web, 'src'), { recursive: true }, () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => build().then(() => console.log('built'), (error) => console.error(String(error))), 80);
    });
  }
}
