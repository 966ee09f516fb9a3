import type { FieldPath, Json } from '../../../definition';
import type { Finding, Rule } from '../../rule';
import { objectItems } from '../../values';

/** A list that AWS wants filled is empty: `Branches`, `Choices`, `ErrorEquals`. */
export const emptyList: Rule = {
  id: 'empty-list',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { type, value, path } of states) {
      if (type === 'Parallel') yield* empty(value['Branches'], [...path, 'Branches']);
      if (type === 'Choice') yield* empty(value['Choices'], [...path, 'Choices']);
      for (const field of ['Retry', 'Catch']) {
        for (const { item, index } of objectItems(value[field])) {
          yield* empty(item['ErrorEquals'], [...path, field, index, 'ErrorEquals']);
        }
      }
    }
  },
};

function* empty(value: Json | undefined, path: FieldPath): Generator<Finding> {
  if (Array.isArray(value) && value.length === 0) yield { message: `\`${String(path.at(-1))}\` is empty`, path };
}
