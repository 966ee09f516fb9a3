/**
 * What a person waits for: `asl --help`, `asl check`, `asl test` and the synthesis, cold and unchanged, as whole processes with the
 * memory of their children. Prints medians, and how `asl --help` compares with the start of Node.js and tsx: the runs of both alternate.
 *
 *     node -r tsx/cjs tests/benches/commands.ts [runs]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measureProcess, type ProcessCost } from './measuring/measure-process';
import { median } from './measuring/median';

const root = resolve(__dirname, '..', '..');
const node = process.execPath;
const asl = join(root, 'packages', 'asl', 'asl.js');
const synth = [node, '-r', 'tsx/cjs', 'main.ts'];

void main(Number(process.argv[2] ?? 5));

async function main(runs: number): Promise<void> {
  print('node -e 0', await repeated(runs, () => measureProcess([node, '-e', '0'], root)));
  await compareStart(runs);
  print('asl check', await repeated(runs, () => measureProcess([node, asl, 'check'], root)));
  print('asl test', await repeated(runs, () => measureProcess([node, asl, 'test'], root)));
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  const environment = { ...process.env, CDKTF_OUTDIR: join(folder, 'cdktf.out') };
  try {
    const cold = (): Promise<ProcessCost> => {
      for (const left of [environment.CDKTF_OUTDIR, join(root, '.cache', 'functions')])
        rmSync(left, { recursive: true, force: true });
      return measureProcess(synth, root, environment);
    };
    print('synth, cold', await repeated(runs, cold));
    print('synth, unchanged', await repeated(runs, () => measureProcess(synth, root, environment)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The load of a computer changes from one run to the next: only runs that alternate can be compared. */
async function compareStart(runs: number): Promise<void> {
  const [bare, help]: [ProcessCost[], ProcessCost[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    bare.push(await measureProcess([node, '-r', 'tsx/cjs', '-e', '0'], root));
    help.push(await measureProcess([node, asl, '--help'], root));
  }
  print('tsx/cjs -e 0', bare);
  print('asl --help', help);
  const [least, all] = [bare, help].map((costs) => median(costs.map(({ seconds }) => seconds))) as [number, number];
  console.log(`asl --help takes ${(all / least).toFixed(2)} times as long as node -r tsx/cjs -e 0`);
}

async function repeated(runs: number, measure: () => Promise<ProcessCost>): Promise<ProcessCost[]> {
  const costs: ProcessCost[] = [];
  for (let run = 0; run < runs; run++) costs.push(await measure());
  return costs;
}

function print(name: string, costs: readonly ProcessCost[]): void {
  const seconds = median(costs.map((cost) => cost.seconds)).toFixed(2);
  const megabytes = Math.round(median(costs.map((cost) => cost.megabytes)));
  console.log(`${name.padEnd(18)} ${seconds.padStart(5)} s  ${String(megabytes).padStart(4)} MB with children`);
}
