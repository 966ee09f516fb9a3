import { deriveExecutionPolicy, toPolicyDocument } from '@document-pipelines/asl/iam';
import { allowing } from '../../../../tests/fixtures/local-account-fixture';
import { caller, executionArn, hold, machineArn, NestedForTest, pass } from '../../../../tests/fixtures/nested-fixture';

let harness: NestedForTest;
beforeEach(() => {
  harness = new NestedForTest();
});
afterEach(() => harness.end());

test.each([
  ['states:StartExecution', 'states:DescribeExecution', undefined],
  ['states:DescribeExecution', 'states:StartExecution', 'SUCCEEDED'],
])('a role without %s cannot await an execution', async (missing, allowed, status) => {
  harness.allow(allowing([allowed]));
  await harness.machine('inner', pass);
  await harness.machine('outer', caller());

  const { error, cause } = await harness.ended(await harness.start('outer'));

  expect(error).toBe('StepFunctions.AWSStepFunctionsException');
  expect(cause).toContain(`is not authorized to perform: ${missing} on resource: `);
  expect(await harness.statusOf(executionArn('inner', 'one'))).toBe(status);
});

test('the role derived from a definition can await and stop executions of an alias', async () => {
  const Arguments = { StateMachineArn: `${machineArn('inner')}:live`, Name: '{% $states.input %}' };
  const definition = caller({ Arguments });
  const localAccount = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'outer' };
  harness.allow(JSON.stringify(toPolicyDocument(deriveExecutionPolicy(definition, {}, localAccount))));
  await harness.machine('inner', hold);
  await harness.alias('inner', 'live');
  await harness.machine('outer', definition);
  const [awaits, isStopped] = [
    await harness.start('outer', 'a', 'awaits'),
    await harness.start('outer', 'b', 'isStopped'),
  ];
  for (const outer of [awaits, isStopped]) await harness.submitted(outer);

  await harness.call('StopExecution', { executionArn: isStopped });
  expect(await harness.ended(executionArn('inner', 'b'))).toMatchObject({ status: 'ABORTED' });
  await harness.release();

  expect(await harness.ended(awaits)).toMatchObject({ status: 'SUCCEEDED' });
});
