import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '@document-pipelines/asl/definition';
import { compareJson } from '../../packages/asl/src/interpreter/cases/expectations/compare-json';
import { synthesisFiles, synthesisFolders } from '../../stacks/synthesis/output-stamp';

/** The version of CDK Terrain that is compared. */
const cdktnVersion = '0.24.0';

const usage = `usage: npm run test:cdktn
Synthesises every environment with CDKTF and with CDK Terrain (cdktn ${cdktnVersion}, under the name of cdktf) and compares the output.
Needs the npm registry: some 400 MB are installed below .cache/ and removed again.
Ends with 0 if both are equal, 1 if they differ, 2 if one of them could not be installed or synthesised.`;

const root = join(__dirname, '..', '..');
// Inside the project: what the copy does not install itself, it finds in the project's node_modules.
const copy = join(root, '.cache', 'cdk-terrain');

/** Compares all environments and returns the exit status. */
function compareWithCdkTerrain(): number {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  try {
    for (const path of [...synthesisFiles, ...synthesisFolders]) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    console.log(`installing cdktn ${cdktnVersion} as cdktf …`);
    installCdkTerrain();
    const [ours, theirs] = [synthesise(root), synthesise(copy)];
    return report(ours, theirs);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The provider is installed again, or it would load the project's cdktf. Its peer dependency names cdktf's own versions. */
function installCdkTerrain(): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  const locked = (name: string): string => packages[`node_modules/${name}`]!.version;
  const dependencies = {
    cdktf: `npm:cdktn@${cdktnVersion}`,
    '@cdktf/provider-aws': locked('@cdktf/provider-aws'),
    constructs: locked('constructs'),
  };
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const options = ['--legacy-peer-deps', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['install', ...options], copy);
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
}

/** Synthesises the app of a folder and returns the folder of its stacks. */
function synthesise(folder: string): string {
  const output = join(copy, folder === root ? 'synthesised-by-cdktf' : 'synthesised-by-cdktn');
  run(process.execPath, ['-r', 'tsx/cjs', join(folder, 'main.ts')], folder, { CDKTF_OUTDIR: output });
  return join(output, 'stacks');
}

function report(ours: string, theirs: string): number {
  const environments = readdirSync(ours);
  let status = 0;
  for (const environment of environments) {
    const differences = listDifferences(join(ours, environment), join(theirs, environment));
    if (differences.length > 0) status = 1;
    console.log(
      differences.length === 0 ? `${environment}: equal` : `${environment}: ${differences.length} differences`,
    );
    for (const difference of differences) console.log(`  ${difference}`);
  }
  return status;
}

/**
 * Returns the values of cdk.tf.json, and the zips, in which two folders of a stack differ. The version of cdktf in its comment is not
 * compared.
 */
function listDifferences(ours: string, theirs: string): string[] {
  const values = compareJson(stackIn(ours), stackIn(theirs), { isSubset: false }).map(
    ({ path, expected, actual }) =>
      `${path.join('.')}: ${JSON.stringify(expected)}, with cdktn ${JSON.stringify(actual)}`,
  );
  const assets = new Set([...readdirSync(join(ours, 'assets')), ...readdirSync(join(theirs, 'assets'))]);
  const zips = [...assets].filter((name) => !readAsset(ours, name)?.equals(readAsset(theirs, name) ?? Buffer.alloc(0)));
  return [...values, ...zips.map((name) => `assets/${name}`)];
}

function stackIn(folder: string): JsonObject {
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as JsonObject;
  const { '//': comment, ...rest } = stack;
  if (!isJsonObject(comment) || !isJsonObject(comment['metadata'])) throw new Error(`${folder} has no metadata`);
  return { ...rest, '//': { ...comment, metadata: { ...comment['metadata'], version: 'not compared' } } };
}

function readAsset(folder: string, name: string): Buffer | undefined {
  return readdirSync(join(folder, 'assets')).includes(name) ? readFileSync(join(folder, 'assets', name)) : undefined;
}

function run(program: string, args: readonly string[], cwd: string, variables: NodeJS.ProcessEnv = {}): void {
  const env = { ...process.env, ...variables };
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
}

if (process.argv.includes('--help')) {
  console.log(usage);
} else {
  try {
    process.exitCode = compareWithCdkTerrain();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = 2;
  }
}
