import { parseDefinition } from '../../load';
import { checkDefinition } from '../check-definition';

const variableRules = [
  'outer-variable-assigned',
  'sometimes-unassigned-variable',
  'unassigned-variable',
  'unused-variable',
  'variable-name',
  'variable-out-of-scope',
];

/** `rule: message` of each finding about variables. */
function found(states: object, language = 'JSONata'): string[] {
  const text = JSON.stringify({ QueryLanguage: language, StartAt: 'A', States: states });
  return checkDefinition(parseDefinition(text, 'x.asl.json').definition!)
    .filter(({ ruleId }) => variableRules.includes(ruleId))
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const task = { Type: 'Task', Resource: '${Function}' };
const assign = (name: string, Next: string) => ({ Type: 'Pass', Assign: { [name]: 1 }, Next });
const read = (name: string) => ({ Type: 'Pass', Output: `{% $${name} %}`, End: true });
const map = (inner: object, ProcessorConfig?: object) => ({
  Type: 'Map',
  Items: [1],
  ItemProcessor: { ProcessorConfig, StartAt: 'I', States: inner },
});

describe('a variable that has a value', () => {
  it.each<[string, object]>([
    [
      'on both ways of a Choice',
      {
        A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }], Default: 'C' },
        B: assign('x', 'D'),
        C: assign('x', 'D'),
        D: read('x'),
      },
    ],
    [
      'by a rule of a Choice and its default',
      {
        A: {
          Type: 'Choice',
          Choices: [{ Condition: true, Assign: { x: 1 }, Next: 'D' }],
          Default: 'D',
          Assign: { x: 2 },
        },
        D: read('x'),
      },
    ],
    [
      'after success and after a catcher',
      {
        A: {
          ...task,
          Assign: { x: 1 },
          Next: 'D',
          Catch: [{ ErrorEquals: ['States.ALL'], Assign: { x: 2 }, Next: 'D' }],
        },
        D: read('x'),
      },
    ],
    [
      'before a loop that changes it',
      {
        A: assign('x', 'B'),
        B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}' }, Next: 'C' },
        C: { Type: 'Choice', Choices: [{ Condition: '{% $x > 5 %}', Next: 'D' }], Default: 'B' },
        D: read('x'),
      },
    ],
    [
      'outside of a Map inside a Parallel',
      {
        A: assign('x', 'B'),
        B: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'P', States: { P: { ...map({ I: read('x') }), End: true } } }],
          End: true,
        },
      },
    ],
    [
      'in two branches of the same name',
      {
        A: {
          Type: 'Parallel',
          Branches: ['P', 'Q'].map((name) => ({
            StartAt: name,
            States: { [name]: assign('x', `${name}2`), [`${name}2`]: read('x') },
          })),
          End: true,
        },
      },
    ],
    [
      'in a Distributed Map whose parent has one of this name',
      {
        A: assign('x', 'B'),
        B: { ...map({ I: assign('x', 'J'), J: read('x') }, { Mode: 'DISTRIBUTED' }), Next: 'D' },
        D: read('x'),
      },
    ],
    [
      'inside, while the outer one comes only after a failure',
      {
        A: {
          ...map({ I: assign('x', 'J'), J: read('x') }),
          Catch: [{ ErrorEquals: ['States.ALL'], Assign: { x: 1 }, Next: 'D' }],
          End: true,
        },
        D: read('x'),
      },
    ],
    [
      'if a Choice has found one',
      {
        A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }], Default: 'C' },
        B: assign('x', 'C'),
        C: { Type: 'Choice', Choices: [{ Condition: '{% $exists($x) %}', Next: 'D' }], Default: 'E' },
        D: read('x'),
        E: { Type: 'Succeed' },
      },
    ],
    [
      'in the expression itself',
      {
        A: {
          Type: 'Pass',
          Output: '{% ($x := 1; $f := function($y) { $x + $y + $f($z) }; $z := 2; $f(1)) %}',
          End: true,
        },
      },
    ],
    ['by a placeholder', { A: assign('${Name}', 'D'), D: read('x') }],
  ])('%s is not reported', (_case, states) => {
    expect(found(states)).toEqual([]);
  });
});

describe('a variable that has no value', () => {
  it.each<[string, object, string]>([
    [
      'on the way of a catcher',
      {
        A: { ...task, Assign: { x: 1 }, Next: 'D', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] },
        C: { Type: 'Pass', Next: 'D' },
        D: read('x'),
      },
      'sometimes-unassigned-variable: `$x` has no value on the path `A → C → D`',
    ],
    [
      'in the catcher of the Task that sets it',
      {
        A: {
          ...task,
          Assign: { x: 1 },
          Next: 'D',
          Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $x %}', Next: 'E' }],
        },
        D: read('x'),
        E: { Type: 'Succeed' },
      },
      'unassigned-variable: `$x` gets its value when `A` ends, and has none in its `Catch`',
    ],
    [
      'on the first round of a loop',
      {
        A: { Type: 'Choice', Choices: [{ Condition: '{% $x > 5 %}', Next: 'D' }], Default: 'B' },
        B: assign('x', 'A'),
        D: { Type: 'Succeed' },
      },
      'unassigned-variable: `$x` has no value here: only `B` assigns it, which comes later',
    ],
    [
      'when the Map begins',
      {
        A: { Type: 'Choice', Choices: [{ Condition: true, Assign: { x: 1 }, Next: 'M' }], Default: 'M' },
        M: { ...map({ I: read('x') }), End: true },
      },
      'sometimes-unassigned-variable: `$x` has no value on the path `A → M`',
    ],
    [
      'because a branch has kept it',
      {
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'P', States: { P: { Type: 'Pass', Assign: { x: 1 }, End: true } } }],
          Next: 'D',
        },
        D: read('x'),
      },
      'variable-out-of-scope: `$x` is assigned inside `A` only, and a variable does not leave its scope',
    ],
    [
      'because the Map is a Distributed one',
      {
        A: assign('x', 'M'),
        M: { ...map({ I: read('x') }, { Mode: 'DISTRIBUTED' }), End: true },
      },
      'variable-out-of-scope: the children of the Distributed Map `M` cannot read `$x`, which is assigned outside of it',
    ],
  ])('%s is reported', (_case, states, finding) => {
    expect(found(states)).toEqual([finding]);
  });

  it('is reported in paths and intrinsic functions', () => {
    const states = {
      A: { Type: 'Pass', InputPath: '$x', Parameters: { 'a.$': "States.Format('{}', $y.b)" }, End: true },
    };
    expect(found(states, 'JSONPath')).toEqual([
      'unassigned-variable: no state assigns the variable `$x`',
      'unassigned-variable: no state assigns the variable `$y`',
    ]);
  });
});

it('does not take data for reads or assignments', () => {
  const data = { somePath: '$x', Assign: { y: 1 }, Variable: '$z', Choices: [{ Assign: { a: 1 } }] };
  expect(found({ A: { Type: 'Pass', Parameters: data, End: true } }, 'JSONPath')).toEqual([]);
});
