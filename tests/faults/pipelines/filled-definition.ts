import { join } from 'node:path';
import type { JsonObject } from '../../../asl/definition';
import { loadDefinition, type Substitutions, substitute } from '../../../asl/load';
import { maxAttemptsOfThrottles } from '../../../stacks/throttles/throttle-retriers';

const backlogSeconds = 7_200;

/** What a fault run gives a definition's placeholders: texts and numbers. */
export type PlaceholderValues = Readonly<Record<string, string | number>>;

/**
 * A definition of definitions/ with every placeholder filled in; `ThrottleMaxAttempts` with the attempts that outlast two hours, or
 * with fewer where a quick matrix is wanted. Values that the definition does not name are left aside.
 */
export function filledDefinition(name: string, values: PlaceholderValues, throttleMaxAttempts?: number): JsonObject {
  const { definition: parsed } = loadDefinition(join(__dirname, `../../../definitions/${name}.asl.yaml`));
  if (parsed === undefined) throw new Error(`definitions/${name}.asl.yaml cannot be loaded: npx asl check says why`);
  const attempts = throttleMaxAttempts ?? maxAttemptsOfThrottles(parsed.value, 'ThrottleMaxAttempts', backlogSeconds);
  const text = JSON.stringify(parsed.value);
  const asked = Object.entries({ ...values, ThrottleMaxAttempts: attempts }).filter(([each]) =>
    text.includes(`\${${each}}`),
  );
  const { definition, diagnostics } = substitute(parsed, substitutionsOf(Object.fromEntries(asked)));
  if (definition === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return definition as unknown as JsonObject;
}

function substitutionsOf(values: PlaceholderValues): Substitutions {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value },
    ]),
  );
}
