import { type Json, memberOf } from '@document-pipelines/asl/definition';
import { CannotRunError } from '../environment/cannot-run-error';

/**
 * Returns a value in whose strings each `${name}` is replaced by the stack's output of that name. Throws CannotRunError that names a
 * missing output.
 */
export function withOutputs(value: Json, outputs: Readonly<Record<string, Json>>): Json {
  if (typeof value === 'string') return value.replace(/\$\{([^}]*)\}/g, (_, name: string) => outputOf(name, outputs));
  if (Array.isArray(value)) return value.map((item: Json) => withOutputs(item, outputs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withOutputs(each, outputs)]));
}

function outputOf(name: string, outputs: Readonly<Record<string, Json>>): string {
  const value = memberOf(outputs, name);
  if (value !== undefined) return String(value);
  throw new CannotRunError(
    `\${${name}} is not an output of the stack; available: ${Object.keys(outputs).sort().join(', ')}`,
  );
}
