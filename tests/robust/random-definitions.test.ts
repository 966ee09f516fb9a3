import { checkDefinition } from '@document-pipelines/asl/check';
import type { Json, StateMachineDefinition } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type ExecutionRecord,
  SimulatedClock,
  StatesError,
  type TaskCall,
} from '@document-pipelines/asl/interpreter';
import { parseDefinition } from '@document-pipelines/asl/load';
import fc from 'fast-check';
import { brokenDefinition, randomDefinition, randomInput } from './random-definitions';
import { runDefinition, start } from './run-definition';

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', onUnhandled));
afterAll(() => void process.off('unhandledRejection', onUnhandled));

/** Real seconds within which an execution in simulated time has ended, however loaded the computer is. */
const boundSeconds = 30;

describe('whatever a definition and an input are, an execution', () => {
  it('ends, with a result or a named error, the same when it is run again, and leaves nothing behind', async () => {
    const statuses = new Map<string, number>();
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(randomDefinition, randomInput, async (definition, input) => {
        if (!isStartable(definition)) return;
        const before = JSON.stringify([definition, input]);
        const record = await endOf(definition, input);
        statuses.set(record.status, (statuses.get(record.status) ?? 0) + 1);
        expectWholeRecord(record);
        expect(JSON.stringify([definition, input])).toBe(before);
        if (ran++ % 3 === 0) expect(withoutTokens(await endOf(definition, input))).toBe(withoutTokens(record));
      }),
      { numRuns: 60 },
    );

    // The examples are worth something: they reach their ends in every way.
    for (const status of ['SUCCEEDED', 'FAILED', 'TIMED_OUT']) expect(statuses.get(status) ?? 0).toBeGreaterThan(0);
    await settled();
    expect(unhandled).toEqual([]);
    // On a loaded computer a call that its execution has left ends later: what never ends stays here.
    for (let looks = 0; looks < 100 && immediates().length > 0; looks++) await settled();
    expect(immediates()).toEqual([]);
  });
});

describe('a broken definition', () => {
  it('is refused with words, or runs to an end', async () => {
    await fc.assert(
      fc.asyncProperty(brokenDefinition, randomInput, async (definition, input) => {
        if (!isStartable(definition)) return;
        // It was not checked: what the compiler did not detect may be a defect when the state runs, which has a name too.
        const { status, error } = await endOf(definition, input);
        expect(status === 'SUCCEEDED' || typeof error === 'string' || status === 'FAILED').toBe(true);
      }),
      { numRuns: 50 },
    );
    await settled();
    expect(unhandled).toEqual([]);
  });

  it('is checked to the end, and what the check lets pass compiles', () => {
    let passed = 0;
    fc.assert(
      fc.property(fc.oneof(randomDefinition, brokenDefinition), (definition) => {
        const { definition: parsed, diagnostics } = parseDefinition(JSON.stringify(definition), 'a.asl.json');
        const found = [...diagnostics, ...(parsed === undefined ? [] : checkDefinition(parsed))];
        if (found.some(({ severity }) => severity === 'error')) return;
        passed++;
        compileOrSay(definition);
      }),
      // Most random arguments are none that a service takes.
      { numRuns: 250 },
    );
    expect(passed).toBeGreaterThan(10);
  });
});

/** Whether it can be started; if not, the Error has a message. */
function isStartable(definition: StateMachineDefinition): boolean {
  try {
    compileStateMachine(definition);
    start(definition).abandon();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toMatch(/^$|call stack/);
    return false;
  }
}

/** Compiles a definition; an error contains the definition. */
function compileOrSay(definition: StateMachineDefinition): void {
  try {
    compileStateMachine(definition);
  } catch (error) {
    throw new Error(`${(error as Error).message} in ${JSON.stringify(definition)}`, { cause: error });
  }
}

/** Returns the record of an execution whose tasks return, fail or hang, as in their call; rejects if it does not end. */
async function endOf(definition: StateMachineDefinition, input: Json): Promise<ExecutionRecord> {
  const clock = new SimulatedClock();
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the execution did not end')), boundSeconds * 1000);
  });
  try {
    return await Promise.race([
      runDefinition(definition, { input, clock, answer: (call) => answer(call, clock) }),
      hung,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function answer(call: TaskCall, clock: SimulatedClock): Promise<Json> {
  const choice = (JSON.stringify(call.arguments ?? null).length + call.retryCount) % 6;
  if (choice === 0) throw new StatesError('Again', 'a cause');
  if (choice === 1) throw new TypeError('a defect of a handler');
  if (choice === 2) await clock.sleep(30);
  if (choice === 3) await clock.sleep(3_000_000);
  return choice === 4 ? { a: 1, list: [1, 2] } : call.arguments;
}

function expectWholeRecord(record: ExecutionRecord): void {
  expect(['SUCCEEDED', 'FAILED', 'TIMED_OUT']).toContain(record.status);
  expect(() => JSON.stringify(record)).not.toThrow();
  expect(record.history.length).toBeLessThanOrEqual(25_000);
  expect(record.history.every(({ id }, index) => id === index + 1)).toBe(true);
  expect(record.history.at(-1)?.type).toMatch(/^Execution(Succeeded|Failed|TimedOut)$/);
  if (record.status === 'FAILED') expect(record.cause ?? '').not.toMatch(/defect of its own|call stack|\(reading '/);
}

/** Task tokens are drawn from the system's randomness. */
function withoutTokens(record: ExecutionRecord): string {
  return JSON.stringify(record).replace(/AQC[\w+/=-]+/g, 'token');
}

/** Pending turns of the event loop: a clock that goes on, for example. */
function immediates(): readonly string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Immediate');
}

/** Waits for a turn of the event loop, in which unhandled rejections are reported. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
