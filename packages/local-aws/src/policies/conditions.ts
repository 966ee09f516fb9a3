import { memberOf } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { matchesArn, matchesWildcards } from './wildcards';

/** A condition block: operator → key → values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Values of a request's condition keys; names in lower case. */
export type RequestKeys = ReadonlyMap<string, readonly string[]>;

/** Whether all conditions hold. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function conditionsHold(conditions: Conditions, request: RequestKeys): boolean {
  return Object.entries(conditions).every(([operator, byKey]) =>
    Object.entries(byKey).every(([key, values]) => conditionHolds(operator, request.get(key.toLowerCase()), values)),
  );
}

/** Throws an error that names the operator or the key of a condition that cannot be evaluated locally. */
export function checkConditions(conditions: Conditions): void {
  for (const [operator, byKey] of Object.entries(conditions)) {
    const { name } = parseOperator(operator);
    if (name !== 'Null' && !Object.hasOwn(comparisons, name))
      throw new UserError(`the condition operator ${operator} is not modelled`);
    for (const key of Object.keys(byKey)) {
      if (!knownKeys.some((known) => matchesWildcards(known, key.toLowerCase()))) {
        throw new UserError(`the condition key ${key} is not modelled: no local request has it`);
      }
    }
  }
}

/** Keys that local requests have, as on AWS. */
const knownKeys: readonly string[] = [
  'aws:securetransport',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:currenttime',
  'aws:epochtime',
  'aws:viaawsservice',
  'bedrock:inferenceprofilearn',
  'dynamodb:attributes',
  'dynamodb:select',
  'iam:passedtoservice',
  'kms:viaservice',
  'kms:calleraccount',
  'kms:encryptioncontext:*',
  's3:prefix',
  's3:delimiter',
  's3:x-amz-server-side-encryption',
  'sns:protocol',
  'sns:endpoint',
  'states:httpmethod',
  'states:httpendpoint',
];

interface Operator {
  readonly name: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

function parseOperator(text: string): Operator {
  const [first = '', second] = text.split(':');
  const ifExists = (second ?? first).endsWith('IfExists');
  const name = ifExists ? (second ?? first).slice(0, -'IfExists'.length) : (second ?? first);
  return first === 'ForAllValues' || first === 'ForAnyValue'
    ? { name, quantifier: first, ifExists }
    : { name: second === undefined ? name : text, ifExists };
}

function conditionHolds(
  operatorText: string,
  actual: readonly string[] | undefined,
  expected: readonly string[],
): boolean {
  const operator = parseOperator(operatorText);
  if (operator.name === 'Null')
    return expected.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  const comparison = memberOf(comparisons, operator.name);
  if (comparison === undefined) return false;
  if (actual === undefined)
    return (
      operator.ifExists ||
      operator.quantifier === 'ForAllValues' ||
      (comparison.negated && operator.quantifier === undefined)
    );
  const holds = (value: string) => expected.some((item) => comparison.equal(item, value)) !== comparison.negated;
  return operator.quantifier === 'ForAnyValue' || (operator.quantifier === undefined && !comparison.negated)
    ? actual.some(holds)
    : actual.every(holds);
}

interface Comparison {
  /** Whether the operator negates `equal`. */
  readonly negated: boolean;
  readonly equal: (expected: string, actual: string) => boolean;
}

const numbers = (holds: (actual: number, expected: number) => boolean) => (expected: string, actual: string) =>
  holds(Number(actual), Number(expected));
const dates = (holds: (actual: number, expected: number) => boolean) => (expected: string, actual: string) =>
  holds(timeOf(actual), timeOf(expected));

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: { negated: false, equal: (a, b) => a === b },
  StringNotEquals: { negated: true, equal: (a, b) => a === b },
  StringEqualsIgnoreCase: { negated: false, equal: (a, b) => a.toLowerCase() === b.toLowerCase() },
  StringNotEqualsIgnoreCase: { negated: true, equal: (a, b) => a.toLowerCase() === b.toLowerCase() },
  StringLike: { negated: false, equal: matchesWildcards },
  StringNotLike: { negated: true, equal: matchesWildcards },
  ArnEquals: { negated: false, equal: matchesArn },
  ArnLike: { negated: false, equal: matchesArn },
  ArnNotEquals: { negated: true, equal: matchesArn },
  ArnNotLike: { negated: true, equal: matchesArn },
  Bool: { negated: false, equal: (a, b) => a.toLowerCase() === b.toLowerCase() },
  NumericEquals: { negated: false, equal: numbers((a, b) => a === b) },
  NumericNotEquals: { negated: true, equal: numbers((a, b) => a === b) },
  NumericLessThan: { negated: false, equal: numbers((a, b) => a < b) },
  NumericLessThanEquals: { negated: false, equal: numbers((a, b) => a <= b) },
  NumericGreaterThan: { negated: false, equal: numbers((a, b) => a > b) },
  NumericGreaterThanEquals: { negated: false, equal: numbers((a, b) => a >= b) },
  DateEquals: { negated: false, equal: dates((a, b) => a === b) },
  DateNotEquals: { negated: true, equal: dates((a, b) => a === b) },
  DateLessThan: { negated: false, equal: dates((a, b) => a < b) },
  DateLessThanEquals: { negated: false, equal: dates((a, b) => a <= b) },
  DateGreaterThan: { negated: false, equal: dates((a, b) => a > b) },
  DateGreaterThanEquals: { negated: false, equal: dates((a, b) => a >= b) },
};

/** Milliseconds of an ISO 8601 time or of epoch seconds. */
function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
