/**
 * What a person waits for: `asl --help`, `asl check`, `asl test` and the synthesis, cold, with cached bundles and unchanged, as whole processes with the
 * memory of their children. Prints medians, and how `asl --help` from the sources and as it is packed compares with the start of tsx and of
 * Node.js: their runs alternate.
 *
 *     node -r tsx/cjs tests/benches/commands.ts [runs]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packAll } from '../../packages/packing/packings';
import { measureProcess, type ProcessCost } from './measuring/measure-process';
import { median } from './measuring/median';

const root = resolve(__dirname, '..', '..');
const node = process.execPath;
const asl = join(root, 'packages', 'asl', 'asl.js');
const synth = [node, join(root, 'stacks', 'synthesise.js')];

void main(Number(process.argv[2] ?? 5));

async function main(runs: number): Promise<void> {
  await compareStart(runs);
  print('asl check', await repeated(runs, () => measureProcess([node, asl, 'check'], root)));
  print('asl test', await repeated(runs, () => measureProcess([node, asl, 'test'], root)));
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  const environment = { ...process.env, CDKTF_OUTDIR: join(folder, 'cdktf.out') };
  try {
    const without = (...left: readonly string[]): Promise<ProcessCost> => {
      for (const each of left) rmSync(each, { recursive: true, force: true });
      return measureProcess(synth, root, environment);
    };
    const output = environment.CDKTF_OUTDIR;
    const caches = ['app', 'definitions', 'functions'].map((name) => join(root, '.cache', name));
    print('synth, cold', await repeated(runs, () => without(output, ...caches)));
    print('synth, cached bundles', await repeated(runs, () => without(output)));
    print('synth, unchanged', await repeated(runs, () => without()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The load of a computer changes from one run to the next: only runs that alternate can be compared. */
async function compareStart(runs: number): Promise<void> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'packed-'));
  try {
    await packAll(root, folder);
    const commands = {
      'node -e 0': [node, '-e', '0'],
      'tsx/cjs -e 0': [node, '-r', 'tsx/cjs', '-e', '0'],
      'asl --help': [node, asl, '--help'],
      'asl --help, packed': [node, join(folder, 'asl', 'dist', 'asl.js'), '--help'],
    };
    const entries = Object.entries(commands).map(([name, command]) => ({ name, command, costs: [] as ProcessCost[] }));
    for (let run = 0; run <= runs; run++) {
      for (const { command, costs } of entries) {
        const cost = await measureProcess(command, root);
        // The first one may write a bundle or compiled code.
        if (run > 0) costs.push(cost);
      }
    }
    for (const { name, costs } of entries) print(name, costs);
    const [bare = 0, tsx = 0, help = 0, packed = 0] = entries.map(({ costs }) =>
      median(costs.map((each) => each.seconds)),
    );
    console.log(`asl --help takes ${(help / tsx).toFixed(2)} times as long as node -r tsx/cjs -e 0`);
    console.log(`asl --help, packed, takes ${(packed / bare).toFixed(2)} times as long as node -e 0`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function repeated(runs: number, measure: () => Promise<ProcessCost>): Promise<ProcessCost[]> {
  const costs: ProcessCost[] = [];
  for (let run = 0; run < runs; run++) costs.push(await measure());
  return costs;
}

function print(name: string, costs: readonly ProcessCost[]): void {
  const seconds = median(costs.map((cost) => cost.seconds)).toFixed(2);
  const megabytes = Math.round(median(costs.map((cost) => cost.megabytes)));
  console.log(`${name.padEnd(20)} ${seconds.padStart(5)} s  ${String(megabytes).padStart(4)} MB with children`);
}
