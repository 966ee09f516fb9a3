import { type DescribedExecution, readExecution } from '../../model';
import type { ExecutionWriter } from '../../sources';
import { offeredActs } from './offered-acts';

const prefix = 'arn:aws:states:us-east-1:123456789012';
const now = Date.UTC(2026, 10, 28);
const day = 86_400_000;
const writer: ExecutionWriter = { kind: 'open', call: async () => ({}) };

function offered(described: Partial<DescribedExecution>, by: ExecutionWriter = writer) {
  const execution = {
    executionArn: `${prefix}:execution:orders:one`,
    machine: 'orders',
    name: 'one',
    status: 'FAILED' as const,
    startedAt: now - 20 * day,
    stoppedAt: now - 13 * day,
    ...described,
  };
  return offeredActs(readExecution(execution, []), by, now);
}

describe('the acts that are offered', () => {
  it.each(['FAILED', 'TIMED_OUT', 'ABORTED'] as const)('are redrive and run again of one that is %s', (status) => {
    expect(offered({ status })).toEqual({ redrive: {}, start: {} });
  });

  it('are stop and run again of one that runs, and run again of one that succeeded', () => {
    expect(offered({ status: 'RUNNING' })).toEqual({ stop: {}, start: {} });
    expect(offered({ status: 'SUCCEEDED' })).toEqual({ start: {} });
    expect(offered({ status: 'PENDING_REDRIVE' })).toEqual({ start: {} });
  });

  it.each<readonly [Partial<DescribedExecution>, string]>([
    [{ executionArn: `${prefix}:express:orders:one:id` }, 'AWS would reject it: Express executions cannot be redriven'],
    [{ stoppedAt: now - 15 * day }, 'AWS would reject it: Execution redrivable period exceeded'],
    [{ mapRunArn: 'm' }, 'a child of a Map Run continues with its parent: redrive the parent execution'],
    [
      { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution history event limit exceeded' },
      'AWS would reject it: Execution history event limit exceeded',
    ],
    [
      { redriveStatus: 'REDRIVABLE_BY_MAP_RUN' },
      'a child of a Map Run continues with its parent: redrive the parent execution',
    ],
  ])('are no redrive for %j', (described, problem) => {
    expect(offered(described).redrive).toEqual({ problem });
  });

  it('are no stop of an Express execution, and no start of a child', () => {
    expect(offered({ executionArn: `${prefix}:express:orders:one:id`, status: 'RUNNING' }).stop).toEqual({
      problem: 'StopExecution does not stop Express executions',
    });
    expect(offered({ machine: 'orders/Each', status: 'SUCCEEDED' }).start?.problem).toMatch(/^a child of a Map Run/);
  });

  it('have the command of a redrive with rules of its own, whatever AWS would say', () => {
    const ownRedrive = { commandOf: () => 'npx pipelines redrive one', run: async () => ({ text: '' }) };
    expect(offered({ stoppedAt: now - 15 * day }, { ...writer, ownRedrive }).redrive).toEqual({
      command: 'npx pipelines redrive one',
    });
  });

  it('say why nothing can be done, and what makes it possible', () => {
    const closed = { reason: 'nothing runs dev', command: 'npx asl local serve' };
    expect(offered({}, { kind: 'closed', ...closed })).toEqual({ redrive: {}, start: {}, closed });
  });
});
