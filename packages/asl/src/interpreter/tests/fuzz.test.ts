import fc from 'fast-check';
import type { Json } from '../../language/definition';
import { type ExecutionRecord, SimulatedClock, StatesError, type TaskCall } from '../index';
import { eventTypes, outcome, simulate, simulateRedrive, simulateResumption, start } from './simulate';

/** A state without its transition; it may fail. */
const leaf: fc.Arbitrary<object> = fc.oneof(
  fc.record({ Type: fc.constant('Pass'), Result: fc.jsonValue() }, { requiredKeys: ['Type'] }),
  fc.record({
    Type: fc.constant('Pass'),
    Parameters: fc.constantFrom({ 'a.$': '$.a' }, { 'b.$': '$$.State' }, { c: 1 }),
  }),
  fc.record({ Type: fc.constant('Pass'), Assign: fc.constantFrom({ v: 1 }, { 'v.$': '$' }, { '__proto__.$': '$' }) }),
  fc.record({
    Type: fc.constant('Pass'),
    QueryLanguage: fc.constant('JSONata'),
    Output: fc.constantFrom('{% $states.input %}', '{% $nothing %}', '{% $uuid() %}'),
  }),
  fc.record({ Type: fc.constant('Wait'), Seconds: fc.integer({ min: 0, max: 1_000_000 }) }),
  fc.record(
    {
      Type: fc.constant('Task'),
      Resource: fc.constantFrom('arn:aws:states:::lambda:invoke', 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'),
      TimeoutSeconds: fc.integer({ min: 1, max: 100 }),
      Retry: fc.constantFrom(
        [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2, JitterStrategy: 'FULL' }],
        [{ ErrorEquals: ['Broken'], IntervalSeconds: 9 }],
      ),
    },
    { requiredKeys: ['Type', 'Resource', 'TimeoutSeconds'] },
  ),
);

/** Up to three states one after another, some of which hold scopes themselves. */
function scope(depth: number): fc.Arbitrary<{ StartAt: string; States: Record<string, object> }> {
  const inner = depth === 0 ? leaf : fc.oneof({ weight: 3, arbitrary: leaf }, group(depth - 1));
  return fc.array(inner, { minLength: 1, maxLength: 3 }).map((states) => ({
    StartAt: 'S0',
    States: Object.fromEntries(
      states.map((state, index) => [
        `S${index}`,
        { ...state, ...wayOn(state, index === states.length - 1 ? undefined : `S${index + 1}`) },
      ]),
    ),
  }));
}

function group(depth: number): fc.Arbitrary<object> {
  const inner = scope(depth);
  const Items = fc.constantFrom([1, 2, 3], [], [{ a: 1 }, null]);
  const Mode = fc.constantFrom('INLINE', 'DISTRIBUTED');
  return fc.oneof(
    fc.record({ Type: fc.constant('Parallel'), Branches: fc.array(inner, { minLength: 1, maxLength: 3 }) }),
    fc
      .record({ items: Items, Mode, inner, MaxConcurrency: fc.integer({ min: 0, max: 3 }) })
      .map(({ items, Mode: mode, inner: processor, MaxConcurrency }) => ({
        Type: 'Map',
        QueryLanguage: 'JSONata',
        Items: items,
        MaxConcurrency,
        ToleratedFailureCount: 1,
        ItemProcessor: { ...processor, ProcessorConfig: { Mode: mode } },
      })),
  );
}

function wayOn(state: object, next: string | undefined): object {
  const way = next === undefined ? { End: true } : { Next: next };
  const canCatch = 'Type' in state && state.Type !== 'Pass' && state.Type !== 'Wait' && next !== undefined;
  return canCatch ? { ...way, Catch: [{ ErrorEquals: ['States.ALL'], Next: next }] } : way;
}

/** Answers randomly: with a value, an error, later, or (a token's request) never. */
function tasks(seed: number, clock: SimulatedClock) {
  let count = seed;
  return async (call: TaskCall): Promise<Json> => {
    count = (count * 1_103_515_245 + 12_345) % 2 ** 31;
    if (count % 5 === 0) throw new StatesError('Broken', 'by chance');
    if (count % 7 === 0) throw new Error('a defect of the handler');
    if (count % 3 === 0) await clock.sleep(count % 150);
    return { a: count % 10, state: call.stateName };
  };
}

function expectSound({ history }: ExecutionRecord): void {
  for (const [index, { id, previousEventId, timestamp }] of history.entries()) {
    expect(id).toBe(index + 1);
    expect(previousEventId).toBeLessThan(id);
    expect(timestamp).toBeGreaterThanOrEqual(history[index - 1]?.timestamp ?? start);
  }
}

const run = fc.record({ definition: scope(2), input: fc.jsonValue() as fc.Arbitrary<Json>, seed: fc.nat() });

test('any definition with any input ends, with a sound history, and the same way each time', async () => {
  await fc.assert(
    fc.asyncProperty(run, async ({ definition, input, seed }) => {
      const once = async (): Promise<ExecutionRecord> => {
        const clock = new SimulatedClock(start);
        return outcome(definition, { input, clock, seed, task: tasks(seed, clock) });
      };
      const record = await once();
      expectSound(record);
      expect(JSON.stringify(await once())).toBe(JSON.stringify(record));
      expect(({} as { polluted?: Json }).polluted).toBeUndefined();
    }),
    { numRuns: 60 },
  );
}, 240_000);

test('an execution that is left at any moment goes on in another process, and one that failed can be redriven', async () => {
  await fc.assert(
    fc.asyncProperty(run, fc.integer({ min: 0, max: 300 }), async ({ definition, input, seed }, seconds) => {
      const clock = new SimulatedClock(start);
      const first = simulate(definition, { input, clock, seed, task: tasks(seed, clock) });
      await clock.sleep(seconds);
      const left = first.record();
      first.abandon();
      const ended =
        left.status === 'RUNNING'
          ? await simulateResumption(definition, left, { clock, seed: seed + 1, task: tasks(seed, clock) }).result
          : left;
      expectSound(ended);
      if (ended.status === 'SUCCEEDED' || clock.now() - ended.stopDate! > 1_000_000) return;
      const again = await simulateRedrive(definition, ended, { clock, task: tasks(seed + 1, clock) }).result;
      expectSound(again);
      expect(eventTypes(again)[ended.history.length]).toBe('ExecutionRedriven');
    }),
    { numRuns: 60 },
  );
}, 240_000);
