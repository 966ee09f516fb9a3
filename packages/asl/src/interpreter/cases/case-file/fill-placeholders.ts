import { fieldKind, isJsonObject } from '../../../language/definition';
import { type Diagnostic, didYouMean } from '../../../language/diagnostics';
import type { ParsedDefinition, Placeholder, Substitutions } from '../../../language/load';
import type { CaseFile, GivenSubstitutions } from './test-case';

/** Values for all placeholders, and the names of those that were not set. */
export interface FilledPlaceholders {
  readonly substitutions: Substitutions;
  /** Placeholders with an assumed value, in the order of the definition. */
  readonly assumed: readonly { readonly name: string; readonly value: string | number }[];
}

/**
 * Returns the given values, and for each required placeholder without one a value of the type that its field accepts
 * and its name suggests.
 */
export function fillPlaceholders({ placeholders }: ParsedDefinition, given: GivenSubstitutions): FilledPlaceholders {
  const names = [...new Set(placeholders.map(({ name }) => name))];
  const required = new Set(placeholders.filter(({ isOptional }) => !isOptional).map(({ name }) => name));
  const assumed = [...required]
    .filter((name) => !Object.hasOwn(given, name))
    .map((name) => ({ name, value: plausibleValue(name, placeholders) }));
  const all: [string, string | number][] = [
    ...Object.entries(given).filter(([name]) => names.includes(name)),
    ...assumed.map(({ name, value }): [string, string | number] => [name, value]),
  ];
  return { assumed, substitutions: Object.fromEntries(all.map(([name, value]) => [name, substitution(value)])) };
}

/** Returns warnings for values in a cases file that no placeholder of the definition uses: most likely misspelt. */
export function unusedSubstitutions({ parsed: file, base }: CaseFile, definition: ParsedDefinition): Diagnostic[] {
  const names = new Set(definition.placeholders.map(({ name }) => name));
  const written = isJsonObject(file.value) ? file.value['substitutions'] : undefined;
  const own = isJsonObject(written) ? written : {};
  return Object.keys(base.substitutions)
    .filter((name) => Object.hasOwn(own, name) && !names.has(name))
    .map((name) => ({
      severity: 'error',
      ruleId: 'value-without-placeholder',
      message: `\`\${${name}}\` is not in ${definition.file}`,
      span: file.keySpanOf(['substitutions', name]),
      help: didYouMean(name, names) ?? 'remove the value, or use it',
    }));
}

function substitution(value: string | number): Substitutions[string] {
  return typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value };
}

const numbersByName: readonly (readonly [RegExp, number])[] = [
  [/Threshold$/, 0.5],
  [/(Timeout)?Seconds$/, 60],
  [/(Attempts|Retries)$/, 3],
  [/Concurrency$/, 2],
  [/(Bytes|Tokens)$/, 1000],
  [/(Count|Number|Percentage|Limit|Pages|Items|Days)$/, 10],
];

const textsByName: readonly (readonly [RegExp, (words: string) => string])[] = [
  [/^Partition$/, () => 'aws'],
  [/^(AWS)?Region$/, () => 'us-east-1'],
  [/^Account(Id)?$/, () => '123456789012'],
  [/FunctionArn$/, (words) => `arn:aws:lambda:us-east-1:123456789012:function:${without(words, 'function-arn')}`],
  [/TopicArn$/, (words) => `arn:aws:sns:us-east-1:123456789012:${without(words, 'topic-arn')}`],
  [/RoleArn$/, (words) => `arn:aws:iam::123456789012:role/${without(words, 'role-arn')}`],
  [/QueueUrl$/, (words) => `https://sqs.us-east-1.amazonaws.com/123456789012/${without(words, 'queue-url')}`],
  [
    /StateMachineArn$/,
    (words) => `arn:aws:states:us-east-1:123456789012:stateMachine:${without(words, 'state-machine-arn')}`,
  ],
  [/Arn$/, (words) => `arn:aws:states:us-east-1:123456789012:stateMachine:${without(words, 'arn')}`],
];

function plausibleValue(name: string, placeholders: readonly Placeholder[]): string | number {
  const uses = placeholders.filter((placeholder) => placeholder.name === name);
  const takesNumber = uses.some(({ path, whole }) => whole && fieldKind(path) === 'number');
  const takesText = uses.some(({ path, whole }) => whole && fieldKind(path) === 'text');
  const number = numbersByName.find(([pattern]) => pattern.test(name))?.[1];
  if (takesNumber || (number !== undefined && !takesText)) return number ?? 10;
  const words = name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .replace(/::/g, '-')
    .toLowerCase();
  return textsByName.find(([pattern]) => pattern.test(name))?.[1](words) ?? (without(words, 'name') || words);
}

function without(words: string, ending: string): string {
  const rest = words.endsWith(`-${ending}`) ? words.slice(0, -ending.length - 1) : words;
  return rest.replace(/^-|-$/g, '');
}
