import { type FieldPath, isJsonObject, type Json } from '../../../definition';
import { looksLikePath } from '../../path-like';
import type { Finding, Rule } from '../../rule';
import { objectItems, showValue } from '../../values';

/**
 * A comparison of a choice rule compares with a constant that looks like a path: AWS's warning NO_PATH.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export const missingPathSuffix: Rule = {
  id: 'missing-path-suffix',
  severity: 'warning',
  rejectedBy: 'none',
  awsCode: 'NO_PATH',
  *check({ states }) {
    for (const { type, language, value, path } of states) {
      if (type !== 'Choice' || language !== 'JSONPath') continue;
      for (const { item, index } of objectItems(value['Choices'])) yield* inRule(item, [...path, 'Choices', index]);
    }
  },
};

function* inRule(rule: Json | undefined, path: FieldPath): Generator<Finding> {
  if (!isJsonObject(rule)) return;
  for (const [field, value] of Object.entries(rule)) {
    const at = [...path, field];
    const isComparison = /^(?:String|Numeric|Timestamp|Boolean)(?!.*Path$)/.test(field);
    if (isComparison && looksLikePath(value)) {
      const message = `\`${field}\` compares with the string \`${showValue(value)}\`, not with what the path finds`;
      yield { message, path: at, at: 'key', help: `write \`${field}Path\`` };
    }
    if (field === 'And' || field === 'Or')
      for (const { item, index } of objectItems(value)) yield* inRule(item, [...at, index]);
    if (field === 'Not') yield* inRule(value, at);
  }
}
