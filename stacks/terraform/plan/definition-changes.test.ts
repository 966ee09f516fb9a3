import { describeDefinitionChange, findDefinitionChanges } from './definition-changes';
import type { Change, Plan } from './plan-json';

const address = 'aws_sfn_state_machine.document-pipeline';
const before = '{"Resource":"arn:aws:lambda:us-east-1:123456789012:function:dev-process-invoice:7"}';

function plan(change: Change, values: Plan['planned_values'] = {}): Plan {
  return {
    resource_changes: [{ address, type: 'aws_sfn_state_machine', name: 'document-pipeline', change }],
    planned_values: values,
    prior_state: {
      values: {
        root_module: {
          resources: [
            { address: 'data.aws_partition.current', mode: 'data', values: { partition: 'aws' } },
            { address: 'aws_lambda_function.process-invoice', values: { qualified_arn: 'the old version' } },
          ],
        },
      },
    },
  };
}

function stack(definition: string) {
  return { resource: { aws_sfn_state_machine: { 'document-pipeline': { definition } } } };
}

describe('findDefinitionChanges', () => {
  it('returns what the plan knows', () => {
    const change = { actions: ['update'], before: { definition: before }, after: { definition: '{}' } };
    expect(findDefinitionChanges(plan(change), {})).toEqual([{ address, before, after: '{}' }]);
  });

  it('takes a definition that is known only after the apply from the stack, with the values that are known', () => {
    const change = {
      actions: ['update'],
      before: { definition: before },
      after: {},
      after_unknown: { definition: true },
    };
    const function_ = {
      address: 'aws_lambda_function.process-invoice',
      values: { function_name: 'dev-process-invoice' },
    };
    const template =
      '{"Resource":"${aws_lambda_function.process-invoice.qualified_arn}","Name":"${aws_lambda_function.process-invoice.function_name}","P":"arn:${data.aws_partition.current.partition}:$${text}","Q":"{%%{1}%}"}';
    const [found] = findDefinitionChanges(plan(change, { root_module: { resources: [function_] } }), stack(template));
    expect(found?.after).toBe(
      '{"Resource":"${aws_lambda_function.process-invoice.qualified_arn}","Name":"dev-process-invoice","P":"arn:aws:${text}","Q":"{%{1}%}"}',
    );
  });

  it.each([
    ['is new', { actions: ['create'], before: null, after: { definition: '{}' } }],
    ['keeps its definition', { actions: ['update'], before: { definition: before }, after: { definition: before } }],
    ['is destroyed', { actions: ['delete'], before: { definition: before }, after: null }],
  ])('returns nothing of a state machine that %s', (_, change) => {
    expect(findDefinitionChanges(plan(change), {})).toEqual([]);
  });
});

describe('describeDefinitionChange', () => {
  const machine = (resource: string, seconds: number) =>
    JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Read',
      States: {
        Read: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          TimeoutSeconds: seconds,
          Arguments: { FunctionName: resource },
          End: true,
        },
      },
    });
  const deployed = 'arn:aws:lambda:us-east-1:123456789012:function:dev-read:7';
  const unknown = '${aws_lambda_function.read.qualified_arn}';

  it('names what changes for executions, not the version of a function', () => {
    const lines = describeDefinitionChange({ address, before: machine(deployed, 30), after: machine(unknown, 60) });
    const text = lines.join('\n');
    expect(text).toContain('document-pipeline');
    expect(text).toMatch(/Read +TimeoutSeconds.*30 → 60/);
    expect(text).not.toMatch(/Unknown|qualified_arn|FunctionName/);
  });

  it('says so if only versions change', () => {
    expect(describeDefinitionChange({ address, before: machine(deployed, 30), after: machine(unknown, 30) })).toEqual([
      'document-pipeline: nothing changes but versions of functions.',
    ]);
  });

  it('gives the reason if the definitions cannot be compared', () => {
    const [line] = describeDefinitionChange({ address, before: '{}', after: machine(unknown, 30) });
    expect(line).toContain('cannot be compared: deployed is not a definition');
  });
});
