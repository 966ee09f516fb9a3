import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { shortPath } from '@document-pipelines/asl/paths';
import { findProject } from '@document-pipelines/local-aws/environment';

/** Where the outputs of an environment are looked for. */
export interface OutputsLocation {
  readonly cwd: string;
  readonly environment: string;
  /** What `terraform output -json` printed; absent: Terraform is asked in the stack's folder. */
  readonly outputsFile?: string;
}

/** The outputs of a stack, by their names. */
export type StackOutputs = Readonly<Record<string, unknown>>;

/**
 * Returns the outputs of an applied stack, from a file or from `terraform output -json` in `cdktf.out/stacks/<environment>`. Throws
 * UserError with the command that makes them available.
 * https://developer.hashicorp.com/terraform/cli/commands/output
 */
export function readOutputs(location: OutputsLocation): StackOutputs {
  const { cwd, outputsFile, environment } = location;
  const outputs =
    outputsFile === undefined
      ? parseOutputs(askTerraform(location), `terraform output -json of ${environment}`)
      : parseOutputs(readFile(resolve(cwd, outputsFile)), outputsFile);
  const flat = outputs[environment];
  // cdktf's --outputs-file has them below the name of the stack.
  return isRecord(flat) && !('value' in flat) ? flat : withoutMetadata(outputs);
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`the outputs cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseOutputs(text: string, source: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // The error below names the source.
  }
  throw new UserError(`${source} is not a JSON object`, { help: 'write it with `terraform output -json`' });
}

/** `{"name": {"value": …, "type": …, "sensitive": …}}`. */
function withoutMetadata(outputs: Readonly<Record<string, unknown>>): StackOutputs {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => [
      name,
      isRecord(output) && 'value' in output ? output['value'] : output,
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function askTerraform({ cwd, environment }: OutputsLocation): string {
  const stack = join(findProject(cwd).stacksFolder, environment);
  const elsewhere = `where it was applied, run \`terraform -chdir=cdktf.out/stacks/${environment} output -json > outputs.json\`, and add \`--outputs outputs.json\``;
  if (!existsSync(join(stack, '.terraform')))
    throw new UserError(
      `the outputs of ${environment} are not known here: Terraform has not been initialised in ${shortPath(stack, cwd)}`,
      { help: `\`npm run plan -- ${environment}\` initialises it; or ${elsewhere}` },
    );
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  const asked = spawnSync('terraform', [`-chdir=${stack}`, 'output', '-json'], { encoding: 'utf8', env });
  if (asked.status === 0) return asked.stdout;
  const reason = asked.error?.message ?? asked.stderr.trim();
  throw new UserError(`the outputs of ${environment} are not known here: terraform output failed`, {
    details: reason.split('\n').map((line) => `  ${line}`),
    help: elsewhere,
  });
}
