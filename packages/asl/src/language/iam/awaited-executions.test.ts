import { deriveExecutionPolicy } from './derive-execution-policy';

const target = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };
const managedRule = ['arn:aws:events:eu-west-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'];

describe('deriveExecutionPolicy', () => {
  it.each([
    ['its ARN', 'arn:aws:states:eu-west-1:123456789012:stateMachine:child', {}],
    ['the ARN of its alias', 'arn:aws:states:eu-west-1:123456789012:stateMachine:child:live', {}],
    [
      'an ARN that is composed of placeholders',
      'arn:${Partition}:states:${Region}:${AWS::AccountId}:stateMachine:${Name}:live',
      { Partition: 'aws', Region: 'eu-west-1', 'AWS::AccountId': '123456789012', Name: 'child' },
    ],
    [
      'an alias whose name an expression makes',
      "{% 'arn:aws:states:eu-west-1:123456789012:stateMachine:child:' & $x %}",
      {},
    ],
  ])('lets a Task await executions of one machine and no more, which is named by %s', (_, arn, texts) => {
    const substitutions = Object.fromEntries(
      Object.entries(texts).map(([name, value]) => [name, { kind: 'text', value } as const]),
    );
    const task = {
      Type: 'Task',
      End: true,
      QueryLanguage: 'JSONata',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
    };
    const { statements } = deriveExecutionPolicy(
      { StartAt: 'T', States: { T: { ...task, Arguments: { StateMachineArn: arn } } } },
      substitutions,
      target,
    );
    expect(
      Object.fromEntries(statements.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource]))),
    ).toEqual({
      'events:DescribeRule': managedRule,
      'events:PutRule': managedRule,
      'events:PutTargets': managedRule,
      'states:DescribeExecution': ['arn:aws:states:eu-west-1:123456789012:execution:child:*'],
      'states:StartExecution': ['arn:aws:states:eu-west-1:123456789012:stateMachine:child'],
      'states:StopExecution': ['arn:aws:states:eu-west-1:123456789012:execution:child:*'],
    });
  });

  it.each([
    ['tokens in the place of partition, region and account', '${data.p}', '${data.r}', '${data.a}', '${var.n}'],
    ['another partition', 'aws-us-gov', 'us-gov-west-1', '123456789012', 'child'],
  ])('keeps %s in the ARNs of what a Task awaits', (_, partition, region, account, name) => {
    const text = (value: string) => ({ kind: 'text', value }) as const;
    const arn = `arn:${partition}:states:${region}:${account}`;
    const { statements } = deriveExecutionPolicy(
      {
        StartAt: 'T',
        States: {
          T: {
            Type: 'Task',
            Resource: 'arn:${Partition}:states:::states:startExecution.sync:2',
            Parameters: { StateMachineArn: '${MachineArn}' },
            End: true,
          },
        },
      },
      {
        Partition: text(partition),
        MachineArn: { ...text('${alias.arn}'), arn: `${arn}:stateMachine:${name}:live` },
      },
      { partition, region, account, stateMachineName: 'm' },
    );
    expect(statements.flatMap(({ Resource }) => Resource).sort()).toEqual(
      [
        `arn:${partition}:events:${region}:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`,
        `${arn}:execution:${name}:*`,
        `${arn}:stateMachine:${name}`,
      ].sort(),
    );
  });
});
