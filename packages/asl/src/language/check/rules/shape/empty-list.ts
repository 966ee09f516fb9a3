import { fieldOf } from '../../../definition';
import type { Rule } from '../../rule';

/** An array or object that AWS requires an entry in is empty: `Branches`, `Choices`, `ErrorEquals`, `States`. */
export const emptyList: Rule = {
  id: 'empty-list',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects }) {
    for (const { kind, value, path } of objects) {
      for (const [name, given] of Object.entries(value)) {
        if (kind === undefined || fieldOf(kind, name)?.isFilled !== true) continue;
        const isEmpty = typeof given === 'object' && given !== null && Object.keys(given).length === 0;
        if (isEmpty) yield { message: `\`${name}\` is empty`, path: [...path, name] };
      }
    }
  },
};
