import type { ExecutionReference } from '../arns';
import type { ExecutionArchive, ExecutionSnapshot, KeptExecution } from './archive/execution-archive';
import { type ExecutionList, ExecutionLists } from './execution-lists';

const prefix = 'arn:aws:states:eu-west-1:123456789012';
const mapRunArn = `${prefix}:mapRun:machine/label:run`;

/** An execution of the machine, or with `mapRunArn` of its Map Run, whose names and dates rise together. */
function snapshotOf(number: number, more: Partial<ExecutionSnapshot> = {}): ExecutionSnapshot {
  const name = `execution-${String(number).padStart(6, '0')}`;
  const owner = more.mapRunArn === undefined ? 'machine' : 'machine/label';
  return {
    executionArn: `${prefix}:execution:${owner}:${name}`,
    name,
    stateMachineArn: `${prefix}:stateMachine:${owner}`,
    stateMachineName: 'machine',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    type: 'STANDARD',
    status: 'SUCCEEDED',
    startDate: number,
    input: {},
    statesEntered: 1,
    retries: 0,
    redriveCount: 0,
    ...more,
  };
}

/** Lists of stored executions, and how often they were read. */
function listsOver(kept: readonly ExecutionSnapshot[]) {
  const all = new Map(kept.map((snapshot) => [snapshot.executionArn, snapshot]));
  const read = { whole: 0, single: 0 };
  const archive = {
    list: (name: string) => {
      read.whole += 1;
      return [...all.values()]
        .filter(({ executionArn }) => executionArn.includes(`:execution:${name}:`))
        .map((summary) => ({ summary, origin: { revisionId: 'r' } }) as KeptExecution);
    },
  } as Partial<ExecutionArchive> as ExecutionArchive;
  const find = ({ executionArn }: ExecutionReference) => {
    read.single += 1;
    const snapshot = all.get(executionArn);
    return snapshot && { snapshot, origin: { revisionId: 'r' } };
  };
  const lists = new ExecutionLists({ archive, find });
  const put = (snapshot: ExecutionSnapshot): void => {
    all.set(snapshot.executionArn, snapshot);
    lists.put(snapshot, { revisionId: 'r' });
  };
  return { lists, read, put };
}

/** Returns the first executions of a list. */
function take(lists: ExecutionLists, count: number, list: Partial<ExecutionList> = {}): readonly ExecutionSnapshot[] {
  const taken: ExecutionSnapshot[] = [];
  for (const { snapshot } of lists.newestFirst({ stateMachineName: 'machine', matches: () => true, ...list })) {
    taken.push(snapshot);
    if (taken.length === count) break;
  }
  return taken;
}

const numbers = (snapshots: readonly ExecutionSnapshot[]): readonly number[] =>
  snapshots.map(({ startDate }) => startDate);

it('reads the executions of a page, and all of them once at most', () => {
  const { lists, read } = listsOver(Array.from({ length: 3000 }, (_, number) => snapshotOf(number)));

  const first = take(lists, 5);
  const after = first.at(-1);
  const second = take(lists, 5, after === undefined ? {} : { after });

  expect(numbers([...first, ...second])).toEqual([2999, 2998, 2997, 2996, 2995, 2994, 2993, 2992, 2991, 2990]);
  expect(read).toEqual({ whole: 1, single: 10 });
});

it('reads nothing that a filter leaves out', () => {
  const { lists, read } = listsOver(
    Array.from({ length: 3000 }, (_, number) =>
      snapshotOf(number, {
        status: number % 1000 === 0 ? 'FAILED' : 'SUCCEEDED',
        redriveCount: number === 1000 ? 2 : 0,
      }),
    ),
  );

  expect(numbers(take(lists, 9, { matches: ({ status }) => status === 'FAILED' }))).toEqual([2000, 1000, 0]);
  expect(numbers(take(lists, 9, { matches: ({ isRedriven }) => isRedriven }))).toEqual([1000]);
  expect(read).toEqual({ whole: 1, single: 4 });
});

it('goes on where it was, whatever has begun, ended or been forgotten since', () => {
  const { lists, put } = listsOver(Array.from({ length: 6 }, (_, number) => snapshotOf(number, { status: 'RUNNING' })));
  const [, , last] = take(lists, 3);

  put(snapshotOf(7, { status: 'RUNNING' }));
  put(snapshotOf(1, { status: 'FAILED' }));
  lists.forget([{ executionArn: snapshotOf(3).executionArn, stateMachineName: 'machine', name: 'execution-000003' }]);

  expect(numbers(take(lists, 9, { after: last! }))).toEqual([2, 1, 0]);
  expect(numbers(take(lists, 9))).toEqual([7, 5, 4, 2, 1, 0]);
  expect(numbers(take(lists, 9, { matches: ({ status }) => status === 'RUNNING' }))).toEqual([7, 5, 4, 2, 0]);
});

it('orders by name what began in the same moment, also when the clock has jumped back', () => {
  const at = (number: number, startDate: number) => snapshotOf(number, { startDate });
  const { lists, put } = listsOver([at(1, 100), at(2, 100)]);
  expect(take(lists, 1)).toHaveLength(1);

  put(at(3, 50));
  put(at(4, 100));

  expect(take(lists, 9).map(({ name }) => Number(name.slice(-1)))).toEqual([1, 2, 4, 3]);
});

it('keeps the executions of a Map Run apart, and knows whose it is', () => {
  const owner = snapshotOf(0, { mapRuns: [{ mapRunArn } as NonNullable<ExecutionSnapshot['mapRuns']>[number]] });
  const other = `${mapRunArn}-2`;
  const { lists } = listsOver([owner, snapshotOf(1, { mapRunArn }), snapshotOf(2, { mapRunArn: other })]);

  expect(numbers(take(lists, 9, { stateMachineName: 'machine/label', mapRunArn }))).toEqual([1]);
  expect(numbers(take(lists, 9))).toEqual([0]);
  expect(lists.ownerOfMapRun(mapRunArn, 'machine')).toBe(owner);
  expect(lists.ownerOfMapRun(other, 'machine')).toBeUndefined();
});

it('forgets a deleted machine with its Map Runs', () => {
  const { lists } = listsOver([snapshotOf(0), snapshotOf(1, { mapRunArn })]);
  take(lists, 9);
  take(lists, 9, { stateMachineName: 'machine/label', mapRunArn });

  lists.removeMachine('machine');

  expect(take(lists, 9)).toEqual([]);
  expect(take(lists, 9, { stateMachineName: 'machine/label', mapRunArn })).toEqual([]);
});
