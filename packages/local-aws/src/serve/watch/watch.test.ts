import type { Json } from '@document-pipelines/asl/definition';
import { type Clock, realClock, SimulatedClock, StatesError, seededRandom } from '@document-pipelines/asl/interpreter';
import { createPaint } from '@document-pipelines/asl/terminal';
import type { ExecutionNotice } from '../../environment/execution-notice';
import { createStates, type States } from '../../services/states';
import { standaloneAccount } from '../standalone';
import { ExecutionWatch } from './execution-watch';
import { NoticePrinter } from './notice-printer';

const operator = { kind: 'operator' } as const;
const task = (more: object = {}): Json => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Parameters: { QueueUrl: 'q', MessageBody: { 'input.$': '$', 'context.$': '$$' } },
  ...more,
});
const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, MaxAttempts: 2 }];

/** Step Functions in simulated time, watched. Its tasks fail as often as `busy` says. */
function watched(clock: Clock = new SimulatedClock()) {
  const notices: ExecutionNotice[] = [];
  let busy = 0;
  let later = 0;
  const watch = new ExecutionWatch({
    now: () => clock.now() + later,
    find: (arn) => states.find(arn),
    onNotice: (notice) => notices.push(notice),
  });
  const states: States = createStates({
    localAccount: standaloneAccount,
    clock,
    random: seededRandom(1),
    policies: { allowsAssume: () => ({ allowed: true }), allowsRole: () => ({ allowed: true }) },
    tasks: {
      call: async ({ taskToken }) => {
        if (taskToken === undefined && busy-- > 0) throw new StatesError('Busy', 'come back later');
        return {};
      },
    },
    onHistoryEvent: (event, arn) => watch.add(event, arn),
  });
  const call = (operation: string, input: object) => states.service.operations[operation]!.run({ ...input }, operator);
  return {
    states,
    notices,
    fail(times: number) {
      busy = times;
    },
    look(milliseconds: number) {
      later = milliseconds;
      watch.look();
    },
    async start(definition: object): Promise<string> {
      const roleArn = 'arn:aws:iam::123456789012:role/any';
      const request = { name: 'orders', definition: JSON.stringify(definition), roleArn };
      const { stateMachineArn } = await call('CreateStateMachine', request);
      const { executionArn } = await call('StartExecution', { stateMachineArn, name: 'one', input: '{"a":1}' });
      return String(executionArn);
    },
  };
}

const events = (notices: readonly ExecutionNotice[]) => notices.map(({ event }) => event);

describe('a watched execution', () => {
  it('is reported as it starts, retries and ends', async () => {
    const world = watched();
    world.fail(2);
    const arn = await world.start({
      StartAt: 'Send',
      States: { Send: { ...(task({ Retry: retry }) as object), End: true } },
    });
    await world.states.executionEnded(arn);

    const retrying = { kind: 'retrying', stateName: 'Send', error: 'Busy', cause: 'come back later' };
    expect(events(world.notices)).toEqual([
      { kind: 'started' },
      retrying,
      retrying,
      { kind: 'ended', status: 'SUCCEEDED', seconds: 15, retries: 2 },
    ]);
    expect(world.notices[0]).toMatchObject({
      executionArn: arn,
      stateMachineName: 'orders',
      name: 'one',
      input: { a: 1 },
    });
  });

  it('is reported once as waiting for an answer, and only if that lasts', async () => {
    // Nothing wakes: in simulated time, the Task would time out at once.
    const world = watched({ ...realClock, sleep: () => new Promise(() => undefined) });
    const asked = task({ Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true });
    await world.start({ StartAt: 'Ask', States: { Ask: asked } });
    await new Promise((resolve) => setImmediate(resolve));
    world.look(1_000);
    expect(events(world.notices)).toEqual([{ kind: 'started' }]);
    world.look(2_500);
    world.look(5_000);

    expect(events(world.notices)).toEqual([{ kind: 'started' }, { kind: 'waiting', stateName: 'Ask' }]);
    await world.states.close();
  });

  it('counts the retries of iterations, and reports the error at the end', async () => {
    const world = watched();
    world.fail(3);
    const send = { ...(task({ Retry: retry }) as object), End: true };
    const arn = await world.start({
      StartAt: 'List',
      States: {
        List: { Type: 'Pass', Result: [1, 2], Next: 'Each' },
        Each: { Type: 'Map', ItemProcessor: { StartAt: 'Send', States: { Send: send } }, Next: 'Failed' },
        Failed: { Type: 'Fail', Error: 'Late', Cause: 'too late' },
      },
    });
    await world.states.executionEnded(arn);

    expect(events(world.notices)).toMatchObject([
      { kind: 'started' },
      { kind: 'ended', status: 'FAILED', error: 'Late', cause: 'too late', retries: 3 },
    ]);
  });
});

