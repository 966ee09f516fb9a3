/**
 * Loaded before the command: from the nth write to a path that matches on, every write of state fails, as on a disk that is full.
 * FULL_AT: the path, as a regular expression; FULL_AFTER: writes to such paths that still succeed.
 */
const { isMainThread } = require('node:worker_threads');
const fs = require('node:fs');
const promises = require('node:fs/promises');

const path = new RegExp(process.env.FULL_AT);
let left = Number(process.env.FULL_AFTER);

function isFull(file) {
  if (typeof file !== 'string' || !file.includes('.local')) return false;
  if (left > 0 && path.test(file)) left -= 1;
  return left === 0;
}

function failing(original, name) {
  return function (file, ...others) {
    if (!isFull(file)) return original.call(this, file, ...others);
    const error = new Error(`ENOSPC: no space left on device, write`);
    Object.assign(error, { code: 'ENOSPC', errno: -28, syscall: 'write' });
    if (name.endsWith('Sync')) throw error;
    return Promise.reject(error);
  };
}

if (isMainThread && process.argv.includes('run')) {
  for (const name of ['writeFileSync', 'appendFileSync', 'mkdirSync']) fs[name] = failing(fs[name], name);
  for (const name of ['writeFile', 'appendFile', 'mkdir']) promises[name] = failing(promises[name], name);
}
