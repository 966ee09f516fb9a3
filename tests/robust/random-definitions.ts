import type { Json, StateMachineDefinition } from '@document-pipelines/asl/definition';
import fc from 'fast-check';

/** Definitions with all eight state types, both query languages and scopes in scopes: mostly runnable, mostly nonsense. */
export const randomDefinition: fc.Arbitrary<StateMachineDefinition> = fc
  .tuple(fc.constantFrom('JSONPath', 'JSONata', undefined), scope(2))
  .map(([QueryLanguage, machine]) => ({ QueryLanguage, ...machine, TimeoutSeconds: 100_000 }) as never);

/** The same, with one member anywhere removed, moved or replaced. */
export const brokenDefinition: fc.Arbitrary<StateMachineDefinition> = fc
  .tuple(randomDefinition, fc.nat(), fc.constantFrom<Json[]>(null, 1, 'x', [], {}, '$.', '{% ) %}', -1))
  .map(([definition, at, value]) => broken(definition as unknown as Json, at, value) as never);

/** Inputs in which the expressions below usually find a value. */
export const randomInput: fc.Arbitrary<Json> = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc.record({ a: fc.jsonValue({ maxDepth: 2 }), list: fc.array(fc.jsonValue({ maxDepth: 1 })) }),
    },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

const jsonPath = fc.constantFrom(
  ...[
    '$',
    '$.a',
    '$.list',
    '$.list[0]',
    '$.list[*]',
    '$..a',
    '$.nothing',
    '$$.State.Name',
    '$v',
    '$$',
    '$.list[?(@ > 1)]',
  ],
);
const intrinsic = fc.constantFrom(
  ...["States.Format('{}', $.a)", 'States.ArrayLength($.list)', 'States.UUID()', 'States.MathAdd($.a, 1)'],
  ...[
    "States.Hash($.a, 'MD5')",
    'States.ArrayUnique($.list)',
    'States.StringToJson($.a)',
    'States.ArrayRange(0, 5, 2)',
  ],
);
const jsonata = fc
  .constantFrom(
    ...['$states.input', '$states.input.a', '$states.input.list', '$states.result', '$v', '$count($states.input.*)'],
    ...['$states.errorOutput.Error', '[1..3]', '$uuid()', '$string($states.context)', '$sum($states.input.list)'],
    ...[
      '$states.input.a > 1',
      '$exists($states.input.a)',
      "{'a': $states.input, 'list': [1, 2]}",
      '$parse($states.input.a)',
    ],
  )
  .map((text) => `{% ${text} %}`);
const text = fc.oneof(fc.constantFrom('a', '', '__proto__', 'constructor'), fc.string({ maxLength: 8 }));
const seconds = fc.constantFrom(0, 1, 60, 3600);
const error = fc.constantFrom('States.ALL', 'States.TaskFailed', 'Again', 'States.Timeout', 'States.Runtime');

interface StatePosition {
  readonly names: readonly string[];
  readonly at: number;
  readonly depth: number;
}

function scope(depth: number): fc.Arbitrary<object> {
  return fc.integer({ min: 1, max: 4 }).chain((count) => {
    const names = Array.from({ length: count }, (_, index) => `S${depth}${index}`);
    return fc.tuple(...names.map((_, at) => state({ names, at, depth }))).map((states) => ({
      StartAt: names[0],
      States: Object.fromEntries(states.map((each, at) => [names[at], each])),
    }));
  });
}

/** Most states go on to the next one; some go back, so that there are loops. */
function target({ names, at }: StatePosition): fc.Arbitrary<object> {
  const next = names[at + 1];
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(next === undefined ? { End: true } : { Next: next }) },
    { weight: 1, arbitrary: fc.constantFrom(...names).map((Next) => ({ Next })) },
    { weight: 1, arbitrary: fc.constant({ End: true }) },
  );
}

function state(location: StatePosition): fc.Arbitrary<object> {
  const kinds = [pass, task, choice, wait, succeed, fail, ...(location.depth > 0 ? [parallel, map] : [])];
  return fc
    .tuple(fc.constantFrom(...kinds), fc.boolean())
    .chain(([kind, isJsonata]) =>
      fc.tuple(kind(location, isJsonata), fc.boolean()).map(([made, says]) => ({ made, says, isJsonata })),
    )
    .map(({ made, says, isJsonata }) =>
      says || isJsonata ? { ...made, QueryLanguage: isJsonata ? 'JSONata' : 'JSONPath' } : made,
    );
}

type MakeState = (location: StatePosition, isJsonata: boolean) => fc.Arbitrary<object>;

const pass: MakeState = (location, isJsonata) =>
  merged(fc.constant({ Type: 'Pass' }), dataflow(isJsonata, isJsonata ? [] : ['Parameters']), target(location));

const task: MakeState = (location, isJsonata) =>
  merged(
    fc.record({
      Type: fc.constant('Task'),
      Resource: fc.constantFrom(
        'arn:aws:states:::sqs:sendMessage',
        'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        'arn:aws:lambda:us-east-1:123456789012:function:f',
        'arn:aws:states:::aws-sdk:s3:getObject',
      ),
      TimeoutSeconds: fc.constantFrom(1, 60),
    }),
    dataflow(isJsonata, isJsonata ? ['Arguments'] : ['Parameters', 'ResultSelector']),
    caught(location, isJsonata),
    target(location),
  );

