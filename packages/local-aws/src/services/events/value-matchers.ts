import { isJsonObject, type Json, memberOf } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** Whether a value of an event is what one entry of a pattern's list asks for; undefined: the field is absent. */
export type Matcher = (value: Json | undefined) => boolean;

/** Compiles one entry of a pattern's list: a literal, or an object with one operator. */
export function compileMatcher(entry: Json, where: string): Matcher {
  if (!isJsonObject(entry)) {
    if (Array.isArray(entry)) throw new UserError(`${where} holds a list inside a list`);
    return (value) => value === entry;
  }
  const [operator, ...others] = Object.keys(entry);
  const compile = operator !== undefined && Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (operator === undefined || compile === undefined || others.length > 0) {
    throw new UserError(
      `${where} holds ${JSON.stringify(entry)}: one operator of ${Object.keys(operators).join(', ')} is modelled at a time`,
    );
  }
  return compile(entry[operator] as Json, `${where}.${operator}`);
}

type Compile = (operand: Json, where: string) => Matcher;

const operators: Readonly<Record<string, Compile>> = {
  prefix: (operand, where) => withCase(operand, where, (value, wanted) => value.startsWith(wanted)),
  suffix: (operand, where) => withCase(operand, where, (value, wanted) => value.endsWith(wanted)),
  'equals-ignore-case': (operand, where) =>
    onText(text(operand, where).toLowerCase(), (value, wanted) => value.toLowerCase() === wanted),
  wildcard: (operand, where) => {
    const pattern = wildcardPattern(text(operand, where));
    return (value) => typeof value === 'string' && pattern.test(value);
  },
  exists: (operand, where) => {
    if (typeof operand !== 'boolean') throw new UserError(`${where} must be true or false`);
    return (value) => (value !== undefined) === operand;
  },
  numeric: (operand, where) => numeric(operand, where),
  'anything-but': (operand, where) => anythingBut(operand, where),
};

function anythingBut(operand: Json, where: string): Matcher {
  const entries: readonly Json[] = isJsonObject(operand)
    ? spread(operand, where)
    : Array.isArray(operand)
      ? operand
      : [operand as Json];
  const matchers = entries.map((entry) => compileMatcher(entry, where));
  return (value) => value !== undefined && !matchers.some((matches) => matches(value));
}

/** `{prefix: [a, b]}` as `{prefix: a}, {prefix: b}`. */
function spread(operand: Readonly<Record<string, Json>>, where: string): readonly Json[] {
  const [name = '', ...others] = Object.keys(operand);
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name) || others.length > 0) {
    throw new UserError(`${where} holds ${JSON.stringify(operand)}, which is not modelled`);
  }
  const value = operand[name] as Json;
  return (Array.isArray(value) ? value : [value]).map((item: Json) => ({ [name]: item }));
}

function numeric(operand: Json, where: string): Matcher {
  const parts = Array.isArray(operand) ? operand : [];
  const comparisons: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const compare = memberOf(numericOperators, String(parts[index]));
    const bound = parts[index + 1];
    if (compare === undefined || typeof bound !== 'number')
      throw new UserError(`${where} must be pairs of =, <, <=, >, >= and a number`);
    comparisons.push((value) => compare(value, bound));
  }
  if (comparisons.length === 0) throw new UserError(`${where} must be a list such as [">", 0]`);
  return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
}

const numericOperators: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function withCase(operand: Json, where: string, holds: (value: string, wanted: string) => boolean): Matcher {
  if (isJsonObject(operand) && 'equals-ignore-case' in operand) {
    const wanted = text(operand['equals-ignore-case'] as Json, where).toLowerCase();
    return onText(wanted, (value) => holds(value.toLowerCase(), wanted));
  }
  return onText(text(operand, where), holds);
}

function onText(wanted: string, holds: (value: string, wanted: string) => boolean): Matcher {
  return (value) => typeof value === 'string' && holds(value, wanted);
}

function text(operand: Json, where: string): string {
  if (typeof operand !== 'string') throw new UserError(`${where} must be text, it is ${JSON.stringify(operand)}`);
  return operand;
}

/** `*` is any text; `\*` and `\\` are themselves. */
function wildcardPattern(wildcard: string): RegExp {
  const source = [...wildcard.matchAll(/\\[*\\]|\*+|[^*\\]+|\\/g)].map(([part]) => {
    if (part.startsWith('*')) return '.*';
    return (part === '\\*' || part === '\\\\' ? part.slice(1) : part).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 's');
}
