import { type FieldPath, fieldsOf, type JsonObject, type StateType, stateTypes } from '../../../definition';
import { nearestWord } from '../../../diagnostics';
import { misspelt } from '../../finding-fix';
import type { Finding, Rule } from '../../rule';
import { isState } from '../../targets';

/**
 * A field that AWS does not know in this object. The rule wrong-query-language reports a field of the other query
 * language.
 */
export const unknownField: Rule = {
  id: 'unknown-field',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects }) {
    for (const { kind, label, value, path } of objects) {
      if (kind === undefined) {
        yield* misspeltType(value, path);
        continue;
      }
      const { name, fields } = fieldsOf(kind);
      for (const field of Object.keys(value)) {
        if (Object.hasOwn(fields, field)) continue;
        if (isState(value[field])) {
          const message = `\`${field}\` is inside ${label}`;
          const help = 'indent it less: states are next to each other in `States`';
          yield { message, path: [...path, field], at: 'key', help, isWhole: true };
          continue;
        }
        const absent = Object.keys(fields).filter((each) => value[each] === undefined);
        const ofState = stateTypes.some((type) => type === kind);
        const owned = ofState ? owners(field) : undefined;
        const help = owned === undefined ? misspelt(field, absent) : { help: owned };
        const message = `\`${field}\` is not a field of ${name}`;
        yield { message, path: [...path, field], at: 'key', ...help, isWhole: true };
      }
    }
  },
};

/** Of a state without `Type`, its other fields cannot be judged. */
function* misspeltType(value: JsonObject, path: FieldPath): Generator<Finding> {
  if ('Type' in value) return;
  for (const field of Object.keys(value)) {
    if (Object.hasOwn(fieldsOf('Pass').fields, field) || nearestWord(field, ['Type']) === undefined) continue;
    yield {
      message: `\`${field}\` is not a field of a state`,
      path: [...path, field],
      at: 'key',
      ...misspelt(field, ['Type']),
    };
  }
}

/** The types of states that have a field which this one does not have. */
function owners(field: string): string | undefined {
  const types: readonly StateType[] = stateTypes.filter((type) => Object.hasOwn(fieldsOf(type).fields, field));
  if (types.length === 0) return undefined;
  const list = types.length === 1 ? types[0] : `${types.slice(0, -1).join(', ')} and ${types.at(-1)}`;
  return `\`${field}\` is a field of ${list} states`;
}
