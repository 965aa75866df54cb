/**
 * The catalogues: `src/i18n/<lang>/<area>.json`, flat files of `key: text`, vi is the master.
 *
 * `check` compares them with each other, with the source and with the refusal codes:
 * missing = used or mastered but not written (stops the build); unused = written but named nowhere (a warning).
 * A key counts as used when it stands in quotes anywhere in the source or the server's templates, or begins with a
 * prefix that some template literal builds on: t(`choice.${x}`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(fileURLToPath(import.meta.url));

/** What is loaded together: with the first page, right behind it, with the consoles of chair and secretary, with opinions in writing, with the projector. */
export const AREAS = { first: ['common', 'delegate', 'reader'], behind: ['refusal', 'voting'], console: ['chair', 'secretary'], written: ['written'], screen: ['common', 'screen', 'voting'] };

/** The areas of one language as one object (all, or those named), and the files it came from. */
export function merged(lang, areas = null) {
  const folder = join(web, 'src/i18n', lang);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && (!areas || areas.includes(name.slice(0, -5)))).sort().map((name) => join(folder, name));
  const strings = {};
  for (const file of files) {
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
      if (key in strings) throw new Error(`${key} stands twice, again in ${file}`);
      strings[key] = text.normalize('NFC');
    }
  }
  return { strings, files };
}

const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join(',');
const stem = (key) => key.replace(/\.(one|many)$/, '');

/** Every place where keys are named: our sources, and the house's templates and Python. */
function sources() {
  const all = [...walk(join(web, 'src'), /\.tsx?$/), ...walk(join(web, '../ecabinet'), /\.(py|html|j2|jinja)$/)];
  return all.map((path) => readFileSync(path, 'utf8'));
}

function* walk(folder, wanted) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['static', 'fonts', '__pycache__'].includes(entry.name)) yield* walk(path, wanted);
    else if (wanted.test(entry.name) && entry.name !== 'protocol.ts') yield path;
  }
}

function refusals() {
  const text = readFileSync(join(web, 'src/protocol.ts'), 'utf8');
  const list = text.slice(text.indexOf('export const REFUSALS'), text.indexOf('export type RefusalCode'));
  return [...list.matchAll(/"([^"]+)"/g)].map((m) => `refusal.${m[1]}`);
}

export function check() {
  const vi = merged('vi').strings;
  const en = merged('en').strings;
  const missing = [];
  for (const key of Object.keys(vi)) {
    if (!(key in en)) missing.push(`en ${key}`);
    else if (holes(vi[key]) !== holes(en[key])) missing.push(`en ${key}: {…} differ from vi`);
    if (key.endsWith('.many') && !(`${stem(key)}.one` in en)) missing.push(`en ${stem(key)}.one`);
  }
  for (const key of Object.keys(en)) {
    if (!(key in vi) && !(key.endsWith('.one') && `${stem(key)}.many` in vi)) missing.push(`vi ${key}`);
  }
  const texts = sources();
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map((m) => m[1])));
  const prefixes = texts.flatMap((text) => [...text.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map((m) => m[1]));
  const called = texts.flatMap((text) => [...text.matchAll(/\b(?:t|rich)\(\s*['"]([^'"]+)['"]/g)].map((m) => m[1]));
  const whole = called.filter((key) => !key.endsWith('.')); // the rest are stems that a template builds on
  for (const key of new Set([...whole, ...refusals()])) if (!(key in vi)) missing.push(`vi ${key}`);
  missing.push(...misplaced());
  const unused = Object.keys(vi).filter((key) => !named.has(key) && !named.has(stem(key)) && !prefixes.some((p) => key.startsWith(p)));
  return { missing, unused: unused.filter((key) => !key.startsWith('refusal.')) };
}

/** Words of the consoles named where only the first page's words are surely loaded. */
function misplaced() {
  const later = new Set(Object.keys(merged('vi', AREAS.console).strings));
  const found = [];
  for (const folder of ['app', 'delegate', 'reader', 'ui', 'net', 'store', 'i18n']) {
    for (const path of walk(join(web, 'src', folder), /\.tsx?$/)) {
      for (const [, key] of readFileSync(path, 'utf8').matchAll(/\b(?:t|tn|rich)\(\s*['"]([^'"]+)['"]/g)) {
        if (later.has(key) || later.has(`${key}.many`)) found.push(`${key} is used by ${path.slice(web.length + 1)} but comes with the consoles; put it into common`);
      }
    }
  }
  return found;
}
