import { type FieldPath, fieldKind, isJsonObject, type Json, type StateMachineDefinition } from '../definition';
import { type Diagnostic, nearestWord, sortDiagnostics } from '../diagnostics';
import type { ParsedDefinition, Placeholder } from './parsed-definition';
import { objectOf, type PlacedValue } from './placed-value';
import { optionalPlaceholder, placeholdersIn, replacePlaceholders } from './placeholders';
import { type Substitutions, substitutionOf } from './substitutions';

/** A definition without placeholders, or the errors that prevent it. */
export interface SubstitutionResult {
  readonly definition?: StateMachineDefinition;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Replaces placeholders by values. A whole `${X}` without quotes whose value is a number becomes a JSON number; with
 * quotes only if the field accepts numbers only (JSON has no plain strings). Inside a longer string every value is
 * inserted as a string. A key whose value is a `${X?}` without a value is left out, and so is an object that loses all
 * its keys this way. Errors: a placeholder without a value, a value without a placeholder, a value of the wrong type.
 */
export function substitute(parsed: ParsedDefinition, substitutions: Substitutions): SubstitutionResult {
  const diagnostics = [
    ...missingValues(parsed, substitutions),
    ...unusedValues(parsed, substitutions),
    ...wrongKinds(parsed, substitutions),
  ];
  if (diagnostics.length > 0) return { diagnostics: sortDiagnostics(diagnostics) };
  const definition = (fill(parsed.placed, [], substitutions) ?? {}) as unknown as StateMachineDefinition;
  return { definition, diagnostics: [] };
}

/** Returns the value, or undefined if it is left out with its key. */
function fill(placed: PlacedValue, path: FieldPath, substitutions: Substitutions): Json | undefined {
  const { value, children } = placed;
  if (typeof value === 'string')
    return isLeftOut(value, substitutions) ? undefined : fillText(placed, path, substitutions);
  if (children === undefined) return value;
  const filled = [...children].map(([key, child]): [string, Json | undefined] => [
    fillKey(key, substitutions),
    fill(child.placed, [...path, key], substitutions),
  ]);
  if (Array.isArray(value)) return filled.map(([, item]) => item ?? {});
  return objectUnlessEmptied(filled);
}

function isLeftOut(value: Json, substitutions: Substitutions): boolean {
  const name = optionalPlaceholder(value);
  return name !== undefined && substitutionOf(substitutions, name) === undefined;
}

function objectUnlessEmptied(entries: readonly (readonly [string, Json | undefined])[]): Json | undefined {
  const kept = entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return kept.length === 0 && entries.length > 0 ? undefined : objectOf(kept);
}

/** A value without the keys that optional placeholders leave out; all other placeholders stay in it. */
export function withoutLeftOut(value: Json, substitutions: Substitutions): Json | undefined {
  if (isLeftOut(value, substitutions)) return undefined;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withoutLeftOut(item, substitutions) ?? {});
  if (!isJsonObject(value)) return value;
  return objectUnlessEmptied(Object.entries(value).map(([key, inner]) => [key, withoutLeftOut(inner, substitutions)]));
}

function fillKey(key: string | number, substitutions: Substitutions): string {
  return typeof key === 'number' ? String(key) : splice(key, substitutions);
}

function fillText({ value, plain }: PlacedValue, path: FieldPath, substitutions: Substitutions): Json {
  const text = value as string;
  const [only] = placeholdersIn(text);
  if (only === undefined) return text;
  const whole = only.start === 0 && only.end === text.length;
  const substitution = substitutionOf(substitutions, only.name);
  if (whole && substitution?.kind === 'number' && (plain || fieldKind(path) === 'number')) return substitution.value;
  return splice(text, substitutions);
}

function splice(text: string, substitutions: Substitutions): string {
  return replacePlaceholders(text, (name) => {
    const substitution = substitutionOf(substitutions, name);
    return substitution === undefined ? undefined : String(substitution.value);
  });
}

function missingValues({ placeholders }: ParsedDefinition, substitutions: Substitutions): Diagnostic[] {
  return placeholders
    .filter(({ name, isOptional }) => !isOptional && substitutionOf(substitutions, name) === undefined)
    .map(({ name, span }) => {
      const near = nearestWord(name, Object.keys(substitutions));
      return {
        severity: 'error',
        ruleId: 'placeholder-without-value',
        message: `the placeholder \`\${${name}}\` has no value`,
        span,
        help:
          near === undefined
            ? `give \`${name}\` a value where the definition is substituted`
            : `did you mean \`\${${near}}\`?`,
      };
    });
}

/** A value that looks like a misspelt placeholder is reported there, once. */
function unusedValues(parsed: ParsedDefinition, substitutions: Substitutions): Diagnostic[] {
  const used = new Set(parsed.placeholders.map(({ name }) => name));
  const optional = new Set(parsed.placeholders.filter(({ isOptional }) => isOptional).map(({ name }) => name));
  const misspelt = [...used].filter((name) => !optional.has(name) && substitutionOf(substitutions, name) === undefined);
  const meant = new Set(misspelt.map((name) => nearestWord(name, Object.keys(substitutions))));
  return Object.keys(substitutions)
    .filter((name) => !used.has(name) && !meant.has(name))
    .map((name) => ({
      severity: 'error',
      ruleId: 'value-without-placeholder',
      message: `the value \`${name}\` is given, but \`\${${name}}\` is not in this definition`,
      span: { ...parsed.spanOf([]), end: parsed.spanOf([]).start },
      help: 'remove the value, or use it',
    }));
}

function wrongKinds(parsed: ParsedDefinition, substitutions: Substitutions): Diagnostic[] {
  return parsed.placeholders.flatMap((placeholder) => {
    const wrong = wrongKind(placeholder, parsed, substitutions);
    if (wrong === undefined) return [];
    const help = `give it a value of kind ${wrong.takes}`;
    return [{ severity: 'error', ruleId: 'value-of-wrong-kind', message: wrong.message, span: placeholder.span, help }];
  });
}

function wrongKind(
  { name, path }: Placeholder,
  parsed: ParsedDefinition,
  substitutions: Substitutions,
): { readonly message: string; readonly takes: 'number' | 'text' } | undefined {
  const substitution = substitutionOf(substitutions, name);
  const written = valueAt(parsed.placed, path);
  if (substitution === undefined || written === undefined) return undefined;
  const kind = fieldKind(path);
  const filled = fillText(written, path, substitutions);
  const field = `\`${String(path.at(-1))}\``;
  const isExpression = typeof filled === 'string' && filled.startsWith('{%');
  if (kind === 'number' && typeof filled !== 'number' && !isExpression) {
    const message = `${field} takes a number, but \`\${${name}}\` makes it the text \`${String(filled)}\``;
    return { message, takes: kind };
  }
  if (kind === 'text' && typeof filled === 'number')
    return { message: `${field} takes a text, but \`\${${name}}\` is the number ${filled}`, takes: kind };
  return undefined;
}

/** Returns the string at a path; undefined if the placeholder is in a key. */
function valueAt(root: PlacedValue, path: FieldPath): PlacedValue | undefined {
  let placed: PlacedValue | undefined = root;
  for (const step of path) placed = placed?.children?.get(step)?.placed;
  return typeof placed?.value === 'string' ? placed : undefined;
}
