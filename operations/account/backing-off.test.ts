import { ServiceError } from '@document-pipelines/local-aws/services';
import { backingOff } from './backing-off';

/** A service that returns these errors first, one for each call. */
function answering(...errors: readonly string[]) {
  const left = [...errors];
  const pauses: number[] = [];
  const call = backingOff(
    async () => {
      const name = left.shift();
      if (name !== undefined) throw new ServiceError(name, 'no');
      return { status: 'RUNNING' };
    },
    async (seconds) => void pauses.push(seconds),
    () => 1,
  );
  return { ask: () => call('states', 'DescribeExecution', {}), pauses };
}

it('asks again, later and later, while it is throttled', async () => {
  const { ask, pauses } = answering('ThrottlingException', 'TooManyRequestsException', 'SlowDown');

  expect(await ask()).toEqual({ status: 'RUNNING' });
  expect(pauses).toEqual([1, 2, 4]);
});

it('gives up after a minute, with what it was answered', async () => {
  const { ask, pauses } = answering(...Array<string>(9).fill('ThrottlingException'));

  await expect(ask()).rejects.toThrow(expect.objectContaining({ name: 'ThrottlingException' }));
  expect(pauses).toEqual([1, 2, 4, 8, 16, 30]);
});

it('asks once about what is no throttle', async () => {
  const { ask, pauses } = answering('ExecutionDoesNotExist');

  await expect(ask()).rejects.toThrow(expect.objectContaining({ name: 'ExecutionDoesNotExist' }));
  expect(pauses).toEqual([]);
});
