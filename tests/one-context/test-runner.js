const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { createScriptTransformer } = require('@jest/transform');
const { default: circus } = require('jest-circus/runner');

const eventHandlers = Symbol.for('EVENT_HANDLERS');
const transformOptions = {
  collectCoverage: false,
  collectCoverageFrom: [],
  coverageProvider: 'v8',
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};
const isolated = 'start the suite with `/** @jest-environment node */`: it shares its modules with others';

/** By file: the file of its source map. Jest reads those of the suite, for the stacks of errors. */
const sourceMaps = new Map();
let suiteSourceMaps = sourceMaps;
let started = false;

/**
 * Runs a suite with jest-circus, as Jest does, but loads its modules with Node.js: once for all suites of a worker. Jest loads and compiles
 * every module again for each suite, in a context where each access to a global is intercepted. Only the suite itself, and the state of jest-circus,
 * are loaded for each suite. A suite in another environment (`@jest-environment node` in its first comment) runs as Jest runs it.
 */
module.exports = async (globalConfig, config, environment, runtime, testPath, sendMessageToJest) => {
  if (environment.global === globalThis) {
    if (!started) await start(config);
    shareModules(runtime, testPath);
  }
  try {
    return await circus(globalConfig, config, environment, runtime, testPath, sendMessageToJest);
  } finally {
    delete require.cache[testPath];
  }
};

function shareModules(runtime, testPath) {
  suiteSourceMaps = runtime.getSourceMaps();
  for (const [file, sourceMap] of sourceMaps) suiteSourceMaps.set(file, sourceMap);
  const load = Module.createRequire(testPath);
  globalThis.jest = sharedJest(runtime.requireModuleOrMock(testPath, '@jest/globals').jest);
  runtime.requireModule = (file) => load(file);
  runtime.requireInternalModule = (file) => {
    delete globalThis[eventHandlers];
    delete load.cache[file];
    return load(file);
  };
}

/** Jest without what would replace modules, which other suites use too. */
function sharedJest(jest) {
  const shared = { ...jest };
  for (const name of ['mock', 'doMock', 'setMock', 'isolateModules', 'isolateModulesAsync', 'resetModules']) {
    shared[name] = () => {
      throw new Error(`to call jest.${name}, ${isolated}`);
    };
  }
  return shared;
}

/** Node.js loads what Jest's configuration transforms and maps. */
async function start(config) {
  const transformer = await createScriptTransformer(config, new Map());
  const patterns = config.transform.map(([pattern]) => new RegExp(pattern));
  const transforms = (file) => transformer.shouldTransform(file) && patterns.some((pattern) => pattern.test(file));
  const loadJavaScript = Module._extensions['.js'];
  const load = (module, file) => {
    if (!transforms(file)) return loadJavaScript(module, file);
    const { code, sourceMapPath } = transformer.transform(file, transformOptions, readFileSync(file, 'utf8'));
    for (const maps of [sourceMaps, suiteSourceMaps]) maps.set(file, sourceMapPath);
    module._compile(code, file);
  };
  Module._extensions['.ts'] = load;
  Module._extensions['.js'] = load;

  const mapped = config.moduleNameMapper.map(([pattern, file]) => [new RegExp(pattern), file]);
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) =>
    resolve(mapped.find(([pattern]) => pattern.test(request))?.[1] ?? request, ...rest);
  started = true;
}
