import type { Json } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type ExecutionRecord,
  type RunningExecution,
  SimulatedClock,
  seededRandom,
  startExecution,
} from '@document-pipelines/asl/interpreter';
import { fixtureObjects } from './fixture-objects';
import { mockedTasks } from './mocked-tasks';
import type { ActualOutcome, ExecutionCase } from './record';

const region = 'us-east-1';
const account = '111111111111';

/** Runs a recorded case in simulated time with its recorded results. */
export async function runCase(recorded: ExecutionCase): Promise<ActualOutcome> {
  const clock = new SimulatedClock(recorded.clock === undefined ? undefined : Date.parse(recorded.clock));
  const stateMachineName = 'StateMachine';
  const calls: Record<string, Json[]> = {};
  const children = new Map<string, RunningExecution>();
  const running: RunningExecution = startExecution({
    stateMachine: compileStateMachine(recorded.definition),
    stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${stateMachineName}`,
    stateMachineName,
    roleArn: `arn:aws:iam::${account}:role/snf_role`,
    name: 'execution',
    executionArn: `arn:aws:states:${region}:${account}:execution:${stateMachineName}:execution`,
    input: recorded.input,
    type: recorded.type,
    clock,
    random: seededRandom(1),
    mapObjects: fixtureObjects(recorded.fixtures?.s3 ?? []),
    tasks: mockedTasks(recorded.mocks ?? {}, clock, (arn) => children.get(arn) ?? running, calls),
    children: { began: (child) => children.set(child.executionArn, child) },
  });
  return { ...outcomeOf(await settled(recorded, running, clock)), calls };
}

/** An execution recorded as RUNNING is compared after a second; one recorded as ABORTED is stopped then. */
async function settled(
  { expected }: ExecutionCase,
  running: RunningExecution,
  clock: SimulatedClock,
): Promise<ExecutionRecord> {
  if (expected.status !== 'RUNNING' && expected.status !== 'ABORTED') return running.result;
  await clock.sleep(1);
  if (expected.status === 'ABORTED') running.stop();
  const record = running.record();
  running.abandon();
  return record;
}

function outcomeOf({ status, output, error, cause, history }: ExecutionRecord): Omit<ActualOutcome, 'calls'> {
  const stateSequence = history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  return { status, output, error, cause, stateSequence, eventTypes: history.map(({ type }) => type) };
}
