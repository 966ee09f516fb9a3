import {
  type CommonFields,
  isJsonObject,
  type Json,
  type JsonObject,
  memberOf,
  type ParsedResource,
} from '../definition';
import type { Substitutions } from '../load';
import { type ArgumentValue, argumentValue } from './argument-value';
import type { DeploymentTarget } from './deployment-target';
import { arns, type GrantedResources } from './grant';

/** One call of a service, as the tables of permissions see it. */
export interface ServiceCall {
  readonly service: string;
  readonly operation: string;
  readonly pattern: Extract<ParsedResource, { kind: 'service' }>['pattern'];
  readonly target: DeploymentTarget;
  readonly arguments: Arguments;
  /** Error names that the state's retriers and catchers list. */
  readonly handledErrors: readonly string[];
}

/** The arguments of a call, in either query language. */
export interface Arguments {
  /** Returns the argument at a path of PascalCase names. */
  value(...way: string[]): ArgumentValue;
  /** Returns the items of an array argument, each with arguments of its own; undefined for an expression. */
  items(...way: string[]): readonly Arguments[] | undefined;
  /** Returns the names of an object argument; undefined for an expression. */
  names(...way: string[]): readonly string[] | undefined;
  /** Reads a string from elsewhere, such as a key, as an argument. */
  text(text: string): ArgumentValue;
  /** Whether the argument is given, by value or by expression. */
  has(...way: string[]): boolean;
  /** Returns the string of every argument, at any depth, whose name matches. */
  named(name: RegExp): readonly { readonly name: string; readonly value: ArgumentValue }[];
  /** Returns every object, at any depth, whose name matches; an expression in its place computes all of it. */
  objectsNamed(name: RegExp): readonly Arguments[];
}

/** Reads `Arguments` (JSONata) or `Parameters` (JSONPath, where `Key.$` is an expression). */
export function argumentsOf(given: Json | undefined, substitutions: Substitutions): Arguments {
  const at = (way: readonly string[]): { value: Json | undefined; isExpression: boolean } => find(given, way);
  return {
    value: (...way) => {
      const { value, isExpression } = at(way);
      return argumentValue(value, substitutions, isExpression);
    },
    items: (...way) => {
      const { value, isExpression } = at(way);
      if (isExpression || !Array.isArray(value)) return undefined;
      return (value as readonly Json[]).map((item) => argumentsOf(item, substitutions));
    },
    names: (...way) => {
      const { value, isExpression } = at(way);
      if (isExpression || !isJsonObject(value)) return undefined;
      return Object.keys(value).map((name) => name.replace(/\.\$$/, ''));
    },
    text: (text) => argumentValue(text, substitutions),
    has: (...way) => at(way).value !== undefined,
    named: (name) =>
      [...entriesNamed(given, name)].flatMap(([key, value]) =>
        typeof value === 'string'
          ? [{ name: key.replace(/\.\$$/, ''), value: argumentValue(value, substitutions, key.endsWith('.$')) }]
          : [],
      ),
    objectsNamed: (name) =>
      [...entriesNamed(given, name)].flatMap(([, value]) =>
        (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((each) => argumentsOf(each, substitutions)),
      ),
  };
}

function find(given: Json | undefined, way: readonly string[]): { value: Json | undefined; isExpression: boolean } {
  let value = given;
  for (const name of way) {
    // An expression computes everything below it.
    if (typeof value === 'string') return { value, isExpression: true };
    if (!isJsonObject(value)) return { value: undefined, isExpression: false };
    const expression: Json | undefined = value[`${name}.$`];
    if (expression !== undefined) return { value: expression, isExpression: true };
    value = memberOf(value, name);
  }
  return { value, isExpression: typeof value === 'string' && value.startsWith('{%') };
}

function* entriesNamed(value: Json | undefined, name: RegExp): Generator<[string, Json]> {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) yield* entriesNamed(item, name);
  if (!isJsonObject(value)) return;
  for (const [key, inner] of Object.entries(value as JsonObject)) {
    if (name.test(key.replace(/\.\$$/, ''))) yield [key, inner];
    yield* entriesNamed(inner, name);
  }
}

/**
 * Returns the ARNs that an argument names: its value if it is an ARN, else what `toArn` returns for the name. For an
 * expression the pattern that is known of it, for an absent argument any name.
 */
export function resourcesNamed(
  value: ArgumentValue,
  toArn: (name: string) => string | readonly string[],
): GrantedResources {
  const made = (name: string) => [toArn(name)].flat();
  if (value.kind === 'absent') return arns(made('*'), 'the definition does not name it');
  if (value.kind === 'arns') return arns(value.arns, value.note);
  const list = value.isArn ? [value.text] : made(value.text);
  return value.kind === 'text' ? arns(list) : arns(list, 'an expression names it');
}

/** The fields in which a Task or Map of either query language keeps its arguments. */
export function givenArguments(
  state: CommonFields & { readonly Arguments?: Json; readonly Parameters?: Json },
): Json | undefined {
  return state.Arguments === undefined ? state.Parameters : state.Arguments;
}
