import type { Json } from '@document-pipelines/asl/definition';
import { deriveExecutionPolicy, placeholdersAsArns } from '@document-pipelines/asl/iam';
import { parseDefinition } from '@document-pipelines/asl/load';
import type { Judgement } from './judge-definitions';
import type { Miss } from './report';

/** A line of iam.jsonl: a definition, and the actions that its role was granted. */
export interface RoleCase {
  readonly id: string;
  readonly definition: Json;
  /** `approximate`: a role that people deployed; `exact`, `exact-generated`: what another tool derives. */
  readonly kind: string;
  /** Actions with wildcards. */
  readonly expected_actions: readonly string[];
  /** Values of placeholders, as CloudFormation has them. */
  readonly substitutions?: Readonly<Record<string, Json>>;
}

const target = { partition: 'aws', region: 'us-east-1', account: '123456789012', stateMachineName: 'm' };

/** A deployed role beside ours. */
export interface RoleJudgement extends Judgement {
  /** Actions that we derive, the role lacks and a run does without: they stop, poll or redrive. */
  readonly unexercised: readonly string[];
}

/**
 * Whether a deployed role grants every action that we derive for its definition. That the role works shows what a run needs, not what
 * stopping and redriving need: such actions are listed apart.
 */
export function judgeRole({ id, definition, expected_actions: granted, substitutions = {} }: RoleCase): RoleJudgement {
  const { definition: parsed } = parseDefinition(JSON.stringify(definition), 'definition.asl.json');
  if (parsed === undefined) return { id, why: 'the definition cannot be parsed', unexercised: [] };
  const names = new Set(parsed.placeholders.map(({ name }) => name));
  const given = new Map(Object.entries(substitutions).flatMap(([name, value]) => textOf(name, value)));
  const values = placeholdersAsArns(names, { partition: target.partition, given });
  const { statements } = deriveExecutionPolicy(parsed, values, target);
  const missing = [...new Set(statements.flatMap(({ Action }) => Action))].filter(
    (action) => !granted.some((pattern) => grants(pattern, action)),
  );
  const needed = missing.filter((action) => !forStopping.test(action));
  const unexercised = missing.filter((action) => forStopping.test(action));
  return { id, why: needed.length === 0 ? undefined : `not granted: ${needed.map(sourced).join(', ')}`, unexercised };
}

/** What Step Functions calls when an execution is stopped or redriven, or when the event of a job's end does not come. */
const forStopping = /^(?:[\w-]+:(?:Cancel|Stop|Terminate|BatchStop)\w*|states:(?:DescribeExecution|RedriveExecution))$/;

/** The page of AWS that lists an action, by which we are right where a role lacks it. */
function sourced(action: string): string {
  const page = Object.hasOwn(pages, action) ? pages[action] : undefined;
  return page === undefined ? action : `${action} (AWS lists it in ${page})`;
}

/** Pages of https://docs.aws.amazon.com/step-functions/latest/dg */
const pages: Readonly<Record<string, string>> = {
  'execute-api:Invoke': 'connect-api-gateway.html',
  'states:DescribeExecution': 'iam-policies-eg-dist-map.html and stepfunctions-iam.html',
  'states:RedriveExecution': 'iam-policies-eg-dist-map.html',
  'states:StopExecution': 'iam-policies-eg-dist-map.html and stepfunctions-iam.html',
  'mediaconvert:CancelJob': 'mediaconvert-iam.html',
  'sts:AssumeRole': 'concepts-access-cross-acct-resources.html',
};

/** How a role compares that lacks what only stopping needs; undefined if it lacks nothing of this. */
export function unexercisedMiss({ id, unexercised }: RoleJudgement): Miss | undefined {
  return unexercised.length === 0
    ? undefined
    : { id, why: `a run does without, stopping or redriving does not: ${unexercised.map(sourced).join(', ')}` };
}

/** Literal values, and those of Fn::Sub; a reference is only known by its name. */
function textOf(name: string, value: Json): [string, string][] {
  const text = typeof value === 'object' && value !== null && 'Fn::Sub' in value ? value['Fn::Sub'] : value;
  return typeof text === 'string' ? [[name, text.replaceAll('${AWS::Partition}', target.partition)]] : [];
}

function grants(pattern: string, action: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
