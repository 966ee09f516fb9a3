import { type FieldPath, isJsonObject, type Json } from '../../../definition';
import { compileJsonPath, compileReferencePath } from '../../../expressions';
import type { CheckedState } from '../../checked-definition';
import { isIntelligible } from '../../paths';
import type { Finding, Rule } from '../../rule';
import { isOpen, objectItems, shown } from '../../values';

const pathFields = [
  'InputPath',
  'OutputPath',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];

/**
 * A field that takes a path holds something else: https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html.
 * AWS's dialect is liberal; only what no reading makes sense of is told.
 */
export const jsonpathSyntax: Rule = {
  id: 'jsonpath-syntax',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const state of states) if (state.language === 'JSONPath') yield* inState(state);
  },
};

function* inState({ value, path, type }: CheckedState): Generator<Finding> {
  for (const field of pathFields) yield* pathFinding(value[field], [...path, field]);
  yield* referenceFinding(value['ResultPath'], [...path, 'ResultPath']);
  for (const { item, index } of objectItems(value['Catch'])) {
    yield* referenceFinding(item['ResultPath'], [...path, 'Catch', index, 'ResultPath']);
  }
  if (type !== 'Choice') return;
  for (const { item, index } of objectItems(value['Choices'])) yield* variables(item, [...path, 'Choices', index]);
}

/** `Variable` and the operands of a comparison take no intrinsic function. */
function* pathFinding(given: Json | undefined, path: FieldPath, takesIntrinsic = true): Generator<Finding> {
  if (
    typeof given !== 'string' ||
    isOpen(given) ||
    (takesIntrinsic && given.startsWith('States.')) ||
    isIntelligible(given, compileJsonPath)
  )
    return;
  const help = given.startsWith('$')
    ? undefined
    : 'a path begins with `$` (the input), `$$` (the context object) or `$variable`';
  yield { message: `\`${String(path.at(-1))}\` takes a JSONPath, not \`${shown(given)}\``, path, help };
}

function* referenceFinding(given: Json | undefined, path: FieldPath): Generator<Finding> {
  if (typeof given !== 'string' || isOpen(given) || isIntelligible(given, compileReferencePath)) return;
  const help = 'a reference path names one place: `$.name.other`, without `*`, `..`, filters or slices';
  yield { message: `\`ResultPath\` takes a reference path, not \`${shown(given)}\``, path, help };
}

/** `Variable` and the `…Path` operands of a rule and of what `And`, `Or` and `Not` hold. */
function* variables(rule: Json | undefined, path: FieldPath): Generator<Finding> {
  if (!isJsonObject(rule)) return;
  for (const [key, value] of Object.entries(rule)) {
    if (key === 'Variable' || /^(?:String|Numeric|Boolean|Timestamp)\w+Path$/.test(key))
      yield* pathFinding(value, [...path, key], false);
    if (key === 'Not') yield* variables(value, [...path, key]);
    if (key !== 'And' && key !== 'Or') continue;
    for (const { item, index } of objectItems(value)) yield* variables(item, [...path, key, index]);
  }
}
