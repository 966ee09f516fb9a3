import { fieldsOf } from '../../../definition';
import type { CheckedObject } from '../../checked-definition';
import { misspells } from '../../misspelling';
import type { Rule } from '../../rule';
import { oneOf } from '../../values';

/** A field that AWS requires is absent. */
export const missingField: Rule = {
  id: 'missing-field',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects }) {
    for (const object of objects) {
      for (const fields of requiredOf(object)) {
        if (
          fields.some((field) => object.value[field] !== undefined) ||
          misspells(object.value, object.kind ?? 'Pass', fields)
        )
          continue;
        const [missingField, ...others] = fields;
        const facts = others.length === 0 ? { facts: { missingField } } : {};
        const message = `${object.label} has no ${oneOf(fields)}`;
        yield { message, path: object.path, at: 'key', help: `add ${oneOf(fields)}`, ...facts };
      }
    }
  },
};

/** Groups of fields, each with one that the object must have. */
function requiredOf({ kind }: CheckedObject): readonly (readonly string[])[] {
  if (kind === undefined) return [['Type']];
  const { fields, oneOf: groups = [] } = fieldsOf(kind);
  const required = Object.keys(fields).filter((field) => fields[field]?.isRequired === true);
  return [...required.map((field) => [field]), ...groups];
}
