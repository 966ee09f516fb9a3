import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { ResolvedResource } from './resource-type';

/** The nested block of an argument, whether it was written as an object or as a list of one; undefined where absent. */
export function block(parent: JsonObject, name: string): JsonObject | undefined {
  return blocks(parent, name)[0];
}

/** The nested blocks of an argument as a list. */
export function blocks(parent: JsonObject, name: string): readonly JsonObject[] {
  const value = parent[name];
  if (value === undefined || value === null) return [];
  const list: readonly Json[] = Array.isArray(value) ? value : [value as Json];
  return list.filter((item): item is JsonObject => isJsonObject(item));
}

/** Returns a required string argument. Throws an error that names resource and argument. */
export function textOf(resource: ResolvedResource, name: string): string {
  const value = resource.arguments[name];
  if (typeof value !== 'string')
    throw new UserError(`the argument ${name} must be text, it is ${JSON.stringify(value)}`);
  return value;
}

/** Returns an optional argument as a string. The provider converts numbers and booleans to strings. */
export function optionalTextOf(parent: JsonObject, name: string): string | undefined {
  const value = parent[name];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** Throws an error that names unknown arguments of a resource type. `known` are implemented; `withoutEffect` have no local effect. */
export function checkArguments(
  resource: ResolvedResource,
  known: readonly string[],
  withoutEffect: readonly string[] = [],
): void {
  const accepted = new Set([...known, ...withoutEffect, 'tags', 'tags_all', 'region']);
  for (const name of Object.keys(resource.arguments)) {
    if (!accepted.has(name))
      throw new UserError(`the local implementation of ${resource.type} does not support the argument ${name}`);
  }
}

/** The caller that creates resources. */
export const operator = { kind: 'operator' } as const;
