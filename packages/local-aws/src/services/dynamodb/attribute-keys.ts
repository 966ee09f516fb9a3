import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import { optionalShape, optionalText } from '../input';
import type { Permission, Shape } from '../service';

/**
 * Returns the condition keys of a request for its attributes: `dynamodb:Attributes`, the top-level attributes that it names, and
 * `dynamodb:Select`. A request without a projection names none and is for all of them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function attributeKeys(input: Shape): NonNullable<Permission['conditionKeys']> {
  const select = optionalText(input, 'Select');
  const attributes = namedAttributes(input);
  return {
    ...(select === undefined ? {} : { 'dynamodb:Select': select }),
    ...(attributes.length === 0 ? {} : { 'dynamodb:Attributes': attributes }),
  };
}

const expressions = [
  'ProjectionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ConditionExpression',
  'UpdateExpression',
];

/** Words of expressions that are not attributes. */
const words: ReadonlySet<string> = new Set(
  'SET REMOVE ADD DELETE AND OR NOT IN BETWEEN attribute_exists attribute_not_exists attribute_type begins_with contains size if_not_exists list_append'
    .split(' ')
    .flatMap((word) => [word, word.toLowerCase()]),
);

function namedAttributes(input: Shape): readonly string[] {
  const names = optionalShape(input, 'ExpressionAttributeNames') ?? {};
  const written = expressions.flatMap((member) => topLevelNames(optionalText(input, member) ?? ''));
  const found = written.map((name) => (name.startsWith('#') ? String(names[name] ?? name) : name));
  const keys = ['Key', 'Item'].flatMap((member) => membersOf(input[member] as Json | undefined));
  return [...new Set([...found, ...(written.length === 0 ? [] : keys)])];
}

/** `a.b`, `a[0]`: the attribute is `a`. Values (`:v`) are none. */
function topLevelNames(expression: string): readonly string[] {
  const tokens = expression.match(/[:#]?[A-Za-z_][\w-]*(?:(?:\.[#\w-]+)|(?:\[\d+\]))*/g) ?? [];
  return tokens
    .filter((token) => !token.startsWith(':'))
    .map((token) => token.split(/[.[]/)[0] ?? token)
    .filter((token) => !words.has(token));
}

function membersOf(value: Json | undefined): readonly string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}
