#!/usr/bin/env node
// The `asl` command of the repository. `asl local` loads modules of the project, which are TypeScript, and so runs from the sources. All else
// runs as one bundle of them: esbuild writes it when a source has changed, and it starts in a fraction of the time.
const { sourceBundle } = require('./source-bundle.js');
// Node.js 22.1 and later keep compiled code.
require('node:module').enableCompileCache?.(require('node:path').join(__dirname, 'dist', 'compiled'));
if (process.argv[2] === 'local') {
  require('tsx/cjs');
  require('./src/commands/main.ts');
} else {
  require(sourceBundle());
}
