/**
 * Loaded before the command: kills the process at the nth change that it makes to the file system, before the change, after it, or
 * in the middle of a write. CRASH_AT_WRITE: the number; CRASH_HOW: before, after or torn. Everything else is unchanged.
 */
const { isMainThread } = require('node:worker_threads');
const fs = require('node:fs');
const promises = require('node:fs/promises');

const at = Number(process.env.CRASH_AT_WRITE);
const how = process.env.CRASH_HOW;
let changes = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment; the process must not continue until then.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}

/** The first half of what a write was to write. */
function torn(file, content, append) {
  const bytes = Buffer.from(content);
  const write = append ? originals.appendFileSync : originals.writeFileSync;
  if (typeof file === 'string') write(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

const originals = { writeFileSync: fs.writeFileSync, appendFileSync: fs.appendFileSync };

function watched(original, name) {
  const writes = /^(write|append)File/.test(name);
  return function (...args) {
    changes += 1;
    if (changes !== at) return original.apply(this, args);
    if (how === 'torn' && writes) torn(args[0], args[1], name.startsWith('append'));
    if (how !== 'after') die();
    const result = original.apply(this, args);
    if (result instanceof Promise) return result.finally(die);
    return die();
  };
}

if (isMainThread) {
  for (const name of [
    'writeFileSync',
    'appendFileSync',
    'renameSync',
    'rmSync',
    'copyFileSync',
    'truncateSync',
    'mkdirSync',
  ])
    fs[name] = watched(fs[name], name);
  for (const name of ['writeFile', 'appendFile', 'rename', 'rm', 'copyFile'])
    promises[name] = watched(promises[name], name);
  process.on('exit', () => process.env.CRASH_COUNT && process.stderr.write(`${changes} changes of the file system\n`));
}
