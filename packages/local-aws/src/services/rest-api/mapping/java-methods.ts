import { ServiceError } from '../../service';

/** A call of a method in a template, as Velocity calls it. */
export interface MethodCall {
  readonly property: string;
  readonly context: unknown;
  readonly params: readonly unknown[];
}

/**
 * Calls a method of a value as Java does: templates run in Java on AWS, so `replaceAll` uses a regular expression and `contains`
 * exists. Throws NotModelledError that names a method that is not in these tables.
 */
export function callMethod({ property, context, params }: MethodCall): unknown {
  if (typeof context === 'string') {
    const method = lookUp(stringMethods, property);
    if (method !== undefined) return method(context, params.map(String));
  } else if (typeof context === 'object' && context !== null) {
    const own = (context as Readonly<Record<string, unknown>>)[property];
    if (Object.hasOwn(context, property) && typeof own === 'function') return own(...params) as unknown;
    const method = Array.isArray(context) ? lookUp(listMethods, property) : lookUp(mapMethods, property);
    if (method !== undefined) return method(context as never, params);
  }
  throw new ServiceError('NotModelledError', `mapping templates: the method ${property}() is not modelled here`, 501);
}

type StringMethod = (text: string, params: readonly string[]) => unknown;

const stringMethods: Readonly<Record<string, StringMethod>> = {
  contains: (text, [part = '']) => text.includes(part),
  endsWith: (text, [part = '']) => text.endsWith(part),
  equals: (text, [other]) => text === other,
  isEmpty: (text) => text === '',
  length: (text) => text.length,
  matches: (text, [pattern = '']) => new RegExp(`^(?:${pattern})$`, 'su').test(text),
  replace: (text, [from = '', to = '']) => text.replaceAll(from, () => to),
  replaceAll: (text, [pattern = '', to = '']) => text.replaceAll(javaPattern(pattern), javaReplacement(to)),
  startsWith: (text, [part = '']) => text.startsWith(part),
  substring: (text, [from = '0', to]) => text.substring(Number(from), to === undefined ? undefined : Number(to)),
  toLowerCase: (text) => text.toLowerCase(),
  toString: (text: string) => text,
  toUpperCase: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
};

const listMethods: Readonly<Record<string, (list: readonly unknown[], params: readonly unknown[]) => unknown>> = {
  get: (list, [index]) => list[Number(index)],
  isEmpty: (list) => list.length === 0,
  size: (list) => list.length,
};

const mapMethods: Readonly<
  Record<string, (map: Readonly<Record<string, unknown>>, params: readonly unknown[]) => unknown>
> = {
  containsKey: (map, [key]) => Object.hasOwn(map, String(key)),
  get: (map, [key]) => (Object.hasOwn(map, String(key)) ? map[String(key)] : undefined),
  isEmpty: (map) => Object.keys(map).length === 0,
  keySet: (map) => Object.keys(map),
  size: (map) => Object.keys(map).length,
};

/** The syntax that both languages share; Java's own constructs (possessive quantifiers, `\Q`) are errors of the pattern. */
function javaPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'g');
  } catch (error) {
    throw new ServiceError('NotModelledError', `mapping templates: ${pattern}: ${String(error)}`, 501);
  }
}

/** Java writes groups as `$1` and escapes with a backslash; a plain text is meant literally. */
function javaReplacement(text: string): () => string {
  if (/[$\\]/.test(text))
    throw new ServiceError('NotModelledError', `mapping templates: the replacement ${text} is not modelled here`, 501);
  return () => text;
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
