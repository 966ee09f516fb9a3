import { nameOf } from '../../interpreter/cases';
import { isJsonObject, type Json, type JsonObject } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import { deployedSource, type Row, withDeployedValues } from '../../language/diff';
import { parseDefinition } from '../../language/load';
import { readGivenFile } from '../../language/named-files';
import { type ComparedVersion, type Comparison, versionInFile } from './compared-version';

/** Where a plan is, and which definition is asked for. */
export interface PlanRequest {
  readonly plan: string;
  /** A file; without one, all state machines of the plan. */
  readonly definition?: string;
  /** Files of definitions that may be what a plan does not know yet. */
  readonly files: readonly string[];
}

/**
 * Returns the state machines of a plan's JSON (`terraform show -json`), each with the deployed definition and the one to come. If
 * the plan does not know that one before it is applied, the definition's file is used, with the deployed values of its placeholders.
 */
export function planComparisons({ plan, definition, files }: PlanRequest): Comparison[] {
  const machines = stateMachinesOf(readPlan(plan), plan);
  const wanted =
    definition === undefined ? machines : machines.filter(({ name }) => isNameOf(nameOf(definition), name));
  const [first] = wanted;
  if (first === undefined) {
    const names = machines.map(({ name }) => name).join(', ');
    throw new UserError(
      `${plan} has no state machine${definition === undefined ? '' : ` of ${nameOf(definition)}; it has ${names}`}`,
    );
  }
  return wanted.map((machine) => comparisonOf(machine, definition === undefined ? files : [definition], plan));
}

interface PlannedMachine {
  readonly name: string;
  readonly actions: readonly Json[];
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  readonly isUnknown: boolean;
}

function readPlan(plan: string): Json {
  const text = readGivenFile(plan);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const help = 'write it with `terraform show -json plan.tfplan > plan.json`';
    throw new UserError(`${plan} is not the JSON of a plan`, { help, cause: error });
  }
}

function stateMachinesOf(plan: Json, file: string): PlannedMachine[] {
  const changes = isJsonObject(plan) ? plan['resource_changes'] : undefined;
  if (!Array.isArray(changes)) throw new UserError(`${file} is not the JSON of a plan: it has no \`resource_changes\``);
  return (changes as readonly Json[]).flatMap((each) => {
    if (!isJsonObject(each) || each['type'] !== 'aws_sfn_state_machine' || !isJsonObject(each['change'])) return [];
    const { before, after, after_unknown: unknown, actions } = each['change'];
    const [old, current] = [before, after].map((side) => (isJsonObject(side) ? side : undefined));
    const isUnknown = isJsonObject(unknown) && unknown['definition'] === true;
    const name = [current?.['name'], old?.['name'], each['name']].find((value) => typeof value === 'string');
    return [
      { name: String(name), actions: Array.isArray(actions) ? actions : [], before: old, after: current, isUnknown },
    ];
  });
}

function comparisonOf(machine: PlannedMachine, files: readonly string[], plan: string): Comparison {
  const { name, before, after } = machine;
  const old = before === undefined ? undefined : deployedVersion(before, { name, label: 'deployed', plan });
  const current = after === undefined ? undefined : plannedVersion(machine, { files, plan, old });
  return {
    name,
    ...(old === undefined ? {} : { old }),
    ...(current === undefined ? {} : { new: current }),
    risks: machineRisks(machine),
  };
}

interface Known {
  readonly files: readonly string[];
  readonly plan: string;
  readonly old: ComparedVersion | undefined;
}

function plannedVersion({ name, after, isUnknown }: PlannedMachine, { files, plan, old }: Known): ComparedVersion {
  if (!isUnknown && typeof after?.['definition'] === 'string')
    return deployedVersion(after, { name, label: 'planned', plan });
  const [file] = files
    .filter((each) => isNameOf(nameOf(each), name))
    .sort((a, b) => nameOf(b).length - nameOf(a).length);
  if (file === undefined) {
    const help = 'name the file: asl diff --plan plan.json definitions/x.asl.yaml';
    throw new UserError(
      `${plan} does not know the definition of ${name} yet, and no file in definitions/ has its name`,
      { help },
    );
  }
  const version = versionInFile(file);
  const source = old === undefined ? version.source : withDeployedValues(version.source, old.source);
  return { source: { ...source, name } };
}

function deployedVersion(
  side: JsonObject,
  { name, label, plan }: { name: string; label: string; plan: string },
): ComparedVersion {
  const { definition } = side;
  if (typeof definition !== 'string') throw new UserError(`${plan} has no definition of ${name}`);
  if (parseDefinition(definition, 'definition.json').definition === undefined)
    throw new UserError(`${plan}: the ${label} definition of ${name} is not JSON`);
  return { source: deployedSource(definition, { label: `${label} ${name}`, name }) };
}

/** A deployed name may begin with the environment: `dev-document-pipeline`. */
function isNameOf(definition: string, machine: string): boolean {
  return machine === definition || machine.endsWith(`-${definition}`);
}

function machineRisks({ name, actions, before, after }: PlannedMachine): Row[] {
  const isDeleted = actions.includes('delete');
  const [role, newRole] = [before?.['role_arn'], after?.['role_arn']];
  const hasOtherRole = typeof role === 'string' && typeof newRole === 'string' && role !== newRole;
  return [
    ...(isDeleted && after !== undefined
      ? [risk(name, 'the plan replaces the state machine: executions under way end at their next transition')]
      : []),
    ...(hasOtherRole && !isDeleted
      ? [risk(name, `role ${role} → ${newRole}: executions under way still use the old one`)]
      : []),
  ];
}

function risk(subject: string, text: string): Row {
  return { sign: '!', subject, text };
}
