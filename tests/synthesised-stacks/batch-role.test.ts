import { synthesisedStacks } from './synthesise';
import { inAccount, statementsOf } from './synthesised-stack';

const stacks = synthesisedStacks();

describe.each(stacks.map((stack) => [stack.environment, stack] as const))('%s', (environment, stack) => {
  const permissions = (name: string): readonly string[] =>
    statementsOf(stack.at(`aws_iam_role_policy.${name}`)).flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${action} ${inAccount(String(on))}`)),
    );
  const named = (resource: string) => `arn:aws:states:us-east-1:123456789012:${resource}`;

  it('lets a batch start, watch and stop the executions of its documents and its own children, and read the ledger', () => {
    const rule = 'arn:aws:events:us-east-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';
    const executions = ['batch-pipeline', 'batch-pipeline/documents', 'document-pipeline'].map((name) =>
      named(`execution:${environment}-${name}:*`),
    );
    const ofOthers = /^(?:lambda|logs|xray|sns|sqs|s3):/;

    expect(
      permissions('batch-pipeline')
        .filter((permission) => !ofOthers.test(permission))
        .sort(),
    ).toEqual(
      [
        'dynamodb:GetItem ${aws_dynamodb_table.ledger.arn}',
        ...['DescribeRule', 'PutRule', 'PutTargets'].map((action) => `events:${action} ${rule}`),
        ...['DescribeExecution', 'StopExecution'].flatMap((action) => executions.map((on) => `states:${action} ${on}`)),
        `states:RedriveExecution ${named(`execution:${environment}-batch-pipeline/documents:*`)}`,
        ...['batch-pipeline', 'document-pipeline'].map(
          (name) => `states:StartExecution ${named(`stateMachine:${environment}-${name}`)}`,
        ),
      ].sort(),
    );
  });

  it('lets the document pipeline start itself, and nothing else of Step Functions', () => {
    expect(permissions('document-pipeline').filter((permission) => permission.startsWith('states:'))).toEqual([
      `states:StartExecution ${named(`stateMachine:${environment}-document-pipeline`)}`,
    ]);
  });
});
