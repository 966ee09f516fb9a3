import type { IamAction, ResourceType } from '../actions/iam-actions';
import type { ArgumentValue } from '../argument-value';
import type { DeploymentTarget } from '../deployment-target';
import { anyBecause, arns, type GrantedResources } from '../grant';
import type { Arguments, ServiceCall } from '../task-call';

/** The reason of a `*` on actions that IAM grants on no resource, as the table of actions has it. */
export const noResourceLevelPermissions = anyBecause('NoResourceLevelPermissions');

/**
 * The resources of an action, from its ARN formats: a variable `${ThingName}` gets the value of the argument of that name,
 * and `*` if the call has none. Required resource types are always part of it, others if the call names one.
 */
export function resourcesOfAction(call: ServiceCall, action: IamAction): GrantedResources {
  const { resourceTypes } = action;
  if (resourceTypes.length === 0) return noResourceLevelPermissions;
  const only = onlyResource(call.arguments);
  if (only !== undefined) return only;
  const required = resourceTypes.filter(({ isRequired }) => isRequired);
  const filled = resourceTypes.map((type) => {
    const isOnly = resourceTypes.length === 1 || (required.length === 1 && type.isRequired);
    return fillType(type, { ...call, isOnly });
  });
  const needed = chosen(filled);
  if (needed.length > 0) return arnsOf(needed);
  // An action whose resource types are all optional is evaluated against `*` if the call names none of them.
  const isKnown = call.arguments.names() !== undefined;
  return anyBecause(isKnown ? 'TheCallNamesNoneOfItsOptionalResources' : 'AnExpressionMakesTheArguments');
}

/** Some operations, such as those on tags, act on any resource of a service, which one argument names by its ARN. */
function onlyResource(given: Arguments): GrantedResources | undefined {
  const name = ['ResourceArn', 'ResourceARN', 'Arn', 'ARN'].find((each) => given.has(each));
  const value = name === undefined ? undefined : given.value(name);
  if (value === undefined || value.kind === 'absent' || !isArn(value)) return undefined;
  return value.kind === 'arns' ? arns(value.arns, value.note) : arns([value.text]);
}

interface FilledType {
  readonly type: ResourceType;
  readonly arns: readonly string[];
  /** How many of the format's variables the call names, and how many there are. */
  readonly named: number;
  readonly variables: number;
}

/** The required types and the optional ones that the call names, with all of their parts if it does so for any. */
function chosen(filled: readonly FilledType[]): readonly FilledType[] {
  const required = filled.filter(({ type }) => type.isRequired);
  const optional = filled.filter(({ type, named }) => !type.isRequired && named > 0);
  const complete = optional.filter(({ named, variables }) => named === variables);
  return [...required, ...(complete.length > 0 || required.length > 0 ? complete : optional)];
}

function arnsOf(filled: readonly FilledType[]): GrantedResources {
  const isOpen = filled.some(({ named, variables }) => named < variables);
  const list = [...new Set(filled.flatMap((each) => each.arns))];
  return arns(list, isOpen ? 'the definition does not name it' : undefined);
}

interface FillContext extends ServiceCall {
  /** Whether `Name` or `Id` can only mean this type. */
  readonly isOnly: boolean;
}

function fillType(type: ResourceType, context: FillContext): FilledType {
  const each = type.arnFormats.map((format) => fillFormat(type, format, context));
  const best = each.reduce((a, b) => (b.named > a.named ? b : a));
  // Several formats of a type are alternatives: the one that the call names, else all.
  return best.named > 0 ? best : { ...best, arns: each.flatMap((one) => one.arns) };
}

const variablePattern = /\$\{(?!Partition\}|Region\}|Account\})(\w+)\}/g;

function fillFormat(type: ResourceType, format: string, context: FillContext): FilledType {
  const variables = [...format.matchAll(variablePattern)].map(([, name = '']) => name);
  const values = valuesOfAll(variables, type, context);
  const whole = values.flat().flatMap((value) => wholeArns(value, type.name));
  if (whole.length > 0) return { type, arns: whole, named: variables.length, variables: variables.length };
  const named = values.filter((list) => list.length > 0).length;
  let filled: readonly string[] = [inTarget(format, context.target)];
  for (const [index, variable] of variables.entries()) {
    const texts = (values[index] ?? []).map((value) => nameIn(value));
    const each = texts.length === 0 ? ['*'] : texts;
    filled = filled.flatMap((arn) => each.map((text) => arn.replace(`\${${variable}}`, () => text)));
  }
  return { type, arns: filled.map((arn) => arn.replace(/\*+/g, '*')), named, variables: variables.length };
}

function inTarget(format: string, { partition, region, account }: DeploymentTarget): string {
  return format
    .replace('${Partition}', () => partition)
    .replace('${Region}', () => region)
    .replace('${Account}', () => account);
}

/** The values for each variable of a format; if no argument is named as one of them, that of the type for the last. */
function valuesOfAll(variables: readonly string[], type: ResourceType, context: FillContext) {
  const values = variables.map((name) => valuesOf(name, context));
  if (values.some((list) => list.length > 0)) return values;
  return variables.map((_, index) => (index === variables.length - 1 ? valuesOf(wordOf(type.name), context) : []));
}

/** The values of the argument for a variable: of its name in one of the spellings of AWS, in the singular or the plural. */
function valuesOf(variable: string, { arguments: given, operation, isOnly }: FillContext): readonly ArgumentValue[] {
  const names = given.names() ?? [];
  const stem = stemOf(variable);
  const exact = names.find((name) => name.toLowerCase() === variable.toLowerCase());
  const alike = stem === '' ? undefined : names.find((name) => stemOf(name) === stem);
  const isMeant = stem !== '' && (isOnly || operation.toLowerCase().includes(stem));
  const plain = isMeant ? names.find((name) => stemOf(name) === '') : undefined;
  const name = exact ?? alike ?? plain;
  if (name === undefined) return [];
  const items = given.items(name);
  return items === undefined ? [given.value(name)] : items.map((item) => item.value());
}

/** `DBInstanceIdentifier`, `DbInstanceName` → `instance`; `Name` → ``. */
function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/withoutleadingslash$/, '')
    .replace(/^db(?=.)/, '')
    .replace(/(names?|ids?|identifiers?|arns?)$/, '');
}

function wordOf(typeName: string): string {
  return typeName.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isArn(value: ArgumentValue): boolean {
  return value.kind === 'arns' || (value.kind !== 'absent' && value.isArn);
}

/** An ARN that names the type is the resource itself; so is one without any type, as topics have. */
function wholeArns(value: ArgumentValue, typeName: string): readonly string[] {
  if (value.kind === 'absent' || !isArn(value)) return [];
  const list = value.kind === 'arns' ? value.arns : [value.text];
  return list.filter((arn) => {
    const rest = arn
      .replace(/\$\{[^}]*\}/g, 'x')
      .split(':')
      .slice(5)
      .join(':');
    return !/[/:]/.test(rest) || wordOf(rest).includes(wordOf(typeName));
  });
}

/** The value in its place of an ARN: of another ARN its last part. */
function nameIn(value: ArgumentValue): string {
  if (value.kind === 'absent' || value.kind === 'arns') return '*';
  const text = value.isArn ? (/[^:/]*$/.exec(value.text)?.[0] ?? '*') : value.text;
  return text.replace(/^\//, '');
}