const choice: MakeState = ({ names }, isJsonata) => {
  const Next = fc.constantFrom(...names);
  const rule: fc.Arbitrary<object> = isJsonata
    ? fc.record({ Condition: fc.oneof(jsonata, fc.boolean()), Next })
    : fc.oneof(
        fc.record({ Variable: jsonPath, IsPresent: fc.boolean(), Next }),
        fc.record({ Variable: jsonPath, NumericGreaterThan: fc.integer(), Next }),
        fc.record({ Variable: jsonPath, StringMatches: fc.constantFrom('*', 'a*', '*\\*'), Next }),
        fc.record({ Not: fc.record({ Variable: jsonPath, StringEqualsPath: jsonPath }), Next }),
      );
  return fc.record(
    { Type: fc.constant('Choice'), Choices: fc.array(rule, { minLength: 1, maxLength: 3 }), Default: Next },
    { requiredKeys: ['Type', 'Choices'] },
  );
};

const wait: MakeState = (location, isJsonata) =>
  merged(
    fc.constant({ Type: 'Wait' }),
    isJsonata
      ? fc.record({ Seconds: fc.oneof(seconds, jsonata) })
      : fc.oneof(
          fc.record({ Seconds: seconds }),
          fc.record({ SecondsPath: jsonPath }),
          fc.record({ TimestampPath: jsonPath }),
        ),
    target(location),
  );

const succeed: MakeState = (_place, isJsonata) =>
  isJsonata ? fc.record({ Type: fc.constant('Succeed'), Output: jsonata }) : fc.constant({ Type: 'Succeed' });

const fail: MakeState = (_place, isJsonata) =>
  fc.record({ Type: fc.constant('Fail'), Error: isJsonata ? fc.oneof(text, jsonata) : text, Cause: text });

const parallel: MakeState = (location, isJsonata) =>
  merged(
    fc.record({
      Type: fc.constant('Parallel'),
      Branches: fc.array(scope(location.depth - 1), { minLength: 1, maxLength: 3 }),
    }),
    dataflow(isJsonata, isJsonata ? ['Arguments'] : ['Parameters', 'ResultSelector']),
    caught(location, isJsonata),
    target(location),
  );

const map: MakeState = (location, isJsonata) =>
  merged(
    fc.record(
      {
        Type: fc.constant('Map'),
        ItemProcessor: fc
          .tuple(scope(location.depth - 1), fc.boolean())
          .map(([inner, isDistributed]) =>
            isDistributed ? { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...inner } : inner,
          ),
        MaxConcurrency: fc.constantFrom(0, 1, 2),
        [isJsonata ? 'Items' : 'ItemsPath']: isJsonata ? jsonata : jsonPath,
        ItemSelector: template(isJsonata),
      },
      { requiredKeys: ['Type', 'ItemProcessor'] },
    ),
    dataflow(isJsonata, isJsonata ? [] : ['ResultSelector']),
    caught(location, isJsonata),
    target(location),
  );

/** The fields that shape what goes in and out. */
function dataflow(isJsonata: boolean, templates: readonly string[]): fc.Arbitrary<object> {
  const Assign = fc.record({ [isJsonata ? 'v' : 'v.$']: isJsonata ? jsonata : jsonPath });
  const fields: Record<string, fc.Arbitrary<unknown>> = isJsonata
    ? { Output: template(true), Assign }
    : { InputPath: jsonPath, OutputPath: jsonPath, ResultPath: fc.constantFrom(null, '$', '$.a', '$.list[0]'), Assign };
  const named = Object.fromEntries(templates.map((name) => [name, template(isJsonata)]));
  return fc.record({ ...fields, ...named }, { requiredKeys: [] });
}

function template(isJsonata: boolean): fc.Arbitrary<Json> {
  const fixed = fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>;
  return isJsonata
    ? fc.oneof(jsonata, fc.record({ a: jsonata, b: fc.array(fc.oneof(jsonata, text)) }))
    : (fc.record({
        'a.$': fc.oneof(jsonPath, intrinsic),
        b: fixed.map((value) => ({ inner: value })),
      }) as fc.Arbitrary<Json>);
}

function caught({ names }: StatePosition, isJsonata: boolean): fc.Arbitrary<object> {
  const Retry = fc.array(
    fc.record({
      ErrorEquals: fc.tuple(error),
      MaxAttempts: fc.constantFrom(0, 1, 3),
      IntervalSeconds: fc.constantFrom(1, 30),
      JitterStrategy: fc.constantFrom('FULL', 'NONE'),
    }),
    { maxLength: 2 },
  );
  const shaped: Record<string, fc.Arbitrary<unknown>> = isJsonata
    ? { Output: jsonata }
    : { ResultPath: fc.constantFrom('$', '$.error', null) };
  const Catch = fc.array(fc.record({ ErrorEquals: fc.tuple(error), Next: fc.constantFrom(...names), ...shaped }), {
    maxLength: 2,
  });
  return fc.record({ Retry, Catch }, { requiredKeys: [] });
}

function merged(...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
}

/** Replaces the member that the walk meets at `at` (as often as needed round and round); `[]` removes it. */
function broken(definition: Json, at: number, value: Json): Json {
  const copy = structuredClone(definition);
  const members = membersOf(copy);
  const found = members[at % members.length];
  if (found === undefined) return value;
  const [parent, key] = found;
  if (Array.isArray(value)) delete parent[key];
  else parent[key] = value;
  return copy;
}

function membersOf(value: Json): [Record<string, Json>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, Json>;
  return Object.entries(parent).flatMap(([key, member]) => [
    [parent, key] as [Record<string, Json>, string],
    ...membersOf(member),
  ]);
}
