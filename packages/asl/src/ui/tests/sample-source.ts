import { type ExecutionRecord, SimulatedClock, StatesError, type TaskCall } from '../../interpreter';
import { outcome, start } from '../../interpreter/tests/simulate';
import { isJsonObject, type Json, type JsonObject } from '../../language/definition';
import { apiSource, type ExecutionSource, type StatesCall } from '../sources';
import { orderMachine } from './order-machine';

const prefix = 'arn:aws:states:us-east-1:123456789012';
const machines = ['orders', 'orders-express-lane'];

/** Executions of two machines, of which each kind was run once, in simulated time; the others are copies at other times. */
export interface SampleSource extends ExecutionSource {
  /** Adds one that has just started, as a run would; it is at the top of the list. */
  start(name: string): void;
  /** Ends it. */
  finish(name: string): void;
  /** Whether a process runs what is shown: executions can be changed then. */
  isOpen: boolean;
  readonly calls: string[];
}

/** A kind of execution: what its input is, and what its functions answer. */
const kinds: readonly {
  readonly total?: number;
  readonly items: number;
  readonly fails?: (call: Called) => StatesError | undefined;
}[] = [
  { items: 3 },
  { items: 2 },
  { items: 4, fails: ({ name, attempt }) => (name === 'charge-card' && attempt < 2 ? unavailable() : undefined) },
  { items: 3, fails: ({ name }) => (name === 'charge-card' ? unavailable() : undefined) },
  { items: 0 },
  {
    items: 24,
    fails: ({ name, input }) =>
      name === 'print-label' && isJsonObject(input) && input['item'] === 17 ? badLabel() : undefined,
  },
];

interface Called {
  readonly name: string;
  /** From 0. */
  readonly attempt: number;
  readonly input: Json;
}

/** `count` executions over the last days, newest first; `now`: when the newest one started. */
export async function sampleSource(count: number, now = Date.UTC(2026, 10, 28, 13, 2, 11)): Promise<SampleSource> {
  const runs = await Promise.all(kinds.map(run));
  const at = (index: number): number => now - index * 41_000 - (index % 7) * 1_300;
  const records = new Map<string, ExecutionRecord>();
  const add = (name: string, machine: string, startedAt: number, kind: number, status?: 'RUNNING'): void => {
    const executionArn = `${prefix}:execution:${machine}:${name}`;
    records.set(
      executionArn,
      moved(runs[kind] as ExecutionRecord, {
        executionArn,
        name,
        startedAt,
        machine,
        ...(status === undefined ? {} : { status }),
      }),
    );
  };
  for (let index = count - 1; index >= 0; index -= 1)
    add(
      `order-${String(100_000 - index)}`,
      machines[index % 5 === 4 ? 1 : 0] as string,
      at(index),
      pattern[index % pattern.length] as number,
      index === 1 ? 'RUNNING' : undefined,
    );
  const calls: string[] = [];
  const put = (executionArn: string, change: object): void => {
    records.set(executionArn, { ...(records.get(executionArn) as ExecutionRecord), ...change });
  };
  let later = now;
  const call = recorded(statesOf(records), calls);
  const change: StatesCall = async (operation, { executionArn, name, input, ...reason }) => {
    calls.push(operation);
    if (operation === 'StopExecution')
      put(String(executionArn), { ...reason, status: 'ABORTED', stopDate: Date.now() });
    else if (operation === 'RedriveExecution') put(String(executionArn), { status: 'RUNNING', redriveCount: 1 });
    else if (operation === 'StartExecution') {
      later += 1_000;
      add(String(name), 'orders', later, 0, 'RUNNING');
      put(`${prefix}:execution:orders:${String(name)}`, { input: JSON.parse(String(input)) });
      return { executionArn: `${prefix}:execution:orders:${String(name)}` };
    } else return call(operation, { executionArn });
    return {};
  };
  const source = apiSource(call, {
    kind: 'local',
    label: 'dev, .local/dev',
    region: 'us-east-1',
    log: sampleLog,
    writer: async () => (sample.isOpen ? { kind: 'open', call: change } : closed),
  });
  const sample: SampleSource = {
    ...source,
    calls,
    isOpen: true,
    start(name) {
      later += 1_000;
      add(name, 'orders', later, 0, 'RUNNING');
    },
    finish(name) {
      const startedAt = records.get(`${prefix}:execution:orders:${name}`)?.startDate ?? now;
      add(name, 'orders', startedAt, 0);
    },
  };
  return sample;
}

const closed = {
  kind: 'closed',
  reason: 'nothing runs dev: this page reads its files',
  command: 'npx asl local serve --env dev --state .local/dev',
} as const;

/** How long the calls of a state take; the others are quick. */
const secondsOf: Readonly<Record<string, number>> = {
  CheckOrder: 0.31,
  ChargeCard: 1.84,
  ReserveStock: 0.92,
  PackItem: 0.66,
  PrintLabel: 0.38,
};

/** Which kinds follow each other. */
const pattern = [3, 0, 0, 2, 1, 0, 5, 0, 1, 0, 0, 2, 4, 0, 1, 0, 0, 0, 1, 0];

async function run({ items, fails }: (typeof kinds)[number]): Promise<ExecutionRecord> {
  const order = {
    id: 'A-1042',
    total: 120,
    items: Array.from({ length: items }, (_, item) => ({ item, sku: `SKU-${item}` })),
  };
  const attempts = new Map<string, number>();
  const clock = new SimulatedClock(start);
  return outcome(orderMachine, {
    input: { orderId: 'A-1042' },
    clock,
    async task(call) {
      await clock.sleep(secondsOf[call.stateName] ?? 0.12);
      return answer(call, { order, attempts, fails: fails ?? (() => undefined) });
    },
  });
}

