import { type FieldPath, isJsonObject, type Json } from '../../../definition';
import { didYouMean } from '../../../diagnostics';
import type { CheckedScope, CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { isOpen, objectItems, oneOf, shown } from '../../values';

const types = ['Task', 'Parallel', 'Map', 'Choice', 'Pass', 'Wait', 'Succeed', 'Fail'];
const languages = ['JSONPath', 'JSONata'];

/** A field whose values are enumerated holds another one: `Type`, `QueryLanguage`, `JitterStrategy`, `Mode` and the like. */
export const unknownValue: Rule = {
  id: 'unknown-value',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ scopes, states }) {
    for (const scope of scopes) yield* scopeFindings(scope);
    for (const state of states) yield* stateFindings(state);
  },
};

function* notOneOf(value: Json | undefined, path: FieldPath, known: readonly string[]): Generator<Finding> {
  if (typeof value !== 'string' || known.includes(value) || isOpen(value)) return;
  const help = didYouMean(value, known);
  yield { message: `\`${String(path.at(-1))}\` is ${oneOf(known)}, not \`${shown(value)}\``, path, help };
}

function* scopeFindings({ value, path, kind }: CheckedScope): Generator<Finding> {
  if (kind === 'machine') yield* notOneOf(value['QueryLanguage'], [...path, 'QueryLanguage'], languages);
  const config: Json | undefined = value['ProcessorConfig'];
  if (!isJsonObject(config)) return;
  yield* notOneOf(config['Mode'], [...path, 'ProcessorConfig', 'Mode'], ['INLINE', 'DISTRIBUTED']);
  yield* notOneOf(config['ExecutionType'], [...path, 'ProcessorConfig', 'ExecutionType'], ['STANDARD', 'EXPRESS']);
}

function* stateFindings({ value, path }: CheckedState): Generator<Finding> {
  yield* notOneOf(value['Type'], [...path, 'Type'], types);
  yield* notOneOf(value['QueryLanguage'], [...path, 'QueryLanguage'], languages);
  for (const { item, index } of objectItems(value['Retry'])) {
    yield* notOneOf(item['JitterStrategy'], [...path, 'Retry', index, 'JitterStrategy'], ['FULL', 'NONE']);
  }
  const config = isJsonObject(value['ItemReader']) ? value['ItemReader']['ReaderConfig'] : undefined;
  if (!isJsonObject(config)) return;
  const inConfig = [...path, 'ItemReader', 'ReaderConfig'];
  const inputs = ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'];
  yield* notOneOf(config['InputType'], [...inConfig, 'InputType'], inputs);
  yield* notOneOf(config['CSVHeaderLocation'], [...inConfig, 'CSVHeaderLocation'], ['FIRST_ROW', 'GIVEN']);
}
