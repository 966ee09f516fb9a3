import type { FieldPath } from '../../../definition';
import { compileIntrinsic, compileJsonPath } from '../../../expressions';
import { looksLikePath } from '../../path-like';
import type { Rule } from '../../rule';
import { entriesIn, templatesOf } from '../../texts';
import { showValue } from '../../values';

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
        for (const { key, value, path, object } of entriesIn(template, at)) {
          if (key.endsWith('.$') || !looksLikePath(value)) continue;
          const message = `\`${key}\` is the string \`${showValue(value)}\`: it is not evaluated`;
          const help = `write \`${key}.$\` to evaluate it`;
          const isSure =
            !Object.hasOwn(object, `${key}.$`) && isEvaluable(value) && !isForAnother(path.slice(at.length));
          yield { message, path, at: 'key', help, ...(isSure ? { fix: { kind: 'entry', key: `${key}.$` } } : {}) };
        }
      }
    }
  },
};

function isEvaluable(text: string): boolean {
  try {
    if (text.startsWith('$')) compileJsonPath(text);
    else compileIntrinsic(text);
    return /^(?:\$\$?\.|States\.)/.test(text);
  } catch {
    return false;
  }
}

/** Whether a key says that its value is a path, as `InputPath` of a rule does: the service may be the one to evaluate it. */
function isForAnother(keys: FieldPath): boolean {
  return keys.some((key) => /path/i.test(String(key)));
}
