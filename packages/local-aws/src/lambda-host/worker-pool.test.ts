import type { FunctionWorker, WorkerAnswer } from './function-worker';
import { WorkerPool } from './worker-pool';

const request = { requestId: 'r', payload: '{}', invokedFunctionArn: 'arn', traceId: 't' };

/** Workers that respond when the test resolves them. */
function workersOf() {
  const answers: (() => void)[] = [];
  const closed: number[] = [];
  let started = 0;
  const start = (): FunctionWorker => {
    started += 1;
    const number = started;
    const invoke = () =>
      new Promise<WorkerAnswer>((resolve) => {
        answers.push(() => resolve({ kind: 'returned', payload: String(number), survives: true }));
      });
    const close = async () => void closed.push(number);
    return { isAlive: true, invoke, close } as unknown as FunctionWorker;
  };
  return { start, answers, closed, started: () => started };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('each worker beyond the comfortable number asks for twice the patience', async () => {
  const workers = workersOf();
  const pool = new WorkerPool(workers.start, { comfortableWorkers: 2, patienceMilliseconds: 5000 });
  for (let call = 0; call < 10; call += 1) void pool.invoke(request);

  const counts: number[] = [];
  for (const seconds of [4, 2, 8, 2, 18, 2]) {
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    counts.push(workers.started());
  }

  expect(counts).toEqual([2, 3, 3, 4, 4, 5]);
});

test('workers beyond the comfortable number are closed when nothing waits for them', async () => {
  const workers = workersOf();
  const pool = new WorkerPool(workers.start, { comfortableWorkers: 2, patienceMilliseconds: 5000 });
  const calls = [1, 2, 3].map(() => pool.invoke(request));
  await jest.advanceTimersByTimeAsync(5000);

  for (const answer of workers.answers) answer();
  await Promise.all(calls);
  await jest.advanceTimersByTimeAsync(0);

  expect(workers.started()).toBe(3);
  expect(workers.closed).toHaveLength(1);
});
