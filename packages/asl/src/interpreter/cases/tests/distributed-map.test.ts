import { suiteOf, unmetOf } from './suite-of';

const definition = `
QueryLanguage: JSONata
StartAt: Each
States:
  Each:
    Type: Map
    Label: each
    ItemReader:
      Resource: arn:aws:states:::s3:getObject
      ReaderConfig: { InputType: CSV, CSVHeaderLocation: FIRST_ROW }
      Arguments: { Bucket: lists, Key: '{% $states.input.key %}' }
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
      StartAt: Call
      States:
        Call:
          Type: Task
          Resource: arn:aws:states:::lambda:invoke.waitForTaskToken
          Arguments: { FunctionName: f, Payload: { token: '{% $states.context.Task.Token %}', id: '{% $states.input.id %}' } }
          TimeoutSeconds: 10
          Retry: [{ ErrorEquals: [Busy] }]
          Catch: [{ ErrorEquals: [Known], Next: Known }]
          End: true
        Known: { Type: Pass, Output: known, End: true }
    ResultWriter:
      Resource: arn:aws:states:::s3:putObject
      Arguments: { Bucket: reports, Prefix: out }
    Output: '{% $states.result.ResultWriterDetails.Bucket %}'
    End: true
`;
const cases = `
input: { key: list.csv }
objects:
  lists/list.csv: "id,n\\na,1\\nb,2\\nc,3\\n"
cases:
  - name: reads, calls in child executions, and writes
    mocks:
      Call:
        iterations:
          0: [{ throw: { error: Busy } }, { delaySeconds: 3, return: zero }]
          1: { throw: { error: Known } }
        otherwise: { return: other }
    expect:
      output: reports
`;

describe('Distributed Maps', () => {
  it('find their objects, and call in child executions that count for the coverage', async () => {
    const suite = suiteOf({ definition, cases });
    const result = await suite.run(suite.caseFile.cases[0]!);
    expect(result.unmet).toEqual([]);
    expect(suite.coverage([result]).uncovered).toEqual([]);
    const requests = result.run.calls.filter(({ stateName }) => stateName === 'Each');
    expect(requests[0]?.arguments).toEqual({ Bucket: 'lists', Key: 'list.csv' });
    expect(JSON.stringify(requests.at(-1)?.arguments)).toContain('manifest.json');
  });

  it('are refused an object that is not given', async () => {
    const other = 'input: { key: other.csv }\ncases: [{ name: a }]';
    expect(await unmetOf({ definition, cases: other })).toEqual([
      '2:17 mocks: `Each` reads s3://lists/other.csv, and `objects` does not hold it: add `lists/other.csv: …` to `objects`',
    ]);
  });
});
