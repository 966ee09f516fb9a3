import { Module } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { ContentCache } from '../../language/content-cache';
import type { CheckText } from './check-file';

type Checks = typeof import('../../language/check');

interface Bundle {
  readonly code: string;
  /** What V8 compiled of the code. */
  readonly compiled: Buffer;
}

/**
 * Returns the checks, loaded on their first use. Loading some 150 modules of TypeScript takes longer than checking a
 * definition, so they are kept as one compiled file until a source changes. Errors in it have no source lines: the
 * modules themselves are then loaded and called again.
 */
export function loadCheckText(cache: ContentCache): CheckText {
  let checks: Checks | undefined;
  return (text, file, options) => {
    checks ??= bundledChecks(cache);
    try {
      return checks.checkText(text, file, options);
    } catch {
      checks = require('../../language/check') as Checks;
      return checks.checkText(text, file, options);
    }
  };
}

function bundledChecks(cache: ContentCache): Checks {
  try {
    const versions = ['yaml', 'jsonata'].map(
      (name) => (require(`${name}/package.json`) as { version: string }).version,
    );
    const { code, compiled } = cache.get('checks', versions, buildBundle);
    return evaluate(new Script(Module.wrap(code), { filename, cachedData: compiled }));
  } catch {
    // Without esbuild everything works, only slower.
    return require('../../language/check') as Checks;
  }
}

const filename = join(__dirname, 'checks.js');

function evaluate(script: Script): Checks {
  const module = { exports: {} };
  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run(module.exports, require, module, filename, __dirname);
  return module.exports as Checks;
}

const warmUp = `
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: f, Payload: '{% $states.input %}' }, Next: B }
  B: { Type: Pass, QueryLanguage: JSONPath, Parameters: { 'a.$': $.b }, End: true }
`;

function buildBundle(): Bundle {
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const entry = join(__dirname, '..', '..', 'language', 'check', 'index.ts');
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles[0]!.text;
  const script = new Script(Module.wrap(code), { filename });
  // Functions that were called are compiled, and kept with the code.
  evaluate(script).checkText(warmUp, 'warm-up.asl.yaml');
  return { code, compiled: script.createCachedData() };
}
