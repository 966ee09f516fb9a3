import { type FieldPath, fieldsOf } from '../../../definition';
import type { CheckedObject } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';

/** Two fields that exclude each other are in the same object: `Next` and `End`, `Seconds` and `Timestamp`. */
export const conflictingFields: Rule = {
  id: 'conflicting-fields',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects, states }) {
    for (const { value, path } of states)
      if (value['Next'] !== undefined && value['End'] === true) yield conflict(path, ['Next', 'End']);
    for (const { value, path, kind } of objects) {
      for (const group of exclusiveOf(kind)) {
        const given = group.filter((field) => value[field] !== undefined);
        if (given.length > 1) yield conflict(path, given);
      }
    }
  },
};

function exclusiveOf(kind: CheckedObject['kind']): readonly (readonly string[])[] {
  if (kind === undefined) return [];
  const { oneOf = [], atMostOneOf = [] } = fieldsOf(kind);
  return [...oneOf, ...atMostOneOf];
}

function conflict(path: FieldPath, fields: readonly string[]): Finding {
  const second = fields[1] as string;
  const list = fields.map((field) => `\`${field}\``);
  const message = `${list.slice(0, -1).join(', ')} and ${list.at(-1)} exclude each other`;
  return { message, path: [...path, second], at: 'key', help: 'keep one of them' };
}
