import { looksLikePath } from '../../path-like';
import type { Rule } from '../../rule';
import { entriesIn, templatesOf } from '../../texts';
import { shown } from '../../values';

/**
 * A value in a payload template looks like a path, and its key does not end in `.$`: AWS's warning NO_DOLLAR.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export const missingDollar: Rule = {
  id: 'missing-dollar',
  severity: 'warning',
  rejectedBy: 'none',
  awsCode: 'NO_DOLLAR',
  *check({ states }) {
    for (const state of states) {
      if (state.language !== 'JSONPath') continue;
      for (const { template, path: at } of templatesOf(state)) {
        for (const { key, value, path } of entriesIn(template, at)) {
          if (key.endsWith('.$') || !looksLikePath(value)) continue;
          const message = `\`${key}\` is the string \`${shown(value)}\`: it is not evaluated`;
          yield { message, path, at: 'key', help: `write \`${key}.$\` to evaluate it` };
        }
      }
    }
  },
};
