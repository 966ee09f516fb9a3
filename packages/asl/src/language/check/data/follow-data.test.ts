import { parseDefinition } from '../../load';
import { checkDefinition } from '../check-definition';

function found(text: string, exampleInput?: object): string[] {
  const { definition, diagnostics } = parseDefinition(text, 'x.asl.yaml');
  expect(diagnostics).toEqual([]);
  const options = exampleInput === undefined ? {} : { exampleInput: JSON.parse(JSON.stringify(exampleInput)) };
  return checkDefinition(definition!, options).flatMap(({ ruleId, message }) =>
    ruleId === 'missing-member' ? [message] : [],
  );
}

/** A read of `$.a.b` after what leads to it. */
const reads = (states: string): string => `
StartAt: Start
States:
${states}
  Read: { Type: Pass, InputPath: $.a.b, End: true }
`;

describe('values that are followed', () => {
  it.each([
    [
      'a literal',
      '  Start: { Type: Pass, Result: { a: { c: 1 } }, Next: Read }',
      '`$.a` has no member `b`: it has `c`',
    ],
    [
      'a literal that is placed',
      '  Start: { Type: Pass, Result: { c: 1 }, Next: Place }\n  Place: { Type: Pass, Result: { d: 1 }, ResultPath: $.a, Next: Read }',
      '`$.a` has no member `b`: it has `d`',
    ],
    [
      'what a catcher receives',
      '  Start: { Type: Task, Resource: "${F}", Catch: [{ ErrorEquals: [States.ALL], Next: Read }], Next: Stop }\n  Stop: { Type: Succeed }',
      '`$` has no member `a`: it has `Error`, `Cause`',
    ],
    [
      'a branch of a Parallel',
      '  Start:\n    Type: Parallel\n    Parameters: { a: { x: 1 } }\n    Branches: [{ StartAt: In, States: { In: { Type: Pass, InputPath: $.a.b, End: true } } }]\n    Next: Read',
      '`$.a` has no member `b`: it has `x`',
    ],
    [
      'an item of an array',
      '  Start: { Type: Pass, Result: { x: [{ c: 1 }] }, Next: One }\n  One: { Type: Pass, Parameters: { a.$: "$.x[0]" }, Next: Read }',
      '`$.a` has no member `b`: it has `c`',
    ],
    [
      'an array, which is an array',
      '  Start: { Type: Pass, Result: { a: [{ b: 1 }] }, Next: Read }',
      '`$.a` is an array and has no member `b`',
    ],
    [
      'what a wildcard selects',
      '  Start: { Type: Pass, Result: { x: [{ c: 1 }] }, Next: One }\n  One: { Type: Pass, Parameters: { a.$: "$.x[*]" }, Next: Read }',
      '`$.a` is an array and has no member `b`',
    ],
    [
      'what a loop nests',
      `  Start: { Type: Pass, Result: { n: 1 }, Next: Loop }
  Loop: { Type: Pass, Parameters: { a.$: $ }, Next: Again }
  Again: { Type: Choice, Choices: [{ Variable: $.a.n, NumericGreaterThan: 3, Next: Read }], Default: Loop }`,
      '`$.a` has no member `b`: it has `n`, `a`',
    ],
  ])('report what %s does not have', (_what, states, message) => {
    expect(found(reads(states))).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['what a Task returns', '  Start: { Type: Task, Resource: "${F}", Next: Read }'],
    ['what a placeholder decides', '  Start: { Type: Pass, Result: { a: "${A}" }, Next: Read }'],
    [
      'a member that another path has',
      `  Start: { Type: Choice, Choices: [{ Variable: $.x, IsPresent: true, Next: One }], Default: Other }
  One: { Type: Pass, Result: { a: { b: 1 } }, Next: Read }
  Other: { Type: Pass, Result: { a: { c: 1 } }, Next: Read }`,
    ],
    [
      'an item that one of several has',
      '  Start: { Type: Pass, Result: { x: [{ c: 1 }, { b: 1 }] }, Next: One }\n  One: { Type: Pass, Parameters: { a.$: "$.x[0]" }, Next: Read }',
    ],
    [
      'an array without an item to compare with',
      '  Start: { Type: Pass, Result: { x: [] }, Next: One }\n  One: { Type: Pass, Parameters: { a.$: "$.x[0]" }, Next: Read }',
    ],
    [
      'what a scan finds',
      '  Start: { Type: Pass, Result: { x: [{ c: 1 }] }, Next: One }\n  One: { Type: Pass, Parameters: { a.$: $..c }, Next: Read }',
    ],
    [
      'the entries of an object over which a Map runs',
      '  Start: { Type: Map, ItemsPath: $.m, ItemProcessor: { StartAt: In, States: { In: { Type: Pass, InputPath: $.a.b, End: true } } }, Next: Read }',
    ],
  ])('do not report %s', (_what, states) => {
    expect(found(reads(states)).filter((message) => message.includes('`b`'))).toEqual([]);
  });

  it('compare with an example of the input', () => {
    const text = 'StartAt: Read\nStates: { Read: { Type: Pass, InputPath: $.a.b, End: true } }';
    expect(found(text)).toEqual([]);
    expect(found(text, { a: { b: 1 } })).toEqual([]);
    expect(found(text, { a: {} })).toEqual([
      '`$.a` has no member `b`: it is an empty object in the input of the state machine',
    ]);
  });
});
