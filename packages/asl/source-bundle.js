const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } = require('node:fs');
const { SourceMap } = require('node:module');
const { basename, dirname, join, resolve } = require('node:path');

const dist = join(__dirname, 'dist');

/** Returns the path of the bundle of src/commands/main.ts; builds it if no bundle of these very sources is there. */
exports.sourceBundle = () => {
  const name = `asl-${digestOfSources()}.js`;
  const file = join(dist, name);
  if (!existsSync(file)) build(file);
  nameSourceLines(file);
  return file;
};

function digestOfSources() {
  const isSource = (path) => path.endsWith('.ts') && !path.endsWith('.test.ts');
  const paths = readdirSync(join(__dirname, 'src'), { recursive: true, encoding: 'utf8' }).filter(isSource).sort();
  const hash = createHash('sha256').update(readFileSync(join(__dirname, 'package.json')));
  for (const path of paths) hash.update(path).update(readFileSync(join(__dirname, 'src', path)));
  return hash.digest('hex').slice(0, 16);
}

function build(file) {
  mkdirSync(dist, { recursive: true });
  // Those of other sources. One of these sources may just have been written by another process.
  const isFormer = (each) => /^asl-.*\.js(\.map)?$/.test(each) && !each.startsWith(basename(file));
  for (const name of readdirSync(dist).filter(isFormer)) rmSync(join(dist, name), { force: true });
  // Written under another name first: another process may look for it at the same time.
  const unfinished = `${file}.${process.pid}`;
  require('esbuild').buildSync({
    entryPoints: [join(__dirname, 'src', 'commands', 'main.ts')],
    outfile: unfinished,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'external',
    logLevel: 'error',
  });
  renameSync(`${unfinished}.map`, `${file}.map`);
  renameSync(unfinished, file);
}

/** Stack traces name lines of the sources. The map is read when a stack is first asked for. */
function nameSourceLines(file) {
  let map;
  const lineOf = (site) => {
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const { originalSource, originalLine, originalColumn } = map.findEntry(
      site.getLineNumber() - 1,
      site.getColumnNumber() - 1,
    );
    if (originalSource === undefined) return String(site);
    const source = resolve(dirname(file), originalSource);
    return `${site.getFunctionName() ?? '<anonymous>'} (${source}:${originalLine + 1}:${originalColumn + 1})`;
  };
  Error.prepareStackTrace = (error, sites) => {
    const lines = sites.map((site) => (site.getFileName() === file ? lineOf(site) : String(site)));
    return [String(error), ...lines].join('\n    at ');
  };
}
