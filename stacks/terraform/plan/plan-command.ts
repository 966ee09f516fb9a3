import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { outputDigest } from '../../synthesis/output-stamp';
import { findLostModels, lostModelsWarning } from '../lost-models';
import { writeDigest } from '../plan-digest';
import { prepareStack } from '../prepare-stack';
import { type Command, environmentSettings, type Project, stackFolder } from '../project';
import { describeBackend, synthesisedBackend } from '../state/backends';
import { dataLossError, findDataLosses } from './data-losses';
import { describeDefinitionChange, findDefinitionChanges, type SynthesisedMachines } from './definition-changes';
import { isFirstPlan, type Plan, parsePlan } from './plan-json';
import { planSummary } from './plan-summary';

/**
 * Synthesises, saves the plan in a file for `apply`, and prints a summary. Deletes a plan that would lose data of an
 * environment that protects them, and throws UserError. Warns of models that roles lose.
 */
export const planCommand: Command = (project, environment) => {
  const { protectData } = environmentSettings(project, environment);
  const stack = prepareStack(project, environment);
  const file = planFile(environment);
  const plan = savePlan(project, stack, file);
  printPlan(project, environment, plan);
  const losses = protectData ? findDataLosses(plan) : [];
  if (losses.length > 0 || plan.applyable === false) rmSync(join(stack, file), { force: true });
  if (losses.length > 0) throw dataLossError(losses, environment);
  for (const line of lostModelsWarning(findLostModels(plan), environment)) project.print(line);
  if (plan.applyable === false) return project.print('There is nothing to apply.');
  writeDigest(join(stack, file), outputDigest(stack));
  project.print(`The plan is saved. Apply exactly this plan: npm run apply -- ${environment}`);
};

/** The name of an environment's saved plan, in the folder of its stack. */
export function planFile(environment: string): string {
  return `${environment}.tfplan`;
}

/**
 * Saves a plan, and what Terraform prints of it, in the folder of a stack; prints the name of the latter. Leaves no
 * older plan there, also if it throws TerraformFailed.
 */
export function savePlan(project: Project, stack: string, file: string, options: readonly string[] = []): Plan {
  const text = join(stack, `${file}.txt`);
  rmSync(join(stack, file), { force: true });
  project.print('Terraform plans …');
  try {
    project.terraform(stack, ['plan', ...options, '-input=false', '-no-color', `-out=${file}`], { file: text });
  } catch (error) {
    rmSync(join(stack, file), { force: true });
    throw error;
  } finally {
    project.print(`Every argument that changes is in ${relative(project.root, text)}`);
  }
  for (const [warning] of readFileSync(text, 'utf8').matchAll(/^(?:│ )?Warning: .*$/gm)) project.print(warning);
  return parsePlan(project.terraform(stack, ['show', '-json', file], 'return'));
}

function printPlan(project: Project, environment: string, plan: Plan): void {
  const stack = stackFolder(project, environment);
  const synthesised = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as SynthesisedMachines;
  const definitions = findDefinitionChanges(plan, synthesised).flatMap(describeDefinitionChange);
  for (const line of [...definitions, ...planSummary(plan)]) project.print(line);
  const backend = synthesisedBackend(stack);
  if (!isFirstPlan(plan) || backend.type === 'local') return;
  project.print(
    `There is no state in ${describeBackend(backend)}: all of ${environment} is new. If it has been applied before,`,
  );
  project.print(`move its state first: npm run state -- migrate ${environment}`);
}
