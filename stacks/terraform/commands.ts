import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { environmentNames, loadEnvironments } from '../../environments';
import { keepLockFile, placeLockFile } from './lock-file';
import { findLostModels, lostModelsWarning } from './lost-models';
import { outputDigest, readDigest, writeDigest } from './output-digest';

/** Where the project is and how its programs are run; all throw UserError if a program is absent or fails. */
export interface Project {
  readonly root: string;
  readonly print: (text: string) => void;
  readonly synthesise: () => void;
  readonly terraform: (folder: string, parameters: readonly string[]) => void;
  /** Returns what terraform prints, instead of printing it. */
  readonly terraformOutput: (folder: string, parameters: readonly string[]) => string;
}

/** A command of `npm run`: what it does to one environment. */
export type Command = (project: Project, environment: string) => void;

/** By name; `list` alone needs no environment. */
export const commands: Readonly<Record<string, Command>> = {
  /** Synthesises, and saves the plan in a file: `apply` uses this plan. Warns of models that roles lose by it. */
  plan(project, environment) {
    const stack = preparedStack(project, environment);
    const file = planFile(environment);
    project.terraform(stack, ['plan', '-input=false', `-out=${file}`]);
    writeDigest(join(stack, file), outputDigest(stack));
    const lost = findLostModels(project.terraformOutput(stack, ['show', '-json', file]));
    for (const line of lostModelsWarning(lost, environment)) project.print(line);
    project.print(`The plan is saved. Apply exactly this plan: npm run apply -- ${environment}`);
  },

  /** Applies only the saved plan; it can be applied once. */
  apply(project, environment) {
    const stack = stackFolder(project, environment);
    const file = join(stack, planFile(environment));
    if (!existsSync(file))
      throw new UserError(`there is no plan for ${environment}: run npm run plan -- ${environment}`);
    if (readDigest(file) !== outputDigest(stack)) {
      throw new UserError(`the synthesised output has changed since the plan: run npm run plan -- ${environment}`);
    }
    project.terraform(stack, ['apply', '-input=false', planFile(environment)]);
    rmSync(file);
  },

  /** Terraform prints what it will destroy and asks; it rejects the destruction of protected data. */
  destroy(project, environment) {
    const stack = preparedStack(project, environment);
    project.terraform(stack, ['destroy']);
  },
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

function preparedStack(project: Project, environment: string): string {
  project.synthesise();
  const stack = stackFolder(project, environment);
  placeLockFile(project.root, stack);
  project.terraform(stack, ['init', '-input=false']);
  keepLockFile(project.root, stack);
  return stack;
}

function stackFolder(project: Project, environment: string): string {
  return join(project.root, 'cdktf.out', 'stacks', environment);
}

function planFile(environment: string): string {
  return `${environment}.tfplan`;
}
