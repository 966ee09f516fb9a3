import { checkDefinition } from '@document-pipelines/asl/check';
import type { Json } from '@document-pipelines/asl/definition';
import { parseDefinition, substitute } from '@document-pipelines/asl/load';
import { machineOf, runDefinition } from './run-definition';

/** An object as any client may send it: only a parser makes `__proto__` a member. */
const hostile = JSON.parse(
  '{"__proto__":{"polluted":"a"},"constructor":{"prototype":{"polluted":"b"}},"list":[{"__proto__":{"polluted":"c"}}],"name":"x"}',
) as Json;
const hostileText = JSON.stringify(hostile);

afterEach(() => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(namesBefore);
  expect(Object.keys(Array.prototype)).toEqual([]);
});

const namesBefore = Object.getOwnPropertyNames(Object.prototype).sort();

describe('keys that name a prototype are keys like any other', () => {
  test.each<[string, object, string]>([
    ['an input', { Type: 'Pass' }, hostileText],
    ['InputPath', { Type: 'Pass', InputPath: '$.__proto__' }, '{"polluted":"a"}'],
    ['OutputPath', { Type: 'Pass', OutputPath: "$['constructor']['prototype']" }, '{"polluted":"b"}'],
    [
      'Parameters',
      { Type: 'Pass', Parameters: JSON.parse('{"__proto__.$":"$.name","constructor.$":"$.name"}') },
      '{"__proto__":"x","constructor":"x"}',
    ],
    ['a Result', { Type: 'Pass', Result: JSON.parse('{"__proto__":{"polluted":1}}') }, '{"__proto__":{"polluted":1}}'],
    [
      'a new member by ResultPath',
      { Type: 'Pass', Result: 1, ResultPath: '$.constructor.prototype.polluted' },
      hostileText.replace('"b"', '1'),
    ],
    [
      'ResultPath',
      { Type: 'Pass', Result: { polluted: 1 }, ResultPath: '$.__proto__' },
      hostileText.replace('"a"', '1'),
    ],
    [
      'ResultPath below',
      { Type: 'Pass', Result: 1, ResultPath: '$.__proto__.polluted' },
      hostileText.replace('"a"', '1'),
    ],
    [
      'States.JsonMerge',
      { Type: 'Pass', Parameters: { 'a.$': 'States.JsonMerge($.list[0], $, false)' }, OutputPath: '$.a.name' },
      '"x"',
    ],
    [
      'States.StringToJson',
      { Type: 'Pass', Parameters: { 'a.$': 'States.StringToJson(States.JsonToString($))' }, OutputPath: '$.a' },
      hostileText,
    ],
    [
      'ResultSelector',
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { 'Body.$': '$' },
        ResultSelector: JSON.parse('{"__proto__.$":"$.Body.name"}'),
      },
      '{"__proto__":"x"}',
    ],
    [
      'ItemSelector',
      {
        Type: 'Map',
        ItemsPath: '$.list',
        ItemSelector: JSON.parse('{"__proto__.$":"$$.Map.Item.Value"}'),
        ItemProcessor: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      },
      '[{"__proto__":{"__proto__":{"polluted":"c"}}}]',
    ],
  ])('in JSONPath: %s', async (_name, state, expected) => {
    const record = await runDefinition(machineOf(state), { input: hostile });

    expect(JSON.stringify(record.output)).toBe(expected);
  });

  test.each([
    ['$states.input', hostileText],
    ['$states.input.__proto__', '{"polluted":"a"}'],
    ['[$states.input.list.toString]', '[]'],
    ['[$lookup({}, "constructor"), $lookup([{}], "__proto__"), "a".constructor, $string.constructor]', '[]'],
    ['{"__proto__": {"polluted": 1}}', '{"__proto__":{"polluted":1}}'],
    ['$states.input.list{"__proto__": $}', '{"__proto__":{"__proto__":{"polluted":"c"}}}'],
    ['$merge([{"a": 1}, $states.input.list[0]])', '{"a":1,"__proto__":{"polluted":"c"}}'],
    ['$spread($states.input.list[0])', '{"__proto__":{"polluted":"c"}}'],
    ['$sift($states.input.list[0], function($v){true})', '{"__proto__":{"polluted":"c"}}'],
    ['$clone($states.input)', hostileText],
    ['$parse($string($states.input))', hostileText],
    ['{"a": 1} ~> |$|{"__proto__": {"polluted": 1}}|', '{"a":1,"__proto__":{"polluted":1}}'],
    ['{"a": 1} ~> |__proto__|{"polluted": 1}|', '{"a":1}'],
    ['{"a": 1} ~> |constructor.prototype|{"polluted": 1}|', '{"a":1}'],
    ['{"a": {}} ~> |a|{"polluted": 1}, ["__proto__", "constructor"]|', '{"a":{"polluted":1}}'],
  ])('in JSONata: %s', async (expression, expected) => {
    const { output, cause } = await runDefinition(
      machineOf({ Type: 'Pass', Output: `{% ${expression} %}` }, 'JSONata'),
      {
        input: hostile,
      },
    );

    expect(cause).toBeUndefined();
    expect(JSON.stringify(output)).toBe(expected);
  });

  test.each(['$constructor', '$__proto__', '$toString', '$lookup({}, "constructor")("return 1")'])(
    'in JSONata %s is nothing',
    async (expression) => {
      const record = await runDefinition(machineOf({ Type: 'Pass', Output: `{% ${expression} %}` }, 'JSONata'));

      expect(record.error).toBe('States.QueryEvaluationError');
    },
  );
});

