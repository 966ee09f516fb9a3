// The app's command in cdktf.json. If the output is from the same sources, this file and output-stamp.js are all that is loaded. Otherwise
// main.ts runs as a bundle of itself with all that it imports, which is written when a source has changed.
const { join } = require('node:path');
const { keptWarnings } = require('./synthesis/output-stamp.js');

const root = join(__dirname, '..');
const warnings = keptWarnings(root, process.env.CDKTF_OUTDIR ?? join(root, 'cdktf.out'));
if (warnings === undefined) void synthesise();
else for (const warning of warnings) console.error(warning);

async function synthesise() {
  // esbuild spends a third of its time on collecting garbage of a process that ends at once. It collects only when it needs so much.
  Object.assign(process.env, { GOGC: 'off', GOMEMLIMIT: '1GiB', ...process.env });
  const { bundleApp } = require('./synthesis/app-bundle.js');
  const folder = await bundleApp(root).catch(report);
  if (folder === undefined) return;
  require('../packages/asl/name-source-lines.js').nameSourceLines(folder);
  require('./synthesis/compiled-script.js').runCompiled(join(folder, 'main.js'), join(root, 'main.ts'));
}

/** esbuild's message of a mistake has file, line and column. */
function report(error) {
  console.error(error instanceof Error && 'errors' in error ? `error: ${error.message}` : error);
  process.exitCode = 1;
}
