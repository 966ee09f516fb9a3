/**
 * `npm run test:terraform`: takes dev through init, validate, plan, apply, an empty second plan, a stored document and
 * destroy, with the real AWS provider, against the emulator of AWS at AWS_ENDPOINT_URL. Terraform finds the provider in
 * its registry, or in the mirror of its configuration file. Ends with 0 if everything worked or if it was skipped, which
 * is printed with the reason; 1 if a step failed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorReport } from '@document-pipelines/asl/diagnostics';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import { machineExecutions } from '../../stacks/terraform/destroy/machine-executions';
import { planFile } from '../../stacks/terraform/plan/plan-command';
import { CommandFailed, type Project, stackFolder } from '../../stacks/terraform/project';
import { runCommand } from '../../stacks/terraform/run-command';
import { terraform } from '../../stacks/terraform/run-programs';
import { storeDocument } from './store-document';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const root = join(__dirname, '..', '..');
const environment = 'dev';
/** A project of its own: no state or plan of the checkout is touched. */
const copy = mkdtempSync(join(tmpdir(), 'terraform-trial-'));

/** What emulators need and AWS does not. */
const settingsOfEmulators = { provider: { aws: { s3_use_path_style: true, skip_metadata_api_check: 'true' } } };

const project: Project = {
  root: copy,
  print: (text) => stdout.line(`  ${text}`),
  synthesise,
  terraform: (folder, parameters, output) => terraform(copy, [`-chdir=${folder}`, ...parameters], output),
  executions: machineExecutions,
  confirm: async () => true,
};

async function main(): Promise<number> {
  const reason = missing();
  if (reason !== undefined) return skipped(reason);
  cpSync(join(root, 'environments', `${environment}.yaml`), join(copy, 'environments', `${environment}.yaml`));
  project.synthesise();
  try {
    runTerraform('init', '-input=false');
  } catch {
    return skipped('the AWS provider cannot be installed: the reason is above');
  }
  runTerraform('validate');
  const isStored = await applyAndStore();
  await runCommand(project, ['destroy', environment, '--yes']);
  if (!isStored) return 1;
  stdout.line('planned, applied, planned without changes, stored a document, destroyed');
  return 0;
}

/** Returns false after a failure, which it prints: what was created until then is destroyed too. */
async function applyAndStore(): Promise<boolean> {
  try {
    await runCommand(project, ['plan', environment]);
    await runCommand(project, ['apply', environment]);
    await runCommand(project, ['plan', environment]);
    // A plan without changes is not saved.
    if (existsSync(join(stackFolder(project, environment), planFile(environment)))) {
      throw new CommandFailed('the second plan has changes');
    }
    await storeDocument(outputs(), join(root, 'samples', 'invoice.pdf'));
    return true;
  } catch (error) {
    stderr.lines(errorReport(error));
    return false;
  }
}

function missing(): string | undefined {
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  if (endpoint === undefined || endpoint === '') return 'AWS_ENDPOINT_URL is not set to an emulator of AWS';
  const { error } = spawnSync('terraform', ['version']);
  return error === undefined ? undefined : 'there is no terraform on the PATH';
}

function skipped(reason: string): number {
  stdout.line(`skipped: ${reason}`);
  return 0;
}

/** The state is a file of the copy, also if the environment names a bucket. */
function synthesise(): void {
  const env = { ...process.env, CDKTF_OUTDIR: join(copy, 'cdktf.out') };
  const options = { cwd: root, env, encoding: 'utf8' } as const;
  const { status, stderr: errors } = spawnSync(process.execPath, ['stacks/synthesise.js'], options);
  if (status !== 0) throw new Error(`the app cannot be synthesised: ${errors}`);
  const stack = stackFolder(project, environment);
  const file = join(stack, 'cdk.tf.json');
  const synthesised = JSON.parse(readFileSync(file, 'utf8')) as { readonly terraform: object };
  const backend = { local: { path: `../../../terraform.${environment}.tfstate` } };
  writeFileSync(file, JSON.stringify({ ...synthesised, terraform: { ...synthesised.terraform, backend } }));
  writeFileSync(join(stack, 'emulator_override.tf.json'), JSON.stringify(settingsOfEmulators));
}

function runTerraform(...parameters: readonly string[]): string {
  return project.terraform(stackFolder(project, environment), parameters, 'return');
}

function outputs(): Readonly<Record<string, { readonly value: unknown }>> {
  return JSON.parse(runTerraform('output', '-json')) as Readonly<Record<string, { readonly value: unknown }>>;
}

main()
  .then((status) => {
    process.exitCode = status;
  })
  .catch((error: unknown) => {
    stderr.lines(errorReport(error));
    process.exitCode = 1;
  })
  .finally(() => rmSync(copy, { recursive: true, force: true }));
