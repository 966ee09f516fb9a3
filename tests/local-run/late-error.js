/** Loaded before the command: fails outside everything that waits for anything, once an execution has been kept. LATE_ERROR: throw or reject. */
const { isMainThread } = require('node:worker_threads');
const { existsSync } = require('node:fs');

if (isMainThread && process.argv.includes('run')) {
  const look = setInterval(() => {
    if (!existsSync('.local/dev/executions')) return;
    clearInterval(look);
    if (process.env.LATE_ERROR === 'throw') throw new Error('a timer failed');
    void Promise.reject(new Error('a promise failed'));
  }, 20);
}
