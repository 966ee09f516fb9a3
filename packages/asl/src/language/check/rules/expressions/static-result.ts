import type { Rule } from '../../rule';
import { entriesIn } from '../../texts';

/**
 * A key in the `Result` of a Pass ends in `.$`, although `Result` is a constant: AWS's warning PASS_RESULT_IS_STATIC.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export const staticResult: Rule = {
  id: 'static-result',
  severity: 'warning',
  rejectedBy: 'none',
  awsCode: 'PASS_RESULT_IS_STATIC',
  *check({ states }) {
    for (const { type, language, value, path: at } of states) {
      if (type !== 'Pass' || language !== 'JSONPath') continue;
      for (const { key, path } of entriesIn(value['Result'], [...at, 'Result'])) {
        if (!key.endsWith('.$')) continue;
        const message = `\`${key}\` in \`Result\` is not evaluated: \`Result\` is a constant`;
        yield { message, path, at: 'key', help: 'write `Parameters` instead of `Result`' };
      }
    }
  },
};
