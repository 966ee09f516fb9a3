import { isJsonataText } from '../../../expressions';
import type { Rule } from '../../rule';
import { textsOf } from '../../texts';

/**
 * A string has only one of the delimiters `{%` and `%}`, or blanks outside of them:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#writing-jsonata-expressions-in-json-strings
 */
export const jsonataDelimiters: Rule = {
  id: 'jsonata-delimiters',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const state of states) {
      if (state.language !== 'JSONata') continue;
      for (const { text, path } of textsOf(state)) {
        if (isJsonataText(text)) continue;
        const opens = text.startsWith('{%');
        if (!opens && !text.endsWith('%}')) continue;
        const blanksAfter = opens && text.trimEnd().endsWith('%}');
        const message = opens
          ? 'the text starts with `{%` and does not end with `%}`'
          : 'the text ends with `%}` and does not start with `{%`';
        const help = blanksAfter
          ? 'a line break or blank follows `%}`: fold the text with `>-` instead of `>` or `|`'
          : undefined;
        const fix = isJsonataText(text.trim()) ? { fix: { kind: 'trim' } as const } : {};
        yield { message, path, help: help ?? 'an expression is the whole of a text, from `{%` to `%}`', ...fix };
      }
    }
  },
};
