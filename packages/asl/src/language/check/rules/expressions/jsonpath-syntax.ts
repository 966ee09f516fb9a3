import { type FieldPath, fieldOf, isJsonObject, type Json } from '../../../definition';
import { compileJsonPath, compileReferencePath } from '../../../expressions';
import type { CheckedObject } from '../../checked-definition';
import { isIntelligible } from '../../paths';
import type { Finding, Rule } from '../../rule';
import { isOpen, objectItems, showValue } from '../../values';

/**
 * A field that must be a path holds something else:
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html. AWS's dialect is liberal:
 * only what cannot be read in any way is reported.
 */
export const jsonpathSyntax: Rule = {
  id: 'jsonpath-syntax',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects }) {
    for (const object of objects) if (object.language === 'JSONPath') yield* inObject(object);
  },
};

function* inObject({ kind, value, path }: CheckedObject): Generator<Finding> {
  if (kind === undefined) return;
  for (const [name, given] of Object.entries(value)) {
    const type = fieldOf(kind, name)?.type;
    // The paths of a Fail state accept intrinsic functions too: the rule payload-template judges them.
    if ((type === 'path' && kind !== 'Fail') || type === 'path or null') yield* pathFinding(given, [...path, name]);
    if (type === 'reference path or null') yield* referenceFinding(given, [...path, name]);
  }
  if (kind !== 'Choice') return;
  for (const { item, index } of objectItems(value['Choices'])) yield* variables(item, [...path, 'Choices', index]);
}

function* pathFinding(given: Json | undefined, path: FieldPath): Generator<Finding> {
  if (typeof given !== 'string' || isOpen(given) || isIntelligible(given, compileJsonPath)) return;
  const help = given.startsWith('$')
    ? undefined
    : 'a path begins with `$` (the input), `$$` (the context object) or `$variable`';
  yield { message: `\`${String(path.at(-1))}\` takes a JSONPath, not \`${showValue(given)}\``, path, help };
}

function* referenceFinding(given: Json | undefined, path: FieldPath): Generator<Finding> {
  if (typeof given !== 'string' || isOpen(given) || isIntelligible(given, compileReferencePath)) return;
  const help = 'a reference path names one place: `$.name.other`, without `*`, `..`, filters or slices';
  yield { message: `\`ResultPath\` takes a reference path, not \`${showValue(given)}\``, path, help };
}

/** `Variable` and the `…Path` operands of a rule and of what `And`, `Or` and `Not` hold. */
function* variables(rule: Json | undefined, path: FieldPath): Generator<Finding> {
  if (!isJsonObject(rule)) return;
  for (const [key, value] of Object.entries(rule)) {
    if (key === 'Variable' || /^(?:String|Numeric|Boolean|Timestamp)\w+Path$/.test(key))
      yield* pathFinding(value, [...path, key]);
    if (key === 'Not') yield* variables(value, [...path, key]);
    if (key !== 'And' && key !== 'Or') continue;
    for (const { item, index } of objectItems(value)) yield* variables(item, [...path, key, index]);
  }
}
