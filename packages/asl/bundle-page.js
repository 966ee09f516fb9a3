const { dirname } = require('node:path');

/** Bundles the page: `main` with the pages of the modules, in their order. Returns its script, its style and the packages in it. */
exports.bundlePage = async (modules, main) => {
  const imports = modules.map((module, index) => `import * as module${index} from ${JSON.stringify(module)};`);
  const all = modules.map((_, index) => `module${index}`).join(', ');
  const start = [`import { startPage } from ${JSON.stringify(main)};`, ...imports, `startPage([${all}]);`];
  const { outputFiles, metafile } = await require('esbuild').build({
    stdin: { contents: start.join('\n'), resolveDir: dirname(main), sourcefile: 'page.ts' },
    outfile: 'page.js',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'error',
  });
  const textOf = (suffix) => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return { script: textOf('.js'), style: textOf('.css'), packages: [...new Set(packages)].sort() };
};
