import { accountWith } from '../../../tests/fixtures/account-fixture';
import { ReviewList } from './review-list';

function opened(kind: 'process' | 'aws', scanMilliseconds = 0) {
  const clock = { now: 1_000 };
  const calls: string[] = [];
  const row = (id: string) => ({ callbackId: { S: `review/${id}` }, status: { S: 'WAITING' } });
  const account = accountWith(async (_service, operation) => {
    calls.push(operation);
    clock.now += scanMilliseconds;
    return { Items: operation === 'Scan' ? [row('a'), row('b')] : [row('b')] };
  });
  return { list: new ReviewList({ ...account, kind }, () => clock.now), calls, clock };
}

it.each([
  ['process', 2_000],
  ['aws', 15_000],
] as const)('of %s is scanned once in %i ms, for all who ask', async (kind, milliseconds) => {
  const { list, calls, clock } = opened(kind);
  const [one, other] = await Promise.all([list.all(), list.all()]);
  expect(one).toBe(other);
  clock.now += milliseconds - 1;
  await list.all();
  expect(calls).toEqual(['Scan']);
  clock.now += 1;
  await list.all();
  expect(calls).toEqual(['Scan', 'Scan']);
});

it('is scanned a tenth of the time at most', async () => {
  const { list } = opened('process', 3_000);
  await list.all();
  expect(list.dueMilliseconds).toBe(30_000);
});

it('does not list what was decided here until the next scan', async () => {
  const { list, calls } = opened('process');
  await list.all();
  list.noteDecided('a');
  expect((await list.all()).map(({ status }) => status)).toEqual(['DECIDED', 'WAITING']);
  expect(calls).toEqual(['Scan']);
});

it('reads one review as it is now, without a scan', async () => {
  const { list, calls } = opened('aws');
  await expect(list.one('b')).resolves.toMatchObject({ reviewId: 'b' });
  expect(calls).toEqual(['Query']);
});
