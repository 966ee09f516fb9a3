import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { environmentNames } from '../../environments';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';

const root = join(__dirname, '..', '..');
const environments = environmentNames(join(root, 'environments'));
const cli = join(root, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf');

const folder = mkdtempSync(join(tmpdir(), 'cdktf-'));
const output = join(folder, 'cdktf.out');
const programs = join(folder, 'programs');
const calls = join(folder, 'terraform-calls.txt');

/**
 * Records each call and succeeds. A plan by the real Terraform uses AWS and needs a provider of some 700 MB: `npm run plan` creates
 * one.
 */
const recordingTerraform = `#!/bin/sh
echo "$PWD> terraform $*" >> "${calls}"
case "$1" in version | -v) echo 'Terraform v1.11.4' ;; esac
`;

beforeAll(() => {
  mkdirSync(programs);
  writeFileSync(join(programs, 'terraform'), recordingTerraform);
  chmodSync(join(programs, 'terraform'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

function cdktf(...args: readonly string[]): { readonly status: number | null; readonly printed: string } {
  const PATH = `${programs}${delimiter}${process.env['PATH']}`;
  const env = { ...process.env, PATH, HOME: folder, CHECKPOINT_DISABLE: '1', CI: '1', NODE_OPTIONS: '', NO_COLOR: '1' };
  const command = [cli, ...args, '--output', output];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

/** Returns the calls of terraform since the last call of this function, other than for its version. */
function takeTerraformCalls(): string[] {
  const lines = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
  rmSync(calls, { force: true });
  return lines.filter((line) => !/> terraform (version|-v)/.test(line));
}

// cdktf-cli is an optional dependency: its native module cannot be built everywhere (docs/deploying.md).
const describeWithCli = existsSync(cli) && hasNativeModule() ? describe : describe.skip;

function hasNativeModule(): boolean {
  try {
    require('@cdktf/node-pty-prebuilt-multiarch');
    return true;
  } catch {
    return false;
  }
}

describeWithCli('cdktf-cli, which is an optional dependency,', () => {
  it('synthesises what `npm run synth` does, without Terraform', () => {
    const { status, printed } = cdktf('synth');
    expect([status, printed]).toEqual([0, expect.stringContaining(`stacks: ${environments.join(', ')}`)]);
    for (const stack of synthesisedStacks()) {
      const written = join(output, 'stacks', stack.environment);
      expect(readFileSync(join(written, 'cdk.tf.json'), 'utf8')).toBe(stack.text);
      expect(readdirSync(join(written, 'assets'))).toEqual(readdirSync(join(stack.folder, 'assets')));
    }
    expect(takeTerraformCalls()).toEqual([]);
  });

  it('lists the environments', () => {
    const { status, printed } = cdktf('list');
    expect(status).toBe(0);
    // Long paths are broken into lines.
    const listed = printed.replaceAll(/\s/g, '');
    for (const environment of environments)
      expect(listed).toContain(`${environment}${join(output, 'stacks', environment)}`);
    expect(takeTerraformCalls()).toEqual([]);
  });

  it('has Terraform plan the folder of the environment for `diff`', () => {
    expect(cdktf('diff', 'dev')).toMatchObject({ status: 0 });
    const planned = join(output, 'stacks', 'dev');
    const terraform = takeTerraformCalls();
    expect(terraform[0]).toBe(`${planned}> terraform init`);
    expect(terraform.at(-1)).toMatch(`${planned}> terraform plan -input=false`);
  });
});
