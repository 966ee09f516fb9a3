const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const { getBuiltinModule } = process;
const testTimeout = Symbol.for('TEST_TIMEOUT_SYMBOL');

/**
 * The environment of a suite that runs in the worker's own context, where test-runner.js shares the loaded modules of all suites.
 * After the suite, globals, environment variables, working directory, exit code and signal listeners are what they were before it.
 */
module.exports = class OneContextEnvironment {
  global = globalThis;
  fakeTimers = null;

  constructor({ projectConfig }) {
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.before = {
      globals: Object.getOwnPropertyDescriptors(globalThis),
      exit: process.exit,
      exitCode: process.exitCode,
      variables: { ...process.env },
      directory: process.cwd(),
      listeners: signals.map((signal) => [signal, process.listeners(signal)]),
    };
  }

  /** The runtime has replaced what returns Node.js's own modules, which here are those of the worker. */
  async setup() {
    if (getBuiltinModule !== undefined) process.getBuiltinModule = getBuiltinModule;
  }

  async teardown() {
    const { globals, exit, exitCode, variables, directory, listeners } = this.before;
    this.fakeTimersModern.dispose();
    restoreGlobals(globals);
    delete globalThis[testTimeout];
    process.exit = exit;
    process.exitCode = exitCode;
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    for (const [name, value] of Object.entries(variables)) if (process.env[name] !== value) process.env[name] = value;
    if (process.cwd() !== directory) process.chdir(directory);
    for (const [signal, kept] of listeners) {
      for (const listener of process.listeners(signal)) if (!kept.includes(listener)) process.off(signal, listener);
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }
};

/** Values that a suite replaced. What loads lazily, and what Jest and modules add, stays. */
function restoreGlobals(globals) {
  for (const [name, before] of Object.entries(globals)) {
    if ('value' in before && before.configurable && globalThis[name] !== before.value)
      Object.defineProperty(globalThis, name, before);
  }
}
