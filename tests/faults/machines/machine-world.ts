import type { JsonObject } from '@document-pipelines/asl/definition';
import {
  type CompiledStateMachine,
  type ExecutionRecord,
  type RandomSource,
  SimulatedClock,
  seededRandom,
} from '@document-pipelines/asl/interpreter';
import { type Deployment, readDeployment } from '../world/deployment';
import type { FaultPlan } from '../world/fault-plan';
import { functionsUnderFault } from '../world/functions/functions';
import { Lambda } from '../world/functions/lambda';
import { functionNameOf, functionReferenceOf } from '../world/names';
import type { Sabotage } from '../world/sabotage';
import { Executions } from '../world/services/executions';
import { createStores } from '../world/services/stores';
import { taskHandlers } from '../world/services/task-handlers';
import type { MachineDependencies, MachineScenario, MachineUnderFault } from './machine-under-fault';
import { noTextract } from './no-textract';

/** Options of a world. */
export interface MachineWorldOptions {
  readonly machine: MachineUnderFault;
  readonly scenario: MachineScenario;
  readonly stateMachine: CompiledStateMachine;
  readonly seed: number;
  readonly planOf: (world: MachineWorld) => FaultPlan;
  readonly sabotage?: Sabotage;
}

/** The one request of a world: faults, executions and dead letters all belong to it. */
const request = 'request';

/**
 * One machine in memory and in simulated time, using the real interpreter and the functions' real code. Guards that all work in
 * progress can be awaited (`quiet`).
 */
export class MachineWorld {
  readonly clock = new SimulatedClock();
  readonly random: RandomSource;
  readonly stores = createStores(
    () => this.clock.now(),
    (topicArn, message) => this.around?.onMessage?.(topicArn, message),
  );
  readonly executions: Executions;
  readonly lambda: Lambda;
  readonly plan: FaultPlan;
  private readonly deployment: Deployment;
  /** How often an operator has acted. */
  generation = 0;
  readonly lettersActedOn = new Set<string>();
  readonly around: MachineDependencies;
  private readonly pending = new Set<Promise<unknown>>();

  constructor(private readonly options: MachineWorldOptions) {
    const { machine, scenario, stateMachine, seed } = options;
    this.random = seededRandom(seed);
    this.plan = options.planOf(this);
    this.deployment = readDeployment(options.sabotage);
    this.executions = new Executions({
      stateMachines: { [machine.name]: stateMachine },
      clock: this.clock,
      random: this.random,
      tasks: taskHandlers({
        clock: this.clock,
        random: this.random,
        plan: this.plan,
        executions: () => this.executions,
        subjectOf: () => request,
        deliverAgain: () => undefined,
        stopBatch: () => undefined,
        dependenciesOf: () => this.serviceDependencies(),
      }),
      ended: (record) => this.executionEnded(record),
    });
    this.around = machine.dependencies(this, scenario);
    this.lambda = new Lambda({
      clock: this.clock,
      plan: this.plan,
      deployment: this.deployment,
      stores: this.stores,
      textract: noTextract,
      states: this.executions.client(),
      functions: {
        'record-failed-execution': functionsUnderFault['record-failed-execution']!,
        ...this.around.functions,
      },
      isHeldBack: () => false,
    });
  }

  generationOf(): number {
    return this.generation;
  }

  /** The executions of the machine, in the order of their starts. */
  get records(): readonly ExecutionRecord[] {
    return [...this.executions.known.values()].flatMap(({ record }) => record ?? []);
  }

  start(name: string, input: JsonObject): void {
    this.track(this.executions.start(this.options.machine.name, name, input).result);
  }

  beside(work: () => Promise<unknown>): void {
    this.track(work());
  }

  /** Resolves when all work is done; advances the simulated time. */
  async quiet(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private serviceDependencies() {
    const { services } = this.around;
    return {
      stores: this.stores,
      converse: () => {
        throw new Error(`${this.options.machine.name} has no model under fault: give it bedrockruntime:converse`);
      },
      tagsOf: () => ({}),
      invoke: (functionArn: string, payload: unknown) =>
        this.lambda.invoke(functionNameOf(functionArn), payload, request),
      invokeBeside: (functionArn: string, payload: unknown) =>
        this.beside(() =>
          this.lambda.invokeAsynchronously(functionReferenceOf(functionArn), payload as object, request),
        ),
      ...(services === undefined ? {} : { services }),
    };
  }

  private track(work: Promise<unknown>): void {
    this.pending.add(work);
    const done = (): void => void this.pending.delete(work);
    void work.then(done, done);
  }

  private executionEnded(record: ExecutionRecord): void {
    for (const { functionName, event } of this.deployment.deliveriesOf(record))
      this.beside(() => this.lambda.invokeAsynchronously(functionName, event, request));
  }
}
