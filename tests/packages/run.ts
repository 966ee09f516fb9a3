import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stdout } from '@document-pipelines/asl/terminal';
import { makeTarball } from '../../packages/packing/pack-package';
import { packAll } from '../../packages/packing/packings';
import { root } from '../source-files';
import { askPage, wrongWith } from './ask-page';

/** The versions of Node.js that the packages are tried on: the oldest that is supported, and the two after it. */
const nodeVersions = ['20.9.0', '22', '24'];

/** Packages that the stranger's app itself uses. */
const ofTheApp = ['cdktf@0.21', '@cdktf/provider-aws@21', 'constructs@10', 'yaml@2'];

interface Attempt {
  readonly args: readonly string[];
  readonly status?: number;
  /** Printed on one of the streams. */
  readonly prints: RegExp;
}

const withoutLocalAws: readonly Attempt[] = [
  { args: ['--version'], prints: /^\d+\.\d+\.\d+/ },
  { args: ['check'], prints: /no problems found/ },
  { args: ['test'], prints: /the case passed/ },
  { args: ['run', 'greeting', '--case', 'greets by name'], prints: /Hello, Ada/ },
  { args: ['iam', 'greeting'], prints: /lambda:InvokeFunction/ },
  { args: ['graph', 'greeting'], prints: /<svg/ },
  { args: ['cost', 'greeting'], prints: /greets by name/ },
  { args: ['local', 'serve'], status: 2, prints: /npm install --save-dev @document-pipelines\/local-aws/ },
];

const localRun = [
  'local',
  'run',
  'greeting',
  '--env',
  'greetings',
  '--input',
  '{"name":"Ada"}',
  '--yes',
  '--without',
  'aws_vpc_endpoint',
];
const withLocalAws: readonly Attempt[] = [{ args: localRun, prints: /Hello, Ada/ }];

/**
 * `npm run test:packages`: packs, installs into an empty folder from the registry, and runs the commands on another project's CDKTF app with
 * each version of Node.js. Needs the registry and some minutes; ends with 1 if a command does not do what it should.
 */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-'));
  try {
    const tarballs = (await packAll(root, join(folder, 'staged'))).map(({ folder: staged }) =>
      makeTarball(staged, staged),
    ) as [asl: string, localAws: string];
    const nodes = nodeVersions.map((version) => nodeOf(version, folder));
    const app = join(folder, 'app');
    cpSync(join(__dirname, 'foreign-app'), app, { recursive: true });
    install(app, [tarballs[0], ...ofTheApp]);
    const failures = nodes.flatMap((node) => withoutLocalAws.flatMap((attempt) => failureOf(attempt, { node, app })));
    install(app, [tarballs[1]]);
    failures.push(...nodes.flatMap((node) => withLocalAws.flatMap((attempt) => failureOf(attempt, { node, app }))));
    for (const node of nodes) failures.push(...(await failuresOfPage(node, app)));
    stdout.lines(failures.length === 0 ? ['the packages do what they should'] : failures);
    process.exitCode = failures.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs a version of Node.js from the package `node`, and returns its executable. */
function nodeOf(version: string, folder: string): string {
  const prefix = join(folder, `node-${version}`);
  install(prefix, [`node@${version}`]);
  return join(prefix, 'node_modules', 'node', 'bin', 'node');
}

function install(folder: string, packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['install', '--no-fund', '--no-audit', '--prefix', folder, ...packages], {
    cwd: folder,
    stdio: 'inherit',
  });
}

function failureOf(
  { args, status = 0, prints }: Attempt,
  { node, app }: { readonly node: string; readonly app: string },
): readonly string[] {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', CHECKPOINT_DISABLE: '1' };
  const ended = spawnSync(node, [commandOf(app), ...args], { cwd: app, env, encoding: 'utf8' });
  const printed = ended.stdout + ended.stderr;
  const isRight = ended.status === status && prints.test(printed);
  const version = report(node, args.join(' '), isRight);
  return isRight ? [] : [`${version}: asl ${args.join(' ')} ended with ${ended.status}:`, ...printed.split('\n')];
}

/** Serves the page and asks for it. */
async function failuresOfPage(node: string, app: string): Promise<readonly string[]> {
  const failures = await askPage({ node, command: commandOf(app), folder: app }).then(wrongWith, (error: Error) => [
    error.message,
  ]);
  const version = report(node, 'ui', failures.length === 0);
  return failures.map((failure) => `${version}: ${failure}`);
}

function commandOf(app: string): string {
  return join(app, 'node_modules', '@document-pipelines', 'asl', 'dist', 'asl.js');
}

/** Prints what was tried; returns the version of Node.js. */
function report(node: string, args: string, isRight: boolean): string {
  const version = `Node.js ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`;
  stdout.line(`${isRight ? '✓' : '✗'} ${version}: asl ${args}`);
  return version;
}

void run();
