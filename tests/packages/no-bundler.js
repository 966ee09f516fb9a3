// Loaded before a published command: it has everything bundled, and must not look for a bundler, nor for a loader of TypeScript.
const Module = require('node:module');

const { _load: load } = Module;
Module._load = (request, ...others) => {
  if (/^(esbuild|tsx)(\/|$)/.test(request)) throw new Error(`${request} is loaded by a published command`);
  return load.call(Module, request, ...others);
};
