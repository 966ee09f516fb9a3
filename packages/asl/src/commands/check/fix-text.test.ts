import { checkText } from '../../language/check';
import type { Diagnostic } from '../../language/diagnostics';
import { fixText } from './fix-text';

function fixed(text: string, file = 'x.asl.yaml') {
  const check = (each: string) => checkText(each, file);
  const result = fixText(text, check);
  // Fixing again changes no character.
  expect(fixText(result.text, check)).toMatchObject({ text: result.text, fixed: [] });
  return result;
}

const lambda = "Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: f }";

const pass = (fields: string) => `StartAt: A\nStates: { A: { Type: Pass, ${fields}, End: true } }\n`;
const task = (resource: string) =>
  `TimeoutSeconds: 9\nStartAt: A\nStates: { A: { Type: Task, TimeoutSeconds: 9, Resource: ${resource}, Parameters: { FunctionName: f, Payload: { t.$: $$.Task.Token } }, End: true } }\n`;
const withVariable = (text: string) =>
  `QueryLanguage: JSONata\nStartAt: A\nStates: { A: { Type: Pass, Assign: { total: 1 }, Next: B }, B: { Type: Succeed, Output: '${text}' } }\n`;

describe('fixText', () => {
  it.each([
    ['a field', 'StartAt: A\nStates: { A: { Tpye: Succeed } }\n', 'StartAt: A\nStates: { A: { Type: Succeed } }\n'],
    ['a value', 'StartAt: A\nStates: { A: { Type: "Suceed" } }\n', 'StartAt: A\nStates: { A: { Type: "Succeed" } }\n'],
    [
      'the name of a next state',
      "StartAt: Store\nStates:\n  Store: { Type: Pass, Next: 'Notfy' } # then tell\n  Notify: { Type: Succeed }\n",
      "StartAt: Store\nStates:\n  Store: { Type: Pass, Next: 'Notify' } # then tell\n  Notify: { Type: Succeed }\n",
    ],
    [
      'operators and functions of expressions',
      'QueryLanguage: JSONata\nStartAt: A\nStates: { A: { Type: Succeed, Output: "{% $lenght($states.inputt) == 1 %}" } }\n',
      'QueryLanguage: JSONata\nStartAt: A\nStates: { A: { Type: Succeed, Output: "{% $length($states.input) = 1 %}" } }\n',
    ],
    [
      'the name of the first state',
      'StartAt: store\nStates: { Store: { Type: Succeed } }',
      'StartAt: Store\nStates: { Store: { Type: Succeed } }',
    ],
    [
      'quotes round a number and a boolean',
      `StartAt: A\nStates: { A: { ${lambda}, TimeoutSeconds: "30", End: 'true' } }\n`,
      `StartAt: A\nStates: { A: { ${lambda}, TimeoutSeconds: 30, End: true } }\n`,
    ],
    [
      'an operator',
      'StartAt: A\nStates:\n  A: { Type: Choice, Choices: [{ Variable: $.a, StringEqual: b, Next: B }], Default: B }\n  B: { Type: Succeed }\n',
      'StartAt: A\nStates:\n  A: { Type: Choice, Choices: [{ Variable: $.a, StringEquals: b, Next: B }], Default: B }\n  B: { Type: Succeed }\n',
    ],
    [
      'blanks round an expression',
      'QueryLanguage: JSONata\nStartAt: A\nStates: { A: { Type: Succeed, Output: "{% 1 %} " } }\n',
      'QueryLanguage: JSONata\nStartAt: A\nStates: { A: { Type: Succeed, Output: "{% 1 %}" } }\n',
    ],
    [
      'an expression without quotes, with quotes in it',
      'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Succeed\n    Output: {% "a" & $states.input.b %}\n',
      'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Succeed\n    Output: \'{% "a" & $states.input.b %}\'\n',
    ],
    [
      'tabs, as wide as the other lines want them',
      'StartAt: A\nStates:\n\tA:\n    Type: Succeed\n',
      'StartAt: A\nStates:\n  A:\n    Type: Succeed\n',
    ],
    [
      'tabs, with the mistakes behind them',
      'StartAt: A\nStates:\n\tA:\n\t\tTpye: Succeed\n',
      'StartAt: A\nStates:\n  A:\n    Type: Succeed\n',
    ],
    [
      'keys without `.$`',
      pass('Parameters: { a: $.a, "b": { "c d": "$$.Execution.Id" }, \'e\': "States.Format(\'{}\', $.a)" }'),
      pass('Parameters: { a.$: $.a, "b": { "c d.$": "$$.Execution.Id" }, \'e.$\': "States.Format(\'{}\', $.a)" }'),
    ],
    [
      'keys with `.$` and a constant that is no text',
      pass('Parameters: { a.$: 5, b.$: { "c.$": false, d.$: $.d } }'),
      pass('Parameters: { a: 5, b: { "c": false, d.$: $.d } }'),
    ],
    [
      'keys and paths of JSONPath in JSONata',
      `QueryLanguage: JSONata\n${pass("Output: { a.$: $.a, \"b.$\": '$$.Execution.Id', c.$: '{% 1 %}' }")}`,
      `QueryLanguage: JSONata\n${pass("Output: { a: '{% $states.input.a %}', \"b\": '{% $states.context.Execution.Id %}', c: '{% 1 %}' }")}`,
    ],
    [
      'the name of a variable, each time it is read',
      withVariable('{% $totl + $totl & "$totals" %}'),
      withVariable('{% $total + $total & "$totals" %}'),
    ],
    [
      'the name of a variable in a path',
      pass('Assign: { total: 1 }, Next: B }, B: { Type: Pass, Parameters: { a.$: $totl.a }'),
      pass('Assign: { total: 1 }, Next: B }, B: { Type: Pass, Parameters: { a.$: $total.a }'),
    ],
    [
      'an integration',
      task('arn:aws:states:::lamda:invoke.waitForTaskToken'),
      task('arn:aws:states:::lambda:invoke.waitForTaskToken'),
    ],
    [
      'an operation in the wrong case',
      task("'arn:${P}:states:::aws-sdk:lambda:Invoke.waitForTaskToken'"),
      task("'arn:${P}:states:::aws-sdk:lambda:invoke.waitForTaskToken'"),
    ],
    [
      'a placeholder',
      pass('Result: ["${DocumentsTable}", "${DocumentsTable}", "a ${DocumentTable} b"]'),
      pass('Result: ["${DocumentsTable}", "${DocumentsTable}", "a ${DocumentsTable} b"]'),
    ],
    [
      'several mistakes, line endings of Windows left as they are',
      'StartAt: Sart\r\nStates:\r\n  Start:\r\n    Type: Pas\r\n    Next: Finsh\r\n  Finish:\r\n    Type: Succeed\r\n',
      'StartAt: Start\r\nStates:\r\n  Start:\r\n    Type: Pass\r\n    Next: Finish\r\n  Finish:\r\n    Type: Succeed\r\n',
    ],
  ])('corrects %s', (_, before, after) => {
    expect(fixed(before)).toMatchObject({ text: after, diagnostics: [] });
  });

  it('corrects the commas, quotes and words of JSON', () => {
    const before = `{\n  StartAt: 'A',\n  "States": {"A": {"Type": "Pass", "Result": [None, ], "End": True,}},\n}\n`;
    const after = `{\n  "StartAt": "A",\n  "States": {"A": {"Type": "Pass", "Result": [null ], "End": true}}\n}\n`;

    expect(fixed(before, 'x.asl.json')).toMatchObject({ text: after, diagnostics: [] });
  });

  it('corrects keys and texts of JSON', () => {
    const before = `{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": {"a.$": "$.a"}}}}`;
    const after = before.replace('"a.$": "$.a"', '"a": "{% $states.input.a %}"');

    expect(fixed(before, 'x.asl.json')).toMatchObject({ text: after, diagnostics: [] });
  });

  it.each([
    [
      'two names are as near',
      'StartAt: Sto\nStates: { Stop: { Type: Pass, Next: Step }, Step: { Type: Pass, Next: Ston }, Ston: { Type: Pass, Next: Stop } }\n',
    ],
    ['names differ in a digit', 'StartAt: Step1\nStates: { Step1: { Type: Pass, Next: Step2 } }\n'],
    ['a name is short', 'StartAt: B\nStates: { A: { Type: Succeed } }\n'],
    [
      'the state is in another scope',
      `StartAt: Each\nStates:\n  Each: { Type: Parallel, Next: Inner, Branches: [{ StartAt: Inner, States: { Inner: { Type: Succeed } } }] }\n`,
    ],
    ['a path may be the text that a service wants', pass('Parameters: { InputPathsMap: { id: $.detail.id } }')],
    ['a path has a mistake', pass('Parameters: { a: $.a[ }')],
    ['a path stands alone', pass('Parameters: { a: $ }')],
    ['a key stands there with `.$` too', pass('Parameters: { a: $.a, a.$: $.b }')],
    ['a constant text may be a path', pass('Parameters: { a.$: b }')],
    [
      'a path may mean the result',
      `QueryLanguage: JSONata\n${pass('Output: { a.$: $.a }').replace('Type: Pass', `Type: Parallel, Branches: [{ StartAt: I, States: { I: { Type: Succeed } } }]`)}`,
    ],
    ['a path has no plain translation', `QueryLanguage: JSONata\n${pass("Output: { a.$: '$..a' }")}`],
    ['a variable may be a function', withVariable('{% $summ %}').replaceAll('total', 'sums')],
    [
      'a variable may be one of the expression',
      withVariable('{% ($totale := 1; $totl + $totale) %}').replace('totl', 'totalx'),
    ],
    ['the name of a variable stands in a text too', withVariable('{% $totl & "$totl" %}')],
    [
      'a variable gets its value later',
      'QueryLanguage: JSONata\nStartAt: A\nStates: { A: { Type: Pass, Output: "{% $totl %}", Next: B }, B: { Type: Pass, Assign: { total: 1 }, End: true } }\n',
    ],
    ['two integrations are as near', task('arn:aws:states:::lambda:xyz')],
    ['a comment would be lost', '{"StartAt": "A", // first\n "States": {"A": {"Type": "Succeed"}}}\n', 'x.asl.json'],
    [
      'a tab may be two or four blanks wide',
      'StartAt: A\nStates:\n  A:\n    Type: Succeed\n    Comment: |2\n    \tx\n\ty: 1\n',
    ],
  ])('leaves everything as it is where %s', (_, text, file = 'x.asl.yaml') => {
    const result = fixed(text, file);

    expect(result).toMatchObject({ text, fixed: [] });
    expect(result.diagnostics.length).toBeGreaterThan(0);
  });

  it('corrects what kept other findings from being found', () => {
    const misspelt =
      'StartAt: A\nStates:\n  A: { Type: Task, Resource: "${F}", Next: Storre }\n  Store: { Type: Succeed }\n';
    expect(fixed(misspelt)).toMatchObject({
      text: misspelt.replace('Storre', 'Store'),
      diagnostics: [{ ruleId: 'task-without-timeout' }],
    });
    const unused = withVariable('{% $totl %}').replace('total: 1', 'total: 1, other: 2');
    expect(fixed(unused)).toMatchObject({
      text: unused.replace('totl', 'total'),
      diagnostics: [{ ruleId: 'unused-variable' }],
    });
  });

  it('corrects the others where a fix would bring a new finding', () => {
    // `Tpe` is corrected to `Type`; were it not a Wait, `Seconds` would be its mistake.
    const at = (start: number, message: string, text: string): Diagnostic => {
      const position = { line: 1, column: start + 1, offset: start };
      const span = { file: 'x', start: position, end: position };
      return {
        severity: 'error',
        ruleId: 'unknown-field',
        message,
        span,
        fix: { edits: [{ start, end: start + 1, text }] },
      };
    };
    const { fix: _, ...unfixable } = at(0, 'made by the fix', '');
    const check = (text: string) => [
      ...(text.startsWith('a') ? [at(0, 'first', 'A')] : [unfixable]),
      ...(text.endsWith('b') ? [at(1, 'second', 'B')] : []),
    ];

    expect(fixText('ab', check)).toMatchObject({
      text: 'aB',
      fixed: [{ message: 'second' }],
      diagnostics: [{ message: 'first' }],
    });
  });
});
