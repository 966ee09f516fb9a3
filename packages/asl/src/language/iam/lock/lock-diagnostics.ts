import { type FieldPath, isJsonObject, type Json } from '../../definition';
import type { Diagnostic } from '../../diagnostics';
import type { ParsedDefinition } from '../../load';
import { lockChanges, lockHelp } from './compare-locks';

/**
 * The changes of a definition to its locked role, each at the state that needs a new permission, or at `States`. Empty without a
 * lock. Throws a UserError for a file that is not a lock.
 */
export function lockDiagnostics(definition: ParsedDefinition): readonly Diagnostic[] {
  return lockChanges(definition).map((change) => ({
    severity: 'error',
    ruleId: 'role-differs-from-lock',
    message: `the role differs from its lock: it ${change}`,
    span: definition.keySpanOf(stateIn(change, definition.value) ?? ['States']),
    help: lockHelp(definition.file),
  }));
}

/** The path of the state with which the reason of a change begins. */
function stateIn(change: string, value: Json): FieldPath | undefined {
  const reason = /, because (.*)$/s.exec(change)?.[1];
  if (reason === undefined) return undefined;
  const named = [...statePaths(value)].filter((path) => reason.startsWith(`${path.at(-1)} `));
  return named.sort((a, b) => String(b.at(-1)).length - String(a.at(-1)).length)[0];
}

function* statePaths(value: Json | undefined, path: FieldPath = []): Generator<FieldPath> {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* statePaths(item, [...path, index]);
  }
  if (!isJsonObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (path.at(-1) === 'States') yield [...path, key];
    yield* statePaths(inner, [...path, key]);
  }
}
