import { ServiceError, type Shape } from '../../service';
import { type Constraint, constraints, ownConstraints, requiredMembers } from './request-constraints';

/**
 * Validates a request as AWS does before it looks up resources. Throws SerializationException for a member of the wrong type,
 * ValidationException with every constraint that is not met.
 */
export function checkApiRequest(operation: string, input: Shape): void {
  const problems: string[] = [];
  for (const name of requiredMembers[operation] ?? []) {
    if (input[name] === undefined || input[name] === null)
      problems.push(`Value null at '${name}' failed to satisfy constraint: Member must not be null`);
  }
  for (const name of Object.keys(input)) {
    const value = input[name];
    const constraint = constraintOf(operation, name);
    if (constraint === undefined || value === undefined || value === null) continue;
    checkType(value, constraint);
    const problem = problemOf(value, constraint);
    if (problem !== undefined)
      problems.push(`${valueAt(name, value, constraint)} failed to satisfy constraint: ${problem}`);
  }
  if (problems.length > 0) throw validationError(problems);
}

/** Returns AWS's ValidationException for what the service model does not allow. */
export function validationError(problems: readonly string[]): ServiceError {
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  return new ServiceError('ValidationException', `${count}: ${problems.join('; ')}`);
}

function constraintOf(operation: string, name: string): Constraint | undefined {
  const own = ownConstraints[operation];
  if (own !== undefined && Object.hasOwn(own, name)) return own[name];
  return Object.hasOwn(constraints, name) ? constraints[name] : undefined;
}

const isOfType: Readonly<Record<Constraint['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  list: Array.isArray,
  structure: (value) => typeof value === 'object' && !Array.isArray(value),
};

const targetNames: Readonly<Record<Constraint['type'], string>> = {
  string: 'a String',
  integer: 'an Integer',
  number: 'a Float',
  boolean: 'a Boolean',
  list: 'a List',
  structure: 'a Structure',
};

function checkType(value: unknown, { type }: Constraint): void {
  if (isOfType[type](value)) return;
  throw new ServiceError('SerializationException', `${tokenOf(value)} can not be converted to ${targetNames[type]}`);
}

function tokenOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}

function problemOf(value: unknown, { type, min, max, pattern, values }: Constraint): string | undefined {
  const isMeasured = type === 'string' || type === 'list';
  const size = isMeasured ? (value as string | readonly unknown[]).length : Number(value);
  const what = isMeasured ? 'length' : 'value';
  if (min !== undefined && size < min) return `Member must have ${what} greater than or equal to ${min}`;
  if (max !== undefined && size > max) return `Member must have ${what} less than or equal to ${max}`;
  if (values !== undefined && !values.includes(String(value)))
    return `Member must satisfy enum value set: [${values.join(', ')}]`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(String(value)))
    return `Member must satisfy regular expression pattern: ${pattern}`;
  return undefined;
}

function valueAt(name: string, value: unknown, { sensitive, type }: Constraint): string {
  if (sensitive === true) return `Value at '${name}'`;
  return `Value '${type === 'list' ? shownList(value as readonly unknown[]) : String(value)}' at '${name}'`;
}

/** Prints lists of structures as the service does: `[RoutingConfigurationListItem(stateMachineVersionArn=…, weight=1)]`. */
function shownList(items: readonly unknown[]): string {
  const shown = items.map((item) => {
    const members = Object.entries(item as object).map(([name, member]) => `${name}=${String(member)}`);
    return `RoutingConfigurationListItem(${members.join(', ')})`;
  });
  return `[${shown.join(', ')}]`;
}
