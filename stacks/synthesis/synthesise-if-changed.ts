import { join } from 'node:path';
import { contentCache } from '@document-pipelines/asl/content-cache';
import { stderr, terminalLine } from '@document-pipelines/asl/terminal';
import type { AppConfig } from 'cdktf';
import type { Environment } from '../../environments';
import type { PipelinesStackOptions } from '../pipelines-stack';
import { reportMistakes } from './report-mistakes';
import { type Bundling, startBundling } from './start-bundling';
import { unlessUnchanged } from './unless-unchanged';
import { withoutTokenTraces } from './without-token-traces';

/** What an app is composed of. */
export interface Composition extends Pick<typeof import('../stacks'), 'App' | 'PipelinesStack'>, Bundling {
  readonly appOptions: AppConfig;
  /** By the files of environments/. */
  readonly environments: readonly Environment[];
  /** Parsed and checked, by the files of definitions/. */
  readonly definitions: PipelinesStackOptions['definitions'];
}

/**
 * Reads all inputs of an app under `root`, composes and synthesises it, and writes `cdktf.out` (or `CDKTF_OUTDIR`). Has
 * no effect if the output is from the same inputs: cdktf and the AWS provider, half a second of loading, are loaded
 * only when needed. A mistake in a definition, an environment or a function is printed, and the process ends with 1.
 * Warnings are printed at the end, also for output that is kept.
 */
export async function synthesiseIfChanged(
  root: string,
  synthesise: (composition: Composition) => Promise<void>,
): Promise<void> {
  const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');
  await reportMistakes(async () => {
    const warnings = await unlessUnchanged(root, outputFolder, async () => {
      const found: string[] = [];
      const onWarning = (warning: string) => found.push(warning.split('\n').map(terminalLine).join('\n'));
      // cdktf makes tokens while it is loaded, too.
      await withoutTokenTraces(() => synthesise(readComposition(root, outputFolder, onWarning)));
      return found;
    });
    for (const warning of warnings) stderr.lines(warning.split('\n'));
  });
}

function readComposition(root: string, outputFolder: string, onWarning: (text: string) => void): Composition {
  const cacheFolder = join(root, '.cache');
  const bundling = startBundling({
    root,
    functionsFolder: join(root, 'functions'),
    cacheFolder: join(cacheFolder, 'functions'),
  });
  const { App, PipelinesStack, loadEnvironments, checkedDefinitions } =
    require('../stacks') as typeof import('../stacks');
  return {
    App,
    PipelinesStack,
    appOptions: { outdir: outputFolder, stackTraces: false },
    environments: loadEnvironments(join(root, 'environments'), undefined, onWarning),
    definitions: checkedDefinitions(join(root, 'definitions'), contentCache(join(cacheFolder, 'definitions'))),
    ...bundling,
  };
}
