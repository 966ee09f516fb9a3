import type { JsonObject, StateMachineDefinition } from '@document-pipelines/asl/definition';
import { type CompiledStateMachine, compileStateMachine } from '@document-pipelines/asl/interpreter';
import { type Extent, type Fault, locationOfFault, nameOfFault } from '../matrix/fault';
import { isTransient } from '../matrix/judge';
import { attemptsOfOneState, type MatrixEntry } from '../matrix/run-matrix';
import { callEffectsOf, taskEffectsOf, tasksOf } from '../matrix/task-effects';
import { names } from '../world/names';
import type { Sabotage } from '../world/sabotage';
import type { MachineScenario, MachineUnderFault } from './machine-under-fault';
import { type RequestOutcome, runRequest } from './run-request';

/** One cell of a machine's matrix. */
export interface MachineCombination {
  readonly scenario: MachineScenario;
  readonly fault: Fault;
  readonly extent: Extent;
}

/** How a machine's matrix is run. */
export interface MachineMatrixOptions {
  readonly machine: MachineUnderFault;
  readonly throttleMaxAttempts?: number;
  readonly sabotage?: Sabotage;
  /** Default: all that `machineCombinationsOf` finds. */
  readonly combinations?: readonly MachineCombination[];
}

const extents: readonly Extent[] = ['once', 'until retries run out', 'for ever'];

/**
 * Every combination of a machine: each scenario runs once without a fault, and every Task and every call of a function that it reaches
 * first is put under every fault. Throws an Error for a Task that no scenario reaches.
 */
export async function machineCombinationsOf(
  machine: MachineUnderFault,
  throttleMaxAttempts?: number,
): Promise<MachineCombination[]> {
  const definition = machine.definition(throttleMaxAttempts);
  const stateMachine = compiled(definition);
  const tasks = tasksOf(definition);
  const reached = new Set<string>();
  const combinations: MachineCombination[] = [];
  for (const scenario of machine.scenarios) {
    const clean = await runRequest({
      machine,
      stateMachine,
      scenario,
      fault: { on: 'nothing' },
      extent: 'once',
      seed: 1,
    });
    const isDue = (location: string): boolean =>
      !reached.has(location) || (scenario.alsoUnderFault?.includes(location) ?? false);
    const states = statesOf(clean).filter((name) => tasks.has(name) && isDue(name));
    const calls = callsOf(clean).filter(({ functionName }) => isDue(functionName));
    const faults = [
      ...states.flatMap((stateName) =>
        taskEffectsOf(tasks.get(stateName)!).map((effect): Fault => ({ on: 'task', stateName, effect })),
      ),
      ...calls.flatMap((call) =>
        callEffectsOf(call.operation).map((effect): Fault => ({ on: 'call', ...call, effect })),
      ),
    ];
    combinations.push({ scenario, fault: { on: 'nothing' }, extent: 'once' });
    combinations.push(...faults.flatMap((fault) => extents.map((extent) => ({ scenario, fault, extent }))));
    for (const name of [...states, ...calls.map(({ functionName }) => functionName)]) reached.add(name);
  }
  const unreached = [...tasks.keys()].filter((name) => !reached.has(name));
  if (unreached.length > 0) throw new Error(`no scenario of ${machine.name} reaches ${unreached.join(', ')}`);
  return combinations;
}

/** Runs the combinations of a machine one after the other, each in a world of its own. */
export async function runMachineMatrix(options: MachineMatrixOptions): Promise<MatrixEntry[]> {
  const { machine, throttleMaxAttempts, sabotage } = options;
  const definition = machine.definition(throttleMaxAttempts);
  const stateMachine = compiled(definition);
  const attempts = attemptsOfOneState(definition);
  const combinations = options.combinations ?? (await machineCombinationsOf(machine, throttleMaxAttempts));
  const entries: MatrixEntry[] = [];
  for (const [index, combination] of combinations.entries()) {
    const broken = sabotage === undefined ? {} : { sabotage };
    const outcome = await runRequest({ machine, stateMachine, ...combination, seed: index + 1, ...broken });
    entries.push(entryOf(machine, combination, { outcome, attempts }));
  }
  return entries;
}

function compiled(definition: JsonObject): CompiledStateMachine {
  return compileStateMachine(definition as unknown as StateMachineDefinition);
}

function statesOf({ records }: RequestOutcome): string[] {
  const entered = records.flatMap(({ history }) =>
    history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
  );
  return [...new Set(entered)];
}

/** Each call of each function, once. */
function callsOf({ world }: RequestOutcome) {
  const calls = world.lambda.occasions.map(({ functionName, call, operation }) => ({ functionName, call, operation }));
  return [...new Map(calls.map((each) => [JSON.stringify(each), each])).values()];
}

interface Judged {
  readonly outcome: RequestOutcome;
  readonly attempts: number;
}

function entryOf(
  machine: MachineUnderFault,
  { scenario, fault, extent }: MachineCombination,
  { outcome, attempts }: Judged,
): MatrixEntry {
  const { end, records, struck } = outcome;
  const retries = records.reduce((sum, record) => sum + record.retries, 0);
  const transitions = records.reduce((sum, { statesEntered }) => sum + statesEntered, retries);
  const violations = [
    ...outcome.violations,
    ...(end === 'lost' ? ['the request ended badly and nobody was told'] : []),
    ...(fault.on !== 'nothing' && struck === 0 ? ['the fault did not strike: the combination proves nothing'] : []),
    ...endViolations(machine, { scenario, fault, extent }, end),
    ...(extent === 'once' &&
    isTransient(fault) &&
    !isBuried(machine, fault) &&
    !mayNeedOperator(machine, scenario) &&
    records.length > 1
      ? ['one passing fault needed an operator: no retrier names its error']
      : []),
    ...(transitions > records.length * (statesOnLongestPath + 3 * attempts)
      ? [`${transitions} state transitions in ${records.length} executions`]
      : []),
  ];
  return {
    pipeline: machine.name,
    scenario: scenario.name,
    location: locationOfFault(fault),
    fault: nameOfFault(fault),
    extent,
    end,
    violations,
    isDuplicated: outcome.isDuplicated,
    repeatedNotices: 0,
    letters: outcome.world.stores.raw.queues.get(names.deadLetters)?.length ?? 0,
    repeatedLetters: 0,
    stopped: 0,
    executions: records.length,
    transitions,
    retries,
    textractCalls: 0,
    modelCalls: 0,
    struck,
  };
}

/** Polls included: a machine may check a hundred times whether a job has ended. */
const statesOnLongestPath = 400;

/** Once the fault is over, the request has an outcome that its scenario allows. */
function endViolations(
  { isSynchronous = false }: MachineUnderFault,
  { scenario, fault, extent }: MachineCombination,
  end: string,
): string[] {
  const isHealed = fault.on === 'nothing' || extent !== 'for ever';
  if (!isHealed || end === 'lost' || scenario.ends.includes(end)) return [];
  if (isSynchronous && fault.on !== 'nothing') return [];
  return [`nothing is wrong any more and it ended ${end}, not ${scenario.ends.join(' or ')}`];
}

function isBuried({ buriesSilenceOf = [] }: MachineUnderFault, fault: Fault): boolean {
  return fault.on === 'task' && fault.effect.kind === 'silence' && buriesSilenceOf.includes(fault.stateName);
}

function mayNeedOperator({ isSynchronous = false }: MachineUnderFault, { trouble, ends }: MachineScenario): boolean {
  return isSynchronous || trouble !== undefined || ends.includes('failed');
}
