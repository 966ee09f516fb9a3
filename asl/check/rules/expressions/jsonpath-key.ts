import { isJsonataText } from '../../../expressions';
import { fieldsOfJsonata, translatePath } from '../../jsonpath-in-jsonata';
import { looksLikePath } from '../../path-like';
import type { Rule } from '../../rule';
import { entriesIn } from '../../texts';

/**
 * A key of a JSONata state ends in `.$`, which JSONata treats as a part of the name:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const jsonpathKey: Rule = {
  id: 'jsonpath-key',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ states }) {
    for (const state of states) {
      for (const { value: field, path: at } of fieldsOfJsonata(state)) {
        // A variable of such a name is reported by variable-name.
        for (const { key, value, path } of entriesIn(field, at)) {
          if (!key.endsWith('.$') || path.at(-2) === 'Assign' || !(looksLikePath(value) || isJsonataText(value)))
            continue;
          const plain = key.slice(0, -2);
          const translated = isJsonataText(value) ? value : translatePath(value);
          const help = translated === undefined ? `write \`${plain}\`` : `write \`${plain}: "${translated}"\``;
          yield {
            message: `\`${key}\` is a key of JSONPath, and this state is in JSONata`,
            path,
            at: 'key',
            isWhole: true,
            help,
          };
        }
      }
    }
  },
};
