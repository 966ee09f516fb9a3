/** What JSONata has instead of an intrinsic function: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const instead: Readonly<Record<string, string>> = {
  Array: '[a, b]',
  ArrayContains: 'value in array',
  ArrayGetItem: 'array[0]',
  ArrayLength: '$count(array)',
  ArrayPartition: '$partition(array, size)',
  ArrayRange: '$range(first, last, step)',
  ArrayUnique: '$distinct(array)',
  Base64Decode: '$base64decode(string)',
  Base64Encode: '$base64encode(string)',
  Format: "'Order ' & $states.input.id",
  Hash: "$hash(string, 'SHA-256')",
  JsonMerge: '$merge([first, second])',
  JsonToString: '$string(value)',
  MathAdd: 'a + b',
  MathRandom: '$random()',
  StringSplit: "$split(string, ',')",
  StringToJson: '$parse(string)',
  UUID: '$uuid()',
};

/** An example of what JSONata has instead of `States.<name>`. */
export function expressionFor(name: string): string | undefined {
  return Object.hasOwn(instead, name) ? instead[name] : undefined;
}

/** The help for `States.<name>` in a JSONata expression. */
export function intrinsicHelp(name: string): string {
  const expression = expressionFor(name);
  return expression === undefined
    ? 'intrinsic functions belong to JSONPath'
    : `write an expression such as \`${expression}\``;
}
