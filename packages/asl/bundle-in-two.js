const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const { build } = require('esbuild');

/** Described in bundle-in-two.d.ts. */
exports.bundleInTwo = async ({ program, entries, folder, to, options }) => {
  const { ofStart, later } = await searchStart({ program, folder, options });
  const toAll = elsewhere({ file: './all.js', folder, isElsewhere: isLater });
  const start = await build({
    ...shared(folder, options, toAll),
    stdin: { contents: table([...ofStart], { program }), resolveDir: folder, sourcefile: 'start.js' },
    outfile: join(to, 'start.js'),
  });
  const all = await build({
    ...shared(folder, options, elsewhere({ file: './start.js', folder, ...isOneOf(ofStart) })),
    stdin: { contents: table(later, entries), resolveDir: folder, sourcefile: 'all.js' },
    outfile: join(to, 'all.js'),
    // What is kept under the digest of this file depends on the other one too.
    banner: {
      js: `// start.js: ${createHash('sha256')
        .update(readFileSync(join(to, 'start.js')))
        .digest('hex')}`,
    },
  });
  return [start.metafile, all.metafile];
};

/** The sources that the program imports, and the modules that they require later. */
async function searchStart({ program, folder, options }) {
  const found = elsewhere({ file: './all.js', folder, isElsewhere: isLater });
  const { metafile } = await build({
    ...shared(folder, options, found),
    entryPoints: [join(folder, program)],
    outdir: folder,
    write: false,
    sourcemap: false,
  });
  const paths = Object.keys(metafile.inputs);
  const isOfLater = (path) => path.startsWith(`${found.name}:`);
  return {
    ofStart: new Set(paths.filter((path) => path.endsWith('.ts') && !isOfLater(path))),
    later: paths.filter(isOfLater).map((path) => path.slice(found.name.length + 1)),
  };
}

function shared(folder, options, plugin) {
  return {
    absWorkingDir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    metafile: true,
    logLevel: 'error',
    ...options,
    plugins: [plugin, ...(options.plugins ?? [])],
  };
}

/** A module whose members return a module each. */
function table(paths, named) {
  const members = [...paths.map((path) => [path, `./${path}`]), ...Object.entries(named)];
  const lines = members.map(([name, path]) => `  ${JSON.stringify(name)}: () => require(${JSON.stringify(path)}),`);
  return `module.exports = {\n${lines.join('\n')}\n};\n`;
}

/** The modules that `isElsewhere` accepts are in the other file. `filter`: which imports are resolved to ask; each takes its time. */
function elsewhere({ file, folder, isElsewhere, filter = /^\./ }) {
  const name = `in ${basename(file)}`;
  return {
    name,
    setup(builder) {
      builder.onResolve({ filter: /^/, namespace: name }, ({ path }) => ({ path, external: true }));
      builder.onResolve({ filter, namespace: 'file' }, async ({ path, pluginData, ...rest }) => {
        if (pluginData === name) return undefined;
        const found = await builder.resolve(path, { ...rest, pluginData: name });
        const source = relative(folder, found.path).replaceAll('\\', '/');
        return isElsewhere(source, rest) ? { path: source, namespace: name } : undefined;
      });
      builder.onLoad({ filter: /^/, namespace: name }, ({ path }) => ({
        contents: `module.exports = require('${file}')[${JSON.stringify(path)}]();`,
      }));
    },
  };
}

/** Sources require by path in functions only; their imports are at the top. */
function isLater(_source, { kind, importer }) {
  return kind === 'require-call' && importer.endsWith('.ts');
}

function isOneOf(sources) {
  const names = [...sources].map((source) => basename(source, '.ts').replace(/^index$/, basename(dirname(source))));
  return {
    isElsewhere: (source) => sources.has(source),
    filter: new RegExp(`^\\.(?:.*\\b(?:${names.join('|')})(?:/index)?(?:\\.ts)?|\\.*)$`),
  };
}
