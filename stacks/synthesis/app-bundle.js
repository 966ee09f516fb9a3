const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { addFiles, synthesisPaths } = require('./output-stamp.js');

/**
 * Returns the folder with main.js and its source map: main.ts and everything that it imports, cdktf and the resources of the AWS provider
 * included. One file is read and compiled in a third of the time of the thousand that it consists of. Its name is the digest of all sources,
 * so it cannot be stale. Rejects with esbuild's BuildFailure.
 */
exports.bundleApp = async (root) => {
  const bundles = join(root, '.cache', 'app');
  const folder = join(bundles, digestOfSources(root));
  if (existsSync(folder)) return folder;
  const former = existsSync(bundles) ? readdirSync(bundles) : [];
  mkdirSync(bundles, { recursive: true });
  const unfinished = mkdtempSync(join(bundles, 'new-'));
  try {
    await build(root, join(unfinished, 'main.js'));
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // Another process may have put it there first.
    if (!existsSync(folder)) throw error;
  }
  for (const name of former) rmSync(join(bundles, name), { recursive: true, force: true });
  return folder;
};

/** Paths are in the bundle: it belongs to one checkout. */
function digestOfSources(root) {
  const digest = createHash('sha256').update(root);
  addFiles(
    digest,
    root,
    synthesisPaths(root).filter((path) => /\.(?:[jt]s|json)$/.test(path)),
  );
  return digest.digest('hex').slice(0, 16);
}

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
  const known = new Set(synthesisPaths(root));
  const unknown = Object.keys(metafile.inputs).find((path) => !/^\.\.\/|node_modules\//.test(path) && !known.has(path));
  if (unknown !== undefined) throw new Error(`${unknown} is not among the folders of stacks/synthesis/output-stamp.js`);
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
