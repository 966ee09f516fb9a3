import { join } from 'node:path';
import { readCaseFile } from '@document-pipelines/asl/cases';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { loadDefinition, type ParsedDefinition, type Substitutions, substitute } from '@document-pipelines/asl/load';

/** Values of placeholders, by name: strings and numbers. */
export type PlaceholderValues = Readonly<Record<string, string | number>>;

const folder = join(__dirname, '..', '..', 'definitions');
/** What was read of each definition: a matrix of faults fills the same one in hundreds of times. */
const read = new Map<string, ReadDefinition>();

interface ReadDefinition {
  readonly parsed: ParsedDefinition;
  /** Of the placeholders that are not optional, as the cases have them. */
  readonly requiredValues: PlaceholderValues;
}

/**
 * Returns a definition of definitions/ with every placeholder filled in. Uses the values of its cases (`substitutions` of
 * `<name>.cases.yaml`), overridden by `values`. Optional placeholders are filled in only by `values`.
 */
export function filledDefinition(
  name: string,
  values: PlaceholderValues | ((parsed: ParsedDefinition) => PlaceholderValues) = {},
): StateMachineDefinition {
  const { parsed, requiredValues } = read.get(name) ?? readDefinition(name);
  const given = { ...requiredValues, ...(typeof values === 'function' ? values(parsed) : values) };
  const { definition, diagnostics } = substitute(parsed, substitutionsOf(given));
  if (definition === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return definition;
}

function readDefinition(name: string): ReadDefinition {
  const { definition: parsed } = loadDefinition(join(folder, `${name}.asl.yaml`));
  if (parsed === undefined) throw new Error(`definitions/${name}.asl.yaml cannot be loaded: npx asl check says why`);
  const definition = { parsed, requiredValues: valuesOfCases(name, parsed) };
  read.set(name, definition);
  return definition;
}

function valuesOfCases(name: string, { placeholders }: ParsedDefinition): PlaceholderValues {
  const { caseFile } = readCaseFile(join(folder, `${name}.cases.yaml`));
  if (caseFile === undefined) throw new Error(`definitions/${name}.cases.yaml cannot be read: npx asl test says why`);
  const required = new Set(placeholders.flatMap((each) => (each.isOptional ? [] : [each.name])));
  const given = Object.entries(caseFile.base.substitutions).filter(([each]) => required.has(each));
  return Object.fromEntries(given);
}

function substitutionsOf(values: PlaceholderValues): Substitutions {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value },
    ]),
  );
}
