import module from 'node:module';
import { join } from 'node:path';
import type { AppConfig } from 'cdktf';
import { contentCache } from '../../asl/content-cache';
import { stderr } from '../../asl/terminal';
import type { Environment } from '../../environments';
import { bundleFunctions } from '../function-bundles';
import type { PipelinesStackOptions } from '../pipelines-stack';
import { reportMistakes } from './report-mistakes';
import { unlessUnchanged } from './unless-unchanged';
import { withoutTokenTraces } from './without-token-traces';

/** The inputs of an app. */
export interface Composition extends Pick<typeof import('../stacks'), 'App' | 'PipelinesStack'> {
  readonly appOptions: AppConfig;
  /** By the files of environments/. */
  readonly environments: readonly Environment[];
  /** Parsed and checked, by the files of definitions/. */
  readonly definitions: PipelinesStackOptions['definitions'];
  /** The functions' zips by name. */
  readonly bundles: PipelinesStackOptions['bundles'];
}

/**
 * Reads all inputs of an app under `root`, composes and synthesises it, and writes `cdktf.out` (or `CDKTF_OUTDIR`). Has
 * no effect if the output is from the same inputs: cdktf and the AWS provider, half a second of loading, are loaded
 * only when needed. A mistake in a definition, an environment or a function is printed, and the process ends with 1.
 */
export async function synthesiseIfChanged(root: string, synthesise: (composition: Composition) => void): Promise<void> {
  const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');
  await reportMistakes(() =>
    unlessUnchanged(root, outputFolder, async () => {
      const composition = await readComposition(root, outputFolder);
      withoutTokenTraces(() => synthesise(composition));
    }),
  );
}

async function readComposition(root: string, outputFolder: string): Promise<Composition> {
  const cacheFolder = join(root, '.cache');
  keepCompiledCode(join(cacheFolder, 'compiled'));
  // esbuild works in a process of its own while cdktf and the provider are loaded here.
  const bundling = bundleFunctions({
    root,
    functionsFolder: join(root, 'functions'),
    cacheFolder: join(cacheFolder, 'functions'),
  });
  bundling.catch(() => undefined);
  const { App, PipelinesStack, loadEnvironments, checkedDefinitions } =
    require('../stacks') as typeof import('../stacks');
  return {
    App,
    PipelinesStack,
    appOptions: { outdir: outputFolder, stackTraces: false },
    environments: loadEnvironments(join(root, 'environments'), undefined, printWarning),
    definitions: checkedDefinitions(join(root, 'definitions'), contentCache(join(cacheFolder, 'definitions'))),
    bundles: await bundling,
  };
}

/** Node.js 22.1 and later can keep compiled code: a third of the loading time of cdktf and the provider. */
function keepCompiledCode(folder: string): void {
  const { enableCompileCache } = module as typeof module & {
    readonly enableCompileCache?: (folder: string) => unknown;
  };
  enableCompileCache?.(folder);
}

function printWarning(text: string): void {
  stderr.lines(text.split('\n'));
}
