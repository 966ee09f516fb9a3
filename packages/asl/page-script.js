const { readFileSync } = require('node:fs');
const { join, dirname } = require('node:path');

/** Returns a script for browsers, with everything that the file imports. Only sources need it: a packed package has the script in dist/. */
exports.bundleScript = (file) => {
  const { outputFiles } = require('esbuild').buildSync({
    entryPoints: [file],
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    footer: { js: `/*! This script has @dagrejs/dagre in it.\n${licenceOf('@dagrejs/dagre')}*/` },
    logLevel: 'error',
  });
  return asInlineScript(outputFiles[0].text);
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
