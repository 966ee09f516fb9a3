import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** Returns a value of an event; undefined without one. */
export type EventPath = (event: Json) => Json | undefined;

/**
 * Compiles a path of an input path or transformer: `$`, `$.detail.bucket.name`, `$.resources[0]`, `$['detail-type']`. Others are
 * rejected.
 */
export function compileEventPath(path: string): EventPath {
  const match = /^\$((?:\.[\w-]+|\[\d+\]|\['[^']*'\])*)$/.exec(path);
  if (match === null)
    throw new UserError(`the path ${path} is not one EventBridge takes here: names and indexes after $ are`);
  const steps = (match[1] ?? '').match(/\.[\w-]+|\[\d+\]|\['[^']*'\]/g) ?? [];
  const names = steps.map((step) =>
    step.startsWith('.') ? step.slice(1) : step.startsWith("['") ? step.slice(2, -2) : Number(step.slice(1, -1)),
  );
  return (event) => names.reduce<Json | undefined>(childOf, event);
}

function childOf(value: Json | undefined, name: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof name === 'number' ? value[name] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as JsonObject)[name];
}