function answer(
  { stateName, arguments: given }: TaskCall,
  {
    order,
    attempts,
    fails,
  }: {
    readonly order: Json;
    readonly attempts: Map<string, number>;
    readonly fails: (call: Called) => StatesError | undefined;
  },
): Json {
  const { FunctionName: functionName = '', Payload: input = null } = given as JsonObject;
  const name = String(functionName).replace('shop-', '');
  const attempt = attempts.get(stateName) ?? 0;
  attempts.set(stateName, attempt + 1);
  const failure = fails({ name, attempt, input });
  if (failure !== undefined) throw failure;
  if (name === 'check-order') return { StatusCode: 200, Payload: order };
  if (name === 'pack-item') return { StatusCode: 200, Payload: { ...(input as JsonObject), parcel: `P-${stateName}` } };
  return name === '' ? { MessageId: 'b1946ac9' } : { StatusCode: 200, Payload: { ok: true } };
}

function unavailable(): StatesError {
  return lambdaError('PaymentService.Unavailable', 'the card network did not answer within 10 s', [
    'at callNetwork (functions/charge-card/call-network.ts:41:13)',
    'at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'at charge (functions/charge-card/index.ts:18:20)',
  ]);
}

function badLabel(): StatesError {
  return lambdaError('LabelError', 'address line 2 is longer than 35 characters: <script>alert("not code")</script>', [
    'at printLabel (functions/print-label/index.ts:27:11)',
  ]);
}

function lambdaError(errorType: string, errorMessage: string, lines: readonly string[]): StatesError {
  const trace = [`${errorType}: ${errorMessage}`, ...lines.map((line) => `    ${line}`)];
  return new StatesError(errorType, JSON.stringify({ errorType, errorMessage, trace }));
}

function moved(
  record: ExecutionRecord,
  to: {
    readonly executionArn: string;
    readonly name: string;
    readonly startedAt: number;
    readonly machine: string;
    readonly status?: 'RUNNING';
  },
): ExecutionRecord {
  const { executionArn, name, startedAt, machine, status } = to;
  const by = startedAt - record.startDate;
  const whole = {
    ...record,
    executionArn,
    name,
    stateMachineArn: `${prefix}:stateMachine:${machine}`,
    startDate: startedAt,
  };
  if (status === undefined) return { ...whole, stopDate: (record.stopDate ?? record.startDate) + by };
  const { stopDate: _stop, output: _output, ...running } = whole;
  return { ...running, status, history: record.history.slice(0, 7) };
}

/** Step Functions, as far as the page asks it. */
function statesOf(records: ReadonlyMap<string, ExecutionRecord>): StatesCall {
  const find = (executionArn: unknown): ExecutionRecord => {
    const record = records.get(String(executionArn));
    if (record === undefined)
      throw Object.assign(new Error(`Execution Does Not Exist: '${String(executionArn)}'`), {
        name: 'ExecutionDoesNotExist',
      });
    return record;
  };
  const operations: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Record<string, unknown>>> = {
    ListStateMachines: () => ({
      stateMachines: machines.map((name) => ({
        name,
        type: 'STANDARD',
        stateMachineArn: `${prefix}:stateMachine:${name}`,
      })),
    }),
    ListExecutions: ({ stateMachineArn, nextToken }) => {
      const all = [...records.values()]
        .filter((record) => record.stateMachineArn === stateMachineArn)
        .sort((a, b) => b.startDate - a.startDate);
      const from = Number(nextToken ?? 0);
      const executions = all.slice(from, from + 1_000).map(({ history: _history, input: _input, ...listed }) => listed);
      return { executions, ...(from + 1_000 < all.length ? { nextToken: String(from + 1_000) } : {}) };
    },
    DescribeExecution: ({ executionArn }) => {
      const { input, output, ...record } = find(executionArn);
      return {
        ...record,
        input: JSON.stringify(input),
        ...(output === undefined ? {} : { output: JSON.stringify(output) }),
      };
    },
    DescribeStateMachineForExecution: () => ({ definition: JSON.stringify(orderMachine) }),
    GetExecutionHistory: ({ executionArn, reverseOrder, maxResults }) => {
      const { history, startDate } = find(executionArn);
      const by = startDate - (history[0]?.timestamp ?? 0);
      const events = history.map((event) => ({ ...event, timestamp: event.timestamp + by }));
      return { events: reverseOrder === true ? events.reverse().slice(0, Number(maxResults)) : events };
    },
  };
  return async (operation, input) => {
    const run = operations[operation];
    if (run === undefined) throw new Error(`${operation} is not part of the sample`);
    return run(input);
  };
}

function recorded(call: StatesCall, calls: string[]): StatesCall {
  return (operation, input) => {
    calls.push(operation);
    return call(operation, input);
  };
}

const sampleLog: NonNullable<ExecutionSource['log']> = async ({ functionName, executionArn, from, to }) => ({
  location: `.local/dev/logs/${functionName}.log`,
  isCut: false,
  lines: [
    {
      at: from + 20,
      text: JSON.stringify({
        level: 'INFO',
        message: 'asking the card network',
        order: 'A-1042',
        amount: '120.00',
        executionArn,
      }),
      isOwn: true,
    },
    {
      at: from + 30,
      text: JSON.stringify({ level: 'INFO', message: 'asking the card network', order: 'A-1043' }),
      isOwn: false,
    },
    {
      at: to,
      text: JSON.stringify({ level: 'ERROR', message: 'the card network did not answer within 10 s', executionArn }),
      isOwn: true,
    },
  ],
});
