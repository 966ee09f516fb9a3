const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

/**
 * Runs a CommonJS file as if its code were in the file `as`, and keeps next to it what V8 has compiled when the process ends. Node.js does the
 * same from 22.1 on (enableCompileCache), but not for the functions that were called only after loading.
 */
exports.runCompiled = (file, as) => {
  const kept = `${file}.${process.version}-${process.arch}`;
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
  const script = new Script(wrap(readFileSync(file, 'utf8')), { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected)
    process.once('exit', () => keep(kept, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, createRequire(as), module, as, dirname(as));
};

/** Without it everything works, only slower: another process may have replaced the bundle. */
function keep(file, bytes) {
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
  } catch {}
}
