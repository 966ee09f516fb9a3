import { type FieldPath, locateField } from './field-location';
import { type FieldType, fieldOf, type ObjectKind, stateTypes } from './fields';

const scopeKinds: readonly ObjectKind[] = ['machine', 'branch', 'item processor'];
const kindOfType: Readonly<Partial<Record<FieldType, 'number' | 'text'>>> = { number: 'number', string: 'text' };

/**
 * What the States Language accepts at this path: a number (JSONata: or a `{% … %}` string), a string, or any JSON. Keys
 * inside Arguments, Parameters and the like are any JSON, regardless of their names.
 */
export function fieldKind(path: FieldPath): 'number' | 'text' | 'any' {
  const { statePath, field } = locateField(path);
  let kinds: readonly ObjectKind[] = statePath.at(-2) === 'States' ? stateTypes : scopeKinds;
  if (field[0] === 'Choices') return kindInChoiceRule(field);
  for (const [index, name] of field.entries()) {
    if (typeof name === 'number') continue;
    const found = kinds.flatMap((kind) => fieldOf(kind, name) ?? []);
    if (index === field.length - 1) return found.flatMap(({ type }) => kindOfType[type] ?? [])[0] ?? 'any';
    kinds = found.flatMap(({ holds }) => (holds === undefined ? [] : [holds as ObjectKind]));
  }
  return 'any';
}

function kindInChoiceRule(field: FieldPath): 'number' | 'text' | 'any' {
  const name = String(field.at(-1));
  if (/^Numeric\w+$/.test(name) && !name.endsWith('Path')) return 'number';
  return field.length === 3 && name === 'Next' ? 'text' : 'any';
}
