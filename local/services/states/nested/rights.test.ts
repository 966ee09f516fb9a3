import { allowing } from '../../laptop-fixture';
import { caller, executionArn, NestedForTest, pass } from './nested-fixture';

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
