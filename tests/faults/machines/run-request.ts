import { isJsonObject, type JsonObject } from '@document-pipelines/asl/definition';
import type { CompiledStateMachine } from '@document-pipelines/asl/interpreter';
import type { Extent, Fault } from '../matrix/fault';
import { type SingleFault, singleFault } from '../matrix/single-fault';
import { eitherPlan, type FaultPlan, noFaults } from '../world/fault-plan';
import { names } from '../world/names';
import type { Sabotage } from '../world/sabotage';
import type { EndedRun, MachineScenario, MachineUnderFault } from './machine-under-fault';
import { MachineWorld } from './machine-world';

/** Options of a run of a request. */
export interface RequestRun {
  readonly machine: MachineUnderFault;
  readonly stateMachine: CompiledStateMachine;
  readonly scenario: MachineScenario;
  readonly fault: Fault;
  readonly extent: Extent;
  readonly seed: number;
  readonly sabotage?: Sabotage;
}

/** The result of a request. */
export interface RequestOutcome extends EndedRun {
  readonly violations: readonly string[];
  readonly isDuplicated: boolean;
  readonly world: MachineWorld;
}

/** How often an operator acts on a dead letter; a permanent fault outlasts it. */
const maxGenerations = 2;

/** Seconds until an operator acts. */
const operatorAfterSeconds = 3_600;

/** Runs one request with one fault, until all work is done and an operator has acted on the dead letters. */
export async function runRequest(run: RequestRun): Promise<RequestOutcome> {
  const { machine, scenario, fault, extent } = run;
  let single: SingleFault | undefined;
  const world = new MachineWorld({
    ...run,
    planOf: (made) => {
      single = singleFault(fault, extent, made);
      return eitherPlan(single.plan, troubleOf(scenario, made));
    },
  });
  world.start('request', scenario.input);
  await world.quiet();
  for (let generation = 0; generation < maxGenerations && machine.isSynchronous !== true; generation += 1) {
    await world.clock.sleep(operatorAfterSeconds);
    if (!actOnLetters(world)) break;
    await world.quiet();
  }
  const ended = { end: endOf(world, machine), records: world.records, struck: single!.struck() };
  const duplicates = world.around.duplicates(ended);
  const violations = [...letterViolations(world), ...world.around.violations(ended), ...duplicates];
  return { ...ended, world, violations, isDuplicated: duplicates.length > 0 };
}

function troubleOf({ trouble }: MachineScenario, world: MachineWorld): FaultPlan {
  return {
    ...noFaults,
    atTask: ({ stateName }) =>
      trouble?.stateName === stateName && world.generation === 0 ? trouble.effect : undefined,
  };
}

const net = 'record-failed-execution';

/** The dead letters in the queue, and the events of failed executions that could not be recorded. */
function lettersOf(world: MachineWorld): JsonObject[] {
  const letters = [names.deadLetters, names.undelivered].flatMap((url) =>
    (world.stores.raw.queues.get(url) ?? []).map((body) => JSON.parse(body) as JsonObject),
  );
  return letters.filter(({ functionName = net }) => functionName === net);
}

function executionArnOf(letter: JsonObject): string {
  const event = letter['requestPayload'];
  if (!isJsonObject(event)) return String(letter['executionArn']);
  return isJsonObject(event['detail']) ? String(event['detail']['executionArn']) : 'unknown';
}

/** Starts the same request again for an open dead letter. Returns whether there was one. */
function actOnLetters(world: MachineWorld): boolean {
  const open = lettersOf(world).filter((letter) => !world.lettersActedOn.has(executionArnOf(letter)));
  const [letter] = open;
  if (letter === undefined) return false;
  for (const each of open) world.lettersActedOn.add(executionArnOf(each));
  world.generation += 1;
  const known = world.executions.known.get(executionArnOf(letter));
  const input = isJsonObject(letter['input']) ? letter['input'] : known?.input;
  const redrive = { redriveOf: executionArnOf(letter), attempt: world.generation + 1 };
  world.start(`request-r${world.generation}`, { ...input, ...redrive });
  return true;
}

/** Returns the outcome of the last execution; `failed` if a dead letter is open, `refused` if the caller received the failure. */
function endOf(world: MachineWorld, { isSynchronous = false }: MachineUnderFault): string {
  const last = world.records.at(-1);
  if (last === undefined) return 'lost';
  if (last.status === 'SUCCEEDED') {
    const outcome = isJsonObject(last.output) ? last.output['outcome'] : undefined;
    return typeof outcome === 'string' ? outcome : 'succeeded';
  }
  if (isSynchronous) return 'refused';
  return lettersOf(world).some((letter) => executionArnOf(letter) === last.executionArn) ? 'failed' : 'lost';
}

/** A dead letter alone must be enough to act. */
function letterViolations(world: MachineWorld): string[] {
  return lettersOf(world).flatMap((letter) => {
    if ('requestPayload' in letter) return [];
    const { executionArn, input, state, Error: error, Cause: cause, checkpoint } = letter;
    const missing = Object.entries({ executionArn, state, error, cause, checkpoint }).filter(
      ([, value]) => typeof value !== 'string' || value === '',
    );
    const isKnown = world.executions.known.has(String(executionArn));
    return [
      ...missing.map(([name]) => `a dead letter gives no ${name}`),
      ...(isJsonObject(input) ? [] : ['a dead letter gives no input']),
      ...(isKnown ? [] : ['a dead letter is of no known execution']),
    ];
  });
}
