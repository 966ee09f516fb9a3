import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { type Resource, type Statement, type SynthesisedStack, statementsOf } from './synthesised-stack';

/**
 * Returns every policy of a stack as text, one section for each resource that has one: trust, roles, buckets, queues, topics, keys,
 * APIs and functions. Roles of state machines are derived from definitions (asl/iam), so only their trust is part of it. Names of the
 * environment and of the account are replaced, so that the environments compare.
 */
export function describePolicies(stack: SynthesisedStack): ReadonlyMap<string, string> {
  const machines = new Set(stack.ofType('aws_sfn_state_machine').map(({ address }) => address.split('.')[1]));
  const isDerived = ({ type, address }: Resource) =>
    type === 'aws_iam_role_policy' && machines.has(address.split('.')[1] ?? '');
  const sections = stack.resources
    .filter((resource) => !isDerived(resource))
    .map((resource) => [resource.address, linesOf(resource)] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(
      ([address, lines]) => [address, lines.map((line) => withoutNames(line, stack.environment)).join('\n')] as const,
    )
    .sort(([one], [other]) => one.localeCompare(other));
  return new Map(sections);
}

function linesOf(resource: Resource): string[] {
  if (resource.type === 'aws_lambda_permission') return [permissionLine(resource.arguments)];
  return statementsOf(resource).map(statementLine);
}

function permissionLine({
  principal,
  action,
  function_name: functionName,
  source_arn: source,
  ...others
}: JsonObject): string {
  const { statement_id: _, ...more } = others;
  return `Allow ${action} on ${functionName} to ${principal} from ${source}${isEmpty(more) ? '' : ` ${JSON.stringify(more)}`}`;
}

function statementLine({ Sid: _, Effect, Action, Resource, Principal, Condition, ...more }: Statement): string {
  const parts = [
    `${Effect} ${listed(Action)}`,
    ...[Resource ?? []].flat().map((each) => `on ${each}`),
    ...(Principal === undefined ? [] : [`to ${isJsonObject(Principal) ? JSON.stringify(Principal) : Principal}`]),
    ...Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `if ${key} ${operator} ${listed(values as string)}`),
    ),
    ...(isEmpty(more) ? [] : [JSON.stringify(more)]),
  ];
  return parts.join('\n    ');
}

function listed(values: string | readonly string[]): string {
  return [values].flat().join(', ');
}

function isEmpty(value: Readonly<Record<string, Json>>): boolean {
  return Object.keys(value).length === 0;
}

function withoutNames(text: string, environment: string): string {
  return text
    .replaceAll('${data.aws_partition.current.partition}', '<partition>')
    .replaceAll('${data.aws_region.current.region}', '<region>')
    .replaceAll('${data.aws_caller_identity.current.account_id}', '<account>')
    .replaceAll(new RegExp(`(?<![a-z0-9-])${environment}-`, 'g'), '<environment>-')
    .replaceAll(/\$\{([^}]*)\}/g, '$1');
}
