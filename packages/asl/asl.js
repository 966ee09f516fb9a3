#!/usr/bin/env node
// The `asl` command of the repository. `asl local` and `asl ui` load modules of the project and of local-aws, which are TypeScript, and so run
// from the sources. All else runs as a bundle of them: esbuild writes it when a source has changed, and it starts in a fraction of the time.
const { join } = require('node:path');
const { recordedBundle } = require('./recorded-bundle.js');

// Node.js 22.1 and later keep compiled code.
require('node:module').enableCompileCache?.(join(__dirname, 'dist', 'compiled'));
const called = process.argv.slice(2).find((argument) => !argument.startsWith('-') && argument !== 'help');
// The completion lists the commands of `asl local`.
if (['local', 'ui', 'completion'].includes(called)) {
  require('tsx/cjs');
  require('./src/commands/main.ts');
} else {
  const bundle = recordedBundle();
  if (bundle !== undefined) start(bundle);
  else require('./build-bundle.js').buildBundle().then(start);
}

function start(folder) {
  require('./name-source-lines.js').nameSourceLines(folder);
  require(join(folder, 'start.js')).program();
}
