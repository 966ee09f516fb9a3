/**
 * Time and memory of an inline Map in JSONPath over 100 to 10,000 items: both grow as the items do. Express, because a Standard history has
 * room for 25,000 events.
 *
 *     node -r tsx/cjs --expose-gc tests/benches/inline-map.ts
 */
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { compileStateMachine, realClock, seededRandom, startExecution } from '@document-pipelines/asl/interpreter';
import { median } from './measuring/median';

const sizes = [100, 1_000, 10_000];
const rounds = 5;
const definition: StateMachineDefinition = {
  StartAt: 'EachItem',
  States: {
    EachItem: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'item.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
      ItemProcessor: {
        StartAt: 'Double',
        States: { Double: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.item, $.index)' }, End: true } },
      },
      End: true,
    },
  },
};

void main();

async function main(): Promise<void> {
  const stateMachine = compileStateMachine(definition);
  await run(stateMachine, 1_000);
  for (const size of sizes) {
    const costs: { milliseconds: number; megabytes: number }[] = [];
    for (let round = 0; round < rounds; round++) costs.push(await run(stateMachine, size));
    const milliseconds = median(costs.map((cost) => cost.milliseconds));
    const megabytes = median(costs.map((cost) => cost.megabytes));
    const each = ((milliseconds / size) * 1000).toFixed(1);
    console.log(
      `${size.toLocaleString('en').padStart(7)} items  ${milliseconds.toFixed(1).padStart(7)} ms  ${each.padStart(5)} µs each  ` +
        `${megabytes.toFixed(1).padStart(5)} MB kept by its record`,
    );
  }
}

async function run(stateMachine: ReturnType<typeof compileStateMachine>, size: number) {
  const input = { items: Array.from({ length: size }, (_, index) => index) };
  await collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const begun = performance.now();
  const record = await startExecution({
    stateMachine,
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:map',
    stateMachineName: 'map',
    roleArn: 'arn:aws:iam::123456789012:role/map',
    name: 'map',
    executionArn: 'arn:aws:states:us-east-1:123456789012:express:map:map:1',
    input,
    type: 'EXPRESS',
    clock: realClock,
    random: seededRandom(1),
    tasks: { call: () => Promise.reject(new Error('there is no task')) },
  }).result;
  const milliseconds = performance.now() - begun;
  await collectGarbage();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  if (record.status !== 'SUCCEEDED') throw new Error(record.cause);
  return { milliseconds, megabytes };
}

/** In a turn of its own, so that objects of the round before are no longer referenced. */
async function collectGarbage(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc?.();
}