/** A printer, its lines, and a time that the test sets. */
function printing(json = false) {
  const lines: string[] = [];
  let time = Date.UTC(2026, 0, 1, 14, 2, 11);
  const printer = new NoticePrinter({
    console: {
      say: (line) => void lines.push(line),
      json: (value) => void lines.push(JSON.stringify(value)),
      paint: createPaint(false),
    },
    json,
    now: () => time,
    describe: ({ event }) => (event.kind === 'ended' && event.status === 'FAILED' ? { next: 'fix it' } : {}),
  });
  const notice = (number: number, event: ExecutionNotice['event'], machine = 'orders'): ExecutionNotice => {
    const name = `n${number}`;
    return {
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:${machine}:${name}`,
      stateMachineName: machine,
      name,
      input: {},
      at: time,
      event,
    };
  };
  const pass = (seconds: number): void => {
    time += seconds * 1000;
  };
  return { printer, lines, notice, pass };
}

const succeeded = { kind: 'ended', status: 'SUCCEEDED', seconds: 1, retries: 0 } as const;
const failed = { kind: 'ended', status: 'FAILED', seconds: 1, retries: 1, error: 'E', cause: 'no \u001b[2J' } as const;

describe('what is printed', () => {
  it('is one line of each notice, with the command to continue with', () => {
    const { printer, lines, notice } = printing();
    printer.print(notice(1, { kind: 'started' }));
    printer.print(notice(1, { kind: 'waiting', stateName: 'Hold', until: Date.UTC(2026, 0, 2) }));
    printer.print(notice(1, failed));
    expect(lines).toEqual([
      '14:02:11Z  orders  n1  started',
      '14:02:11Z  orders  n1  waits in Hold until 2026-01-02T00:00:00.000Z',
      '14:02:11Z  orders  n1  failed after 1.0 s, 1 retry: E: no \u001b[2J; `fix it`',
    ]);
  });

  it('stays short for 10,000 executions that start and end within 200 seconds', () => {
    const { printer, lines, notice, pass } = printing();
    for (let number = 0; number < 10_000; number += 1) {
      printer.print(notice(number, { kind: 'started' }));
      printer.print(notice(number, number % 100 === 0 ? failed : succeeded));
      pass(0.02);
      printer.look();
    }
    printer.flush();

    expect(lines.length).toBeLessThan(300);
    const counted = lines.filter((line) => line.includes('not listed'));
    expect(counted.length).toBeLessThanOrEqual(41);
    const total = (word: string): number =>
      counted.reduce((sum, line) => sum + Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0), 0) +
      lines.filter((line) => !line.includes('not listed') && line.includes(`  ${word}`)).length;
    expect([total('started'), total('succeeded'), total('failed')]).toEqual([10_000, 9_900, 100]);
  });

  it('counts the children of a Distributed Map, with their errors', () => {
    const { printer, lines, notice } = printing();
    for (const number of [1, 2, 3]) printer.print(notice(number, { kind: 'started' }, 'batch/documents'));
    printer.print(notice(1, failed, 'batch/documents'));
    printer.flush();
    expect(lines).toEqual(['14:02:11Z  batch/documents  not listed: 3 started, 1 failed (E ×1)']);
  });

  it('is every notice as JSON, without inputs', () => {
    const { printer, lines, notice } = printing(true);
    printer.print(notice(1, failed, 'batch/documents'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        at: '2026-01-01T14:02:11.000Z',
        event: 'ended',
        stateMachine: 'batch/documents',
        name: 'n1',
        executionArn: 'arn:aws:states:us-east-1:123456789012:execution:batch/documents:n1',
        status: 'FAILED',
        seconds: 1,
        retries: 1,
        error: 'E',
        cause: 'no \u001b[2J',
        next: 'fix it',
      },
    ]);
  });
});
