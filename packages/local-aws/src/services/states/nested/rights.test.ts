import { deriveExecutionPolicy, toPolicyDocument } from '@document-pipelines/asl/iam';
import { allowing } from '../../../../tests/fixtures/laptop-fixture';
import { caller, executionArn, hold, machineArn, NestedForTest, pass } from '../../../../tests/fixtures/nested-fixture';

let laptop: NestedForTest;
beforeEach(() => {
  laptop = new NestedForTest();
});
afterEach(() => laptop.end());

test.each([
  ['states:StartExecution', 'states:DescribeExecution', undefined],
  ['states:DescribeExecution', 'states:StartExecution', 'SUCCEEDED'],
])('a role without %s cannot await an execution', async (missing, allowed, status) => {
  laptop.allow(allowing([allowed]));
  await laptop.machine('inner', pass);
  await laptop.machine('outer', caller());

  const { error, cause } = await laptop.ended(await laptop.start('outer'));

  expect(error).toBe('StepFunctions.AWSStepFunctionsException');
  expect(cause).toContain(`is not authorized to perform: ${missing} on resource: `);
  expect(await laptop.statusOf(executionArn('inner', 'one'))).toBe(status);
});

test('the role derived from a definition can await and stop executions of an alias', async () => {
  const Arguments = { StateMachineArn: `${machineArn('inner')}:live`, Name: '{% $states.input %}' };
  const definition = caller({ Arguments });
  const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'outer' };
  laptop.allow(JSON.stringify(toPolicyDocument(deriveExecutionPolicy(definition, {}, place))));
  await laptop.machine('inner', hold);
  await laptop.alias('inner', 'live');
  await laptop.machine('outer', definition);
  const [awaits, isStopped] = [
    await laptop.start('outer', 'a', 'awaits'),
    await laptop.start('outer', 'b', 'isStopped'),
  ];
  for (const outer of [awaits, isStopped]) await laptop.submitted(outer);

  await laptop.call('StopExecution', { executionArn: isStopped });
  expect(await laptop.ended(executionArn('inner', 'b'))).toMatchObject({ status: 'ABORTED' });
  await laptop.release();

  expect(await laptop.ended(awaits)).toMatchObject({ status: 'SUCCEEDED' });
});
