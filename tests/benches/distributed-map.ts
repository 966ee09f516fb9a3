import type { State, StateMachineDefinition } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type MapObjects,
  SimulatedClock,
  seededRandom,
  startExecution,
} from '@document-pipelines/asl/interpreter';

const sizes = [100, 1_000, 3_000, 10_000] as const;
const statesEach = 12;

/** Time and memory of a Distributed Map over 100 to 10,000 mocked documents. Usage: node -r tsx/cjs distributed-map.ts */
async function main(): Promise<void> {
  const stateMachine = compileStateMachine(definition());
  await measure(stateMachine, sizes[0]);
  console.log(`Distributed Map, ${statesEach} JSONata states a child:`);
  for (const size of sizes) {
    const { milliseconds, megabytes } = await measure(stateMachine, size);
    const each = ((milliseconds / size) * 1000).toFixed(0);
    console.log(
      `${size.toLocaleString('en').padStart(7)} items  ${milliseconds.toFixed(0).padStart(6)} ms  ${each.padStart(5)} µs each  ` +
        `${megabytes.toFixed(0).padStart(4)} MB at most (whole process)`,
    );
  }
}

function definition(): StateMachineDefinition {
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'State0',
    States: Object.fromEntries(Array.from({ length: statesEach }, (_, index) => [`State${index}`, state(index)])),
  } as const;
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSONL' },
    Arguments: { Bucket: 'documents', Key: 'list.jsonl' },
  };
  const Output = '{% $count($states.result) %}';
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'EachDocument',
    States: { EachDocument: { Type: 'Map', ItemReader, ItemProcessor, Output, End: true } },
  };
}

function state(index: number): State {
  const way = index === statesEach - 1 ? { End: true } : { Next: `State${index + 1}` };
  const Output = `{% $merge([$states.input, {'step': '${index} of ' & $states.input.key}]) %}`;
  if (index % 2 === 1) return { Type: 'Pass', Output, ...way };
  const Arguments = { FunctionName: 'work', Payload: '{% $states.input %}' };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments, Output, TimeoutSeconds: 60, ...way };
}

async function measure(stateMachine: ReturnType<typeof compileStateMachine>, size: number) {
  let megabytes = 0;
  const watch = (): void => {
    megabytes = Math.max(megabytes, process.memoryUsage().rss / 1e6);
  };
  const timer = setInterval(watch, 20);
  const begun = performance.now();
  const record = await startExecution({
    stateMachine,
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:batch',
    stateMachineName: 'batch',
    roleArn: 'arn:aws:iam::123456789012:role/batch',
    name: `batch-${size}`,
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:batch:batch-${size}`,
    input: {},
    type: 'STANDARD',
    clock: new SimulatedClock(),
    random: seededRandom(1),
    mapObjects: listOf(size),
    tasks: { call: async () => ({ StatusCode: 200, Payload: { pages: 3 } }) },
  }).result;
  const milliseconds = performance.now() - begun;
  clearInterval(timer);
  watch();
  if (record.output !== size) throw new Error(`${record.status}: ${record.cause ?? JSON.stringify(record.output)}`);
  return { milliseconds, megabytes };
}

function listOf(size: number): MapObjects {
  return {
    async *getObject() {
      for (let index = 0; index < size; index++)
        yield Buffer.from(`{"bucket":"documents","key":"incoming/${index}.pdf","versionId":"v${index}"}\n`);
    },
    async *listObjects() {},
    putObject: async () => undefined,
  };
}

main();
