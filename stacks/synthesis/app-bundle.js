const { createHash } = require('node:crypto');
const {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { addFiles, inputDigest, synthesisPaths } = require('./output-stamp.js');

/**
 * Returns the folder with main.js and its source map: main.ts and everything that it imports, cdktf and the resources of the AWS provider
 * included. One file is read and compiled in a third of the time of the thousand that it consists of. Its name is the digest of its sources,
 * so it cannot be stale. Rejects with esbuild's BuildFailure.
 */
exports.bundleApp = async function bundleApp(root) {
  const bundles = join(root, '.cache', 'app');
  const record = join(bundles, 'inputs.json');
  const kept = keptBundle(root, bundles, record);
  if (kept !== undefined) return kept;
  mkdirSync(bundles, { recursive: true });
  const before = inputDigest(root);
  const unfinished = mkdtempSync(join(bundles, 'new-'));
  try {
    const inputs = await build(root, join(unfinished, 'main.js'));
    // An editor may have written a source in the meantime.
    if (inputDigest(root) !== before) return await bundleApp(root);
    const folder = join(bundles, digestOfSources(root, inputs));
    putInPlace(unfinished, folder);
    writeFileSync(record, JSON.stringify(inputs));
    removeOthers(bundles, folder);
    return folder;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
};

function keptBundle(root, bundles, record) {
  try {
    const folder = join(bundles, digestOfSources(root, JSON.parse(readFileSync(record, 'utf8'))));
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Of the files in it, and of the names of all: a new file can replace one that an import resolved to before. Paths are in it: it belongs to one checkout. */
function digestOfSources(root, inputs) {
  const names = synthesisPaths(root).filter((path) => /\.(?:[jt]s|json)$/.test(path));
  const digest = createHash('sha256').update([root, ...names].join('\n'));
  addFiles(digest, root, ['package-lock.json', ...inputs]);
  return digest.digest('hex').slice(0, 16);
}

/** Another process may have put it there first. */
function putInPlace(unfinished, folder) {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function removeOthers(bundles, folder) {
  const others = readdirSync(bundles).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== basename(folder));
  for (const name of others) rmSync(join(bundles, name), { recursive: true, force: true });
}

/** Returns the files of this project that are in the bundle. */
async function build(root, outfile) {
  const { metafile } = await require('esbuild').build({
    absWorkingDir: root,
    entryPoints: ['main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'external',
    sourcesContent: false,
    // They start threads and processes from their own files.
    external: ['esbuild', 'fflate'],
    logLevel: 'silent',
    metafile: true,
    plugins: [ownPaths(root)],
  });
  const inputs = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
  const known = new Set(synthesisPaths(root));
  const unknown = inputs.find((path) => !path.startsWith('../') && !known.has(path));
  if (unknown !== undefined) throw new Error(`${unknown} is not among the folders of stacks/synthesis/output-stamp.js`);
  return inputs;
}

/** In the bundle, `__dirname` and `__filename` remain those of the source. Only files with one of them are asked for: each takes its time. */
function ownPaths(root) {
  const named = /\b__(?:dir|file)name\b/;
  const sources = synthesisPaths(root).filter((path) => path.endsWith('.ts'));
  const files = sources.filter((path) => named.test(readFileSync(join(root, path), 'utf8')));
  return {
    name: 'own paths',
    setup(builder) {
      builder.onLoad({ filter: new RegExp(`/(?:${files.join('|')})$`) }, ({ path }) => {
        const own = `const __dirname = ${JSON.stringify(dirname(path))}, __filename = ${JSON.stringify(path)};`;
        return { contents: `${own} ${readFileSync(path, 'utf8')}`, loader: 'ts' };
      });
    },
  };
}
