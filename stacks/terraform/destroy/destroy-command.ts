import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { dataTypes } from '../plan/data-losses';
import { savePlan } from '../plan/plan-command';
import { managedChanges, type Plan } from '../plan/plan-json';
import { planSummary } from '../plan/plan-summary';
import { prepareStack } from '../prepare-stack';
import { type Command, CommandFailed, environmentSettings, type Project, TerraformFailed } from '../project';
import type { RunningExecution } from './machine-executions';

/**
 * Plans the destruction of an environment, asks, stops its running executions and applies the plan. Step Functions
 * deletes a state machine only when its executions have ended, and one may wait for a year. Rejects an environment
 * that protects its data, before anything is stopped.
 */
export const destroyCommand: Command = async (project, environment, { yes }) => {
  assertUnprotected(project, environment);
  const stack = prepareStack(project, environment);
  const file = `${environment}.destroy.tfplan`;
  try {
    const plan = savePlan(project, stack, file, ['-destroy']);
    if (managedChanges(plan).length === 0) return project.print(`${environment} has no resources: nothing to destroy.`);
    assertUnprotectedOnAws(plan, environment);
    for (const line of planSummary(plan)) project.print(line);
    const executions = await callStepFunctions(environment, () => runningExecutions(project, stack, plan));
    for (const line of executionLines(executions)) project.print(line);
    if (!yes && !(await isConfirmed(project, environment, executions.length))) {
      return project.print(`Nothing is destroyed. To destroy ${environment}: npm run destroy -- ${environment}`);
    }
    await callStepFunctions(environment, () => stopAll(project, stack, executions));
    applyPlan(project, environment, { stack, file });
  } finally {
    rmSync(join(stack, file), { force: true });
  }
};

function assertUnprotected(project: Project, environment: string): void {
  if (!environmentSettings(project, environment).protectData) return;
  throw new UserError(`${environment} protects its data (\`protectData: true\`): nothing is destroyed`, {
    help: `set \`protectData: false\` in environments/${environment}.yaml, then npm run plan -- ${environment}, npm run apply -- ${environment} and npm run destroy -- ${environment}`,
  });
}

/** The file may be changed and not applied yet: a table would be rejected in the middle of the destruction, and a bucket with objects too. */
function assertUnprotectedOnAws(plan: Plan, environment: string): void {
  const isProtected = (values: Readonly<Record<string, unknown>>) =>
    values['deletion_protection_enabled'] === true || values['force_destroy'] === false;
  const found = managedChanges(plan).filter(
    ({ type, change }) => dataTypes.includes(type) && isProtected(change.before ?? {}),
  );
  if (found.length === 0) return;
  throw new UserError(`AWS still protects data of ${environment}: nothing is destroyed`, {
    details: found.map(({ address }) => `  ${address}`),
    help: `apply \`protectData: false\` first: npm run plan -- ${environment}, npm run apply -- ${environment}, then npm run destroy -- ${environment}`,
  });
}

/** What the SDK throws is about credentials, permissions or the network. */
async function callStepFunctions<Result>(environment: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = error as Error;
    throw new CommandFailed(`Step Functions cannot list or stop executions: ${name}: ${message}`, {
      help: `use credentials with states:ListExecutions and states:StopExecution, and run npm run destroy -- ${environment} again`,
      cause: error,
    });
  }
}

async function runningExecutions(project: Project, stack: string, plan: Plan): Promise<MachineExecution[]> {
  const executions = project.executions(regionOf(stack));
  const found: MachineExecution[] = [];
  for (const { name, change } of managedChanges(plan).filter(({ type }) => type === 'aws_sfn_state_machine')) {
    // Executions of Express state machines end within minutes, and are not listed.
    const arn = change.before?.['arn'];
    if (typeof arn !== 'string' || change.before?.['type'] === 'EXPRESS') continue;
    found.push(...(await executions.running(arn)).map((execution) => ({ machine: name, execution })));
  }
  return found;
}

interface MachineExecution {
  readonly machine: string;
  readonly execution: RunningExecution;
}

const mostShown = 20;

function executionLines(executions: readonly MachineExecution[]): string[] {
  if (executions.length === 0) return ['No executions are running.'];
  const shown = executions.slice(0, mostShown).map(({ machine, execution: { name, startedAt } }) => {
    return `  ${machine}  ${name}  since ${startedAt?.toISOString() ?? 'an unknown time'}`;
  });
  const more = executions.length - shown.length;
  return [
    `${executions.length} execution(s) are running, and end ABORTED:`,
    ...shown,
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

async function isConfirmed(project: Project, environment: string, running: number): Promise<boolean> {
  const first = running > 0 ? `stop ${running} execution(s) and ` : '';
  const question = `Do you want to ${first}destroy all of ${environment}? Only \`yes\` is accepted:`;
  const answer = await project.confirm(question);
  if (answer !== undefined) return answer;
  throw new UserError('there is no terminal to ask on: nothing is destroyed', {
    help: `to destroy without a question: npm run destroy -- ${environment} --yes`,
  });
}

async function stopAll(project: Project, stack: string, executions: readonly MachineExecution[]): Promise<void> {
  const { stop } = project.executions(regionOf(stack));
  for (const { execution } of executions) await stop(execution.arn);
  if (executions.length > 0) project.print(`${executions.length} execution(s) stopped.`);
}

function regionOf(stack: string): string {
  const { provider } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as {
    readonly provider: { readonly aws: readonly [{ readonly region: string }] };
  };
  return provider.aws[0].region;
}

function applyPlan(
  project: Project,
  environment: string,
  { stack, file }: { readonly stack: string; readonly file: string },
): void {
  try {
    project.terraform(stack, ['apply', '-input=false', file], 'print');
  } catch (error) {
    if (!(error instanceof TerraformFailed)) throw error;
    throw error.withHelp(`what it has destroyed is gone; destroy the rest: npm run destroy -- ${environment}`);
  }
  project.print(`${environment} is destroyed.`);
}
