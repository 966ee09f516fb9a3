import { fieldOf, stateTypes } from '../../../definition';
import { misspelt } from '../../finding-fix';
import type { Rule } from '../../rule';
import { isOpen, oneOf, showValue } from '../../values';

/** A field whose values are enumerated has another one: `Type`, `QueryLanguage`, `JitterStrategy`, `Mode` and the like. */
export const unknownValue: Rule = {
  id: 'unknown-value',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects }) {
    for (const { kind, value, path } of objects) {
      for (const [name, given] of Object.entries(value)) {
        const values = kind === undefined ? (name === 'Type' ? stateTypes : undefined) : fieldOf(kind, name)?.values;
        if (values === undefined || typeof given !== 'string' || values.includes(given) || isOpen(given)) continue;
        const message = `\`${name}\` must be ${oneOf(values)}, got \`${showValue(given)}\``;
        yield { message, path: [...path, name], ...misspelt(given, values) };
      }
    }
  },
};
