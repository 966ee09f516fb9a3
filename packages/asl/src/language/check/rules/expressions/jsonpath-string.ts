import { fieldsOfJsonata, translatePath } from '../../jsonpath-in-jsonata';
import { looksLikePath } from '../../path-like';
import type { Rule } from '../../rule';
import { textsIn } from '../../texts';
import { showValue } from '../../values';

/**
 * A string of a JSONata state looks like a path or an intrinsic function, and is passed on as it is:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const jsonpathString: Rule = {
  id: 'jsonpath-string',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ states }) {
    for (const state of states) {
      for (const { value, path: at } of fieldsOfJsonata(state)) {
        for (const { text, path } of textsIn(value, at)) {
          const key = path.at(-1);
          if (!looksLikePath(text) || (typeof key === 'string' && key.endsWith('.$'))) continue;
          const translated = translatePath(text);
          const message = `\`${showValue(text)}\` is a string here: JSONata does not evaluate JSONPath`;
          yield { message, path, help: translated === undefined ? undefined : `write \`${translated}\`` };
        }
      }
    }
  },
};
