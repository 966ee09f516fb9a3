/**
 * What a function's module costs when a container starts: each bundle, as CommonJS and as ES module, loaded in a fresh Node
 * process many times. Prints medians in milliseconds.
 *
 *     node -r tsx/cjs tests/benches/cold-start.ts [runs]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { functionNames } from '../../stacks/function-bundles';
import { buildBundles } from '../../stacks/function-bundles/build-bundles';
import { type BundleFormat, bundleFile } from '../../stacks/function-bundles/build-options';
import { loadingVariables } from '../../stacks/function-bundles/function-variables';

const formats: readonly BundleFormat[] = ['cjs', 'esm'];

/** Loads one bundle the way the Lambda runtime does, and prints how long its module body took. */
const loader = `
const [file, format] = process.argv.slice(1);
const { pathToFileURL } = require('node:url');
(async () => {
  const start = performance.now();
  const loaded = format === 'esm' ? await import(pathToFileURL(file)) : require(file);
  const end = performance.now();
  if (typeof loaded.handler !== 'function') throw new Error('no handler in ' + file);
  process.stdout.write(String(end - start));
})();
`;

const root = resolve(__dirname, '..', '..');
const names = functionNames(join(root, 'functions'));

const environment = {
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'eu-west-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ...loadingVariables(join(root, 'functions')),
};

void measure(Number(process.argv[2] ?? 15));

async function measure(runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
  try {
    console.log(`Node ${process.version}, ${runs} fresh processes each, medians in ms (bundle in KiB)`);
    const files: Record<string, Awaited<ReturnType<typeof writeBundles>>> = {};
    for (const format of formats) files[format] = await writeBundles(folder, format);
    for (const name of names) {
      const samples: Record<string, number[]> = { cjs: [], esm: [] };
      // In turns, so that other load of the computer affects both equally.
      for (let run = 0; run < runs; run += 1) {
        for (const format of formats)
          samples[format]?.push(loadMilliseconds(files[format]?.[name]?.path ?? '', format));
      }
      const cells = formats.map((format) => {
        const kibibytes = Math.round((files[format]?.[name]?.bytes ?? 0) / 1024);
        return `${format} ${median(samples[format] ?? [])
          .toFixed(1)
          .padStart(6)} (${String(kibibytes).padStart(4)})`;
      });
      console.log(`${name.padEnd(24)} ${cells.join('   ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeBundles(
  folder: string,
  format: BundleFormat,
): Promise<Record<string, { path: string; bytes: number }>> {
  const { functions } = await buildBundles(names, { root, functionsFolder: join(root, 'functions') }, format);
  const entries = Object.entries(functions).map(([name, { code }]) => {
    const path = join(folder, format, name, bundleFile[format]);
    mkdirSync(join(folder, format, name), { recursive: true });
    writeFileSync(path, code);
    return [name, { path, bytes: code.length }] as const;
  });
  return Object.fromEntries(entries);
}

function loadMilliseconds(file: string, format: BundleFormat): number {
  const child = spawnSync(process.execPath, ['-e', loader, file, format], { env: environment, encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`${file} does not load: ${child.stderr}`);
  return Number(child.stdout);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
