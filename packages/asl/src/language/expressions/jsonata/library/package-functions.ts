import jsonata from 'jsonata';
import type { Signature } from '../evaluator/syntax';
import { type ArgumentCount, NativeFunction } from '../evaluator/values';

/** A function with its signature (http://docs.jsonata.org/embedding-extending#function-signature-syntax). */
export type Definition = readonly [signature: string, implementation: NativeFunction['implementation']];

interface PackageFunction {
  readonly implementation: NativeFunction['implementation'];
  readonly signature?: Signature;
}

interface Frame {
  lookup(name: string): PackageFunction | undefined;
}

/**
 * The synchronous functions of the `jsonata` package, by name, and `own` ones whose signatures the package parses.
 * The package evaluates asynchronously, but calls a hook, `Symbol.for('jsonata.__evaluate_entry')`, with its frame before it first
 * waits: that is where they are read. The hook is not documented, so package.json pins the version exactly.
 */
export function readFunctions(
  names: readonly string[],
  own: Readonly<Record<string, Definition>>,
): ReadonlyMap<string, NativeFunction> {
  const expression = jsonata('0');
  for (const [name, [signature, implementation]] of Object.entries(own))
    expression.registerFunction(name, implementation, signature);
  let frame: Frame | undefined;
  const onEntry = (_node: unknown, _input: unknown, entered: Frame) => {
    frame = entered;
  };
  expression.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, onEntry);
  void expression.evaluate(undefined);
  return new Map([...names, ...Object.keys(own)].map((name) => [name, toNative(name, frame?.lookup(name))]));
}

function toNative(name: string, found: PackageFunction | undefined): NativeFunction {
  if (found === undefined) throw new Error(`the jsonata package has no function \`$${name}\``);
  const { implementation, signature } = found;
  return new NativeFunction(
    name,
    implementation,
    signature === undefined ? undefined : (values, context) => signature.validate(values, context),
    countArguments(signature?.definition),
  );
}

/**
 * `<s-(sf)n?:b>` accepts two to three arguments: one that ends in `?` may be left out, one that ends in `-` only with a
 * context.
 */
function countArguments(signature: string | undefined): ArgumentCount {
  const [parameters = ''] = (signature ?? '<x+>')
    .slice(1, -1)
    .replace(/<[^<>]*>/g, '')
    .split(':');
  const each = parameters.match(/(?:\([^)]*\)|\w)[-?+]*/g) ?? [];
  const required = each.filter((parameter) => !parameter.includes('?'));
  const isOpen = each.some((parameter) => parameter.endsWith('+'));
  return { minimum: required.length, maximum: isOpen ? Number.POSITIVE_INFINITY : each.length };
}
