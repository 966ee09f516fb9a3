// Bundles what runs in browsers. Only sources need it: a packed package has the results in dist/, and needs no esbuild.
const { readFileSync } = require('node:fs');
const { join, dirname } = require('node:path');

const forBrowsers = {
  write: false,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'error',
};

/** Returns a script to put into a page of one file, with everything that the file imports. */
exports.bundleScript = (file) => {
  const { outputFiles } = require('esbuild').buildSync({
    ...forBrowsers,
    entryPoints: [file],
    format: 'iife',
    charset: 'ascii',
    footer: { js: `/*! This script has @dagrejs/dagre in it.\n${licenceOf('@dagrejs/dagre')}*/` },
  });
  return asInlineScript(outputFiles[0].text);
};

/** Bundles the page of `asl ui`: `main` with the pages of the modules, in their order. Returns its script, its style and the packages in it. */
exports.bundlePage = async (modules, main) => {
  const imports = modules.map((module, index) => `import * as module${index} from ${JSON.stringify(module)};`);
  const all = modules.map((_, index) => `module${index}`).join(', ');
  const start = [`import { startPage } from ${JSON.stringify(main)};`, ...imports, `startPage([${all}]);`];
  const { outputFiles, metafile } = await require('esbuild').build({
    stdin: { contents: start.join('\n'), resolveDir: dirname(main), sourcefile: 'page.ts' },
    ...forBrowsers,
    outfile: 'page.js',
    metafile: true,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const textOf = (suffix) => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return { script: textOf('.js'), style: textOf('.css'), packages: [...new Set(packages)].sort() };
};

/** Its text has to go with every copy. */
function licenceOf(name) {
  const folder = dirname(dirname(require.resolve(name)));
  return readFileSync(join(folder, 'LICENSE'), 'utf8').trimEnd();
}

/** Inside of an element no text may end it, and a control character, which is printed as an escape, would change its hash. */
function asInlineScript(script) {
  return script
    .trim()
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--')
    .replaceAll(
      /[\u0000-\u0008\u000b-\u001f\u007f]/g,
      (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
}