describe('variables', () => {
  test.each<['JSONPath' | 'JSONata', object]>([
    ['JSONPath', JSON.parse('{"constructor.$":"$.name","a.$":"$.list[0]"}')],
    ['JSONata', JSON.parse('{"constructor":"{% $states.input.name %}","a":"{% $states.input.list[0] %}"}')],
  ])('of %s have no prototype to reach', async (queryLanguage, Assign) => {
    const read =
      queryLanguage === 'JSONPath'
        ? { Parameters: { 'a.$': '$constructor', 'b.$': '$a' } }
        : { Output: { a: '{% $constructor %}', b: '{% $a %}' } };
    const record = await runDefinition(
      {
        QueryLanguage: queryLanguage,
        StartAt: 'A',
        States: { A: { Type: 'Pass', Assign, Next: 'B' }, B: { Type: 'Pass', ...read, End: true } },
      } as never,
      { input: hostile },
    );

    expect(JSON.stringify(record.output)).toBe('{"a":"x","b":{"__proto__":{"polluted":"c"}}}');
  });

  it('that were never assigned are not there, even where objects inherit the name', async () => {
    const record = await runDefinition(machineOf({ Type: 'Pass', Parameters: { 'a.$': '$toString' } }));

    expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

it('takes a task result for data, and an error of a stranger for a name', async () => {
  const state = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {}, ResultPath: '$.result' };
  const { output } = await runDefinition(machineOf(state), { input: { a: 1 }, answer: () => hostile });

  expect(JSON.stringify(output)).toBe(`{"a":1,"result":${hostileText}}`);
});

describe('a definition', () => {
  const yaml = [
    'StartAt: __proto__',
    'States:',
    '  __proto__:',
    '    Type: Pass',
    '    Result: {__proto__: {polluted: "${constructor}"}}',
    '    Next: constructor',
    '  constructor: {Type: Succeed}',
  ].join('\n');

  it('may name its states and keys so', async () => {
    const { definition: parsed, diagnostics } = parseDefinition(yaml, 'a.asl.yaml');
    expect(diagnostics).toEqual([]);
    expect(checkDefinition(parsed!)).toEqual([]);
    const { definition } = substitute(parsed!, { constructor: { kind: 'text' as const, value: 'b' } });

    const record = await runDefinition(definition!);

    expect(JSON.stringify(record.output)).toBe('{"__proto__":{"polluted":"b"}}');
  });

  it('does not find a state, a type or a substitution that objects inherit', async () => {
    const { definition: parsed } = parseDefinition(
      'StartAt: toString\nStates: {A: {Type: valueOf, Next: hasOwnProperty, B: "${toString}"}}',
      'a.asl.yaml',
    );
    const rules = checkDefinition(parsed!).map(({ ruleId }) => ruleId);

    expect(rules).toEqual(['unknown-start-state', 'unknown-value', 'unknown-next-state']);
    expect(substitute(parsed!, {}).diagnostics).toHaveLength(1);
    expect(() => runDefinition({ StartAt: 'toString', States: { A: { Type: 'Succeed' } } })).toThrow('`toString`');
  });

  it('merges anchors without touching a prototype', () => {
    const { definition } = parseDefinition(
      'base: &base {__proto__: {polluted: 1}}\nmerged: {<<: *base, a: 1}\n',
      'a.asl.yaml',
    );

    expect(JSON.stringify(definition?.value)).toContain('"merged":{"__proto__":{"polluted":1},"a":1}');
  });
});
