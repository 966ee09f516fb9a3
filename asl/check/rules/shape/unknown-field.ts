import { type FieldPath, isJsonObject, type Json, type JsonObject, type StateType } from '../../../definition';
import { didYouMean } from '../../../diagnostics';
import type { CheckedScope, CheckedState } from '../../checked-definition';
import {
  branchFields,
  catcherFields,
  itemProcessorFields,
  machineFields,
  mapPartFields,
  retrierFields,
  stateFields,
} from '../../fields';
import type { Finding, Rule } from '../../rule';
import { objectItems } from '../../values';

/** A field that AWS does not know in this place; a field of the other query language is told by wrong-query-language. */
export const unknownField: Rule = {
  id: 'unknown-field',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ scopes, states }) {
    for (const scope of scopes) yield* scopeFindings(scope);
    for (const state of states) yield* stateFindings(state);
  },
};

const scopeFields = { machine: machineFields, branch: branchFields, 'item processor': itemProcessorFields } as const;

function* scopeFindings({ kind, value, path }: CheckedScope): Generator<Finding> {
  const what = kind === 'machine' ? 'a state machine' : kind === 'branch' ? 'a branch' : 'an item processor';
  yield* unknownIn({ value, path, what }, scopeFields[kind]);
  const config: Json | undefined = value['ProcessorConfig'];
  if (kind === 'item processor' && isJsonObject(config)) {
    yield* unknownIn({ value: config, path: [...path, 'ProcessorConfig'], what: '`ProcessorConfig`' }, [
      'Mode',
      'ExecutionType',
    ]);
  }
}

function* stateFindings(state: CheckedState): Generator<Finding> {
  const { value, path, type, language } = state;
  if (type !== undefined) yield* unknownIn({ value, path, what: `a ${type} state` }, knownTo(type), type);
  if (type === 'Map') yield* mapParts(state);
  const catching = [...new Set([...catcherFields.JSONPath, ...catcherFields.JSONata])];
  for (const { item, index } of objectItems(value['Retry'])) {
    yield* unknownIn({ value: item, path: [...path, 'Retry', index], what: 'a retrier' }, retrierFields);
  }
  for (const { item, index } of objectItems(value['Catch'])) {
    yield* unknownIn(
      { value: item, path: [...path, 'Catch', index], what: `a catcher of a ${language} state` },
      catching,
    );
  }
}

/** What the ItemReader, the ItemBatcher and the ResultWriter of a Map take. */
function* mapParts({ value, path }: CheckedState): Generator<Finding> {
  for (const [way, fields] of mapPartFields) {
    let part: Json | undefined = value;
    for (const step of way) part = isJsonObject(part) ? part[step] : undefined;
    if (isJsonObject(part))
      yield* unknownIn({ value: part, path: [...path, ...way], what: `\`${way.at(-1)}\`` }, fields);
  }
}

function knownTo(type: StateType): readonly string[] {
  const { both, JSONPath, JSONata } = stateFields[type];
  return [...both, ...JSONPath, ...JSONata];
}

interface Whole {
  readonly value: JsonObject;
  readonly path: FieldPath;
  readonly what: string;
}

function* unknownIn({ value, path, what }: Whole, known: readonly string[], type?: StateType): Generator<Finding> {
  for (const field of Object.keys(value)) {
    if (known.includes(field)) continue;
    const missing = known.filter((each) => value[each] === undefined);
    const help = (type === undefined ? undefined : owners(field)) ?? didYouMean(field, missing);
    yield { message: `\`${field}\` is not a field of ${what}`, path: [...path, field], at: 'key', isWhole: true, help };
  }
}

/** Who takes a field that this state does not. */
function owners(field: string): string | undefined {
  const types = (Object.keys(stateFields) as StateType[]).filter((type) => knownTo(type).includes(field));
  if (types.length === 0) return undefined;
  const list = types.length === 1 ? types[0] : `${types.slice(0, -1).join(', ')} and ${types.at(-1)}`;
  return `\`${field}\` belongs to ${list} states`;
}
