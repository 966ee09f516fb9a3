import type { ShownMapRun } from '../../executions/execution-pages';
import type { ExecutionView } from '../../model';
import { OpenedPages } from '../tests/opened-pages';

const definition = `QueryLanguage: JSONata
StartAt: Each
States:
  Each:
    Type: Map
    Label: each
    Items: '{% $states.input.items %}'
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
      StartAt: Call
      States:
        Call:
          Type: Task
          Resource: arn:aws:states:::lambda:invoke
          Arguments: { FunctionName: f, Payload: '{% $states.input %}' }
          TimeoutSeconds: 5
          End: true
    ToleratedFailureCount: 1
    End: true
`;
const cases = `cases:
  - name: one fails
    input: { items: [a, b, c] }
    mocks: { Call: { iterations: { 1: { throw: { error: Unreadable, cause: no text } } }, otherwise: { return: { Payload: 1 } } } }
`;

it('has its counts, and a page for each child: also in another run of the same case', async () => {
  const opened = new OpenedPages();
  opened.save(definition);
  opened.save(cases, 'hello.cases.yaml');
  const start = () =>
    opened.act<{ run: { id: string } }>('definitions/run', { file: opened.file, caseName: 'one fails' });
  await start();
  const { run } = await start();
  const { executionArn, states } = await opened.get<ExecutionView>('execution', { machine: 'hello', name: run.id });
  const mapRun = states.find(({ name }) => name === 'Each')?.map?.mapRunArn ?? '';

  const { rows, summary } = await opened.get<ShownMapRun>('map-run', { arn: mapRun, execution: executionArn });
  expect(summary).toEqual({ status: 'SUCCEEDED', total: 3, items: { failed: 1, succeeded: 2 } });
  expect(rows.map(({ status, error }) => [status, error])).toEqual([
    ['SUCCEEDED', undefined],
    ['FAILED', 'Unreadable'],
    ['SUCCEEDED', undefined],
  ]);

  const { machine = '', name = '' } = rows[1] ?? {};
  expect([machine, name.startsWith(`${run.id}.`)]).toEqual(['hello/each', true]);
  const child = await opened.get<ExecutionView>('execution', { machine, name });
  expect(child).toMatchObject({ status: 'FAILED', failedAt: { path: 'Call' }, failure: { error: 'Unreadable' } });
  expect(child.states.map(({ path }) => path)).toEqual(['Call']);
  const { text } = await opened.get<{ text: string }>('execution/case', { machine, name });
  expect(text).toContain('    child: Each\n');
  opened.close();
});
