import { isJsonObject, type Json } from '../definition';
import type { DiffSource } from './diff-source';
import { listStates } from './list-states';

/** Names that only one of two definitions has. */
export interface NameChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares the placeholders for which a stack has values. */
export function comparePlaceholders(old: DiffSource, current: DiffSource): NameChanges {
  return compareNames(old.placeholders, current.placeholders);
}

/** Compares the variables that states assign. */
export function compareVariables(old: DiffSource, current: DiffSource): NameChanges {
  return compareNames(variablesOf(old.value), variablesOf(current.value));
}

function compareNames(old: readonly string[], current: readonly string[]): NameChanges {
  return {
    added: current.filter((name) => !old.includes(name)),
    removed: old.filter((name) => !current.includes(name)),
  };
}

function variablesOf(definition: Json): string[] {
  const assigned = listStates(definition).flatMap(({ own }) => {
    if (!isJsonObject(own)) return [];
    const owners = [own, own['Catch'], own['Choices']].flat() as Json[];
    return owners.flatMap((owner) =>
      isJsonObject(owner) && isJsonObject(owner['Assign']) ? Object.keys(owner['Assign']) : [],
    );
  });
  return [...new Set(assigned.map((name) => name.replace(/\.\$$/, '')))];
}
