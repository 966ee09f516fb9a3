import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { environmentNames, loadEnvironments } from '../../environments';
import { outputDigest } from '../synthesis/output-stamp';
import { destroyCommand } from './destroy/destroy-command';
import { planCommand, planFile } from './plan/plan-command';
import { readDigest } from './plan-digest';
import { type Command, type Project, stackFolder, TerraformFailed } from './project';
import { migrateState } from './state/migrate-state';

/** The commands of `npm run` by name; `list` alone needs no environment. */
export const commands: Readonly<Record<string, Command>> = {
  plan: planCommand,

  /** Applies only the saved plan; it can be applied once. */
  apply(project, environment) {
    const stack = stackFolder(project, environment);
    const file = join(stack, planFile(environment));
    if (!existsSync(file))
      throw new UserError(`there is no plan for ${environment}: run npm run plan -- ${environment}`);
    if (readDigest(file) !== outputDigest(stack)) {
      throw new UserError(`the synthesised output has changed since the plan: run npm run plan -- ${environment}`);
    }
    applyPlan(project, environment, file);
    rmSync(file);
  },

  destroy: destroyCommand,
  'state migrate': migrateState,
};

/**
 * Prints the environments and the folder of each one's output. As JSON: the names by whether their data are protected,
 * in one line, for the workflows: `{ unprotected, protected }`; throws DiagnosticsError if an environment has a
 * mistake.
 */
export function listEnvironments(project: Project, { asJson }: { readonly asJson: boolean }): void {
  const folder = join(project.root, 'environments');
  if (!asJson) {
    const names = environmentNames(folder);
    const width = Math.max(...names.map(({ length }) => length));
    for (const name of names) project.print(`${name.padEnd(width)}  cdktf.out/stacks/${name}`);
    return;
  }
  const environments = loadEnvironments(folder);
  const namesOf = (isProtected: boolean) =>
    environments.filter(({ protectData }) => protectData === isProtected).map(({ name }) => name);
  project.print(JSON.stringify({ unprotected: namesOf(false), protected: namesOf(true) }));
}

/** A stale plan cannot be applied again and is removed; after another failure, such as expired credentials, it can. */
function applyPlan(project: Project, environment: string, file: string): void {
  try {
    project.terraform(stackFolder(project, environment), ['apply', '-input=false', planFile(environment)], 'print');
  } catch (error) {
    if (!(error instanceof TerraformFailed)) throw error;
    const isStale = /Saved plan is stale/.test(error.errors);
    if (isStale) rmSync(file);
    throw error.withHelp(nextStep(environment, isStale));
  }
}

function nextStep(environment: string, isStale: boolean): string {
  const plan = `npm run plan -- ${environment}`;
  return isStale
    ? `the state of ${environment} has changed since the plan, by another apply or by one that failed; plan again: ${plan}`
    : `what it changed before is in the state; fix the cause, and plan the rest: ${plan}`;
}
