// Stack traces of functions by the lines of their sources. Plain JavaScript, as runtime.js, which loads it.

const { readFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const { fileURLToPath } = require('node:url');

/** By file; undefined without a map. Read when the first stack uses it: parsing one takes longer than a cold start. */
const maps = new Map();

/** Returns an error's stack as Node.js does, with locations such as `functions/greet/greet.ts:12:5` instead of those in bundles below `codeFolder`. */
function sourceStack(error, sites, codeFolder) {
  return [headOf(error), ...sites.map((site) => `    at ${sourceSite(site, codeFolder)}`)].join('\n');
}

function headOf(error) {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}

function sourceSite(site, codeFolder) {
  const told = String(site);
  const name = site.getFileName() ?? '';
  const file = name.startsWith('file:') ? fileURLToPath(name) : name;
  if (!file.startsWith(codeFolder)) return told;
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  const { originalSource, originalLine, originalColumn } = mapOf(file)?.findEntry(line - 1, column - 1) ?? {};
  if (originalSource === undefined) return told;
  const source = originalSource.replace(/^(\.\.\/)+/, '');
  return told.replace(`${name}:${line}:${column}`, () => `${source}:${originalLine + 1}:${originalColumn + 1}`);
}

function mapOf(file) {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

/** Reads the map that the last line of the file names. Returns undefined if it is missing, as after a change of the function. */
function readMap(file) {
  try {
    const [, url] = /\n\/\/# sourceMappingURL=(file:\S+)\n$/.exec(readFileSync(file, 'utf8').slice(-4096)) ?? [];
    return url && new SourceMap(JSON.parse(readFileSync(fileURLToPath(url), 'utf8')));
  } catch {
    return undefined;
  }
}

module.exports = { sourceStack };
