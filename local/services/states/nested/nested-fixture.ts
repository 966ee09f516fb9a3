import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../../asl/definition';
import { realClock, systemRandom } from '../../../../interpreter';
import { createPolicies } from '../../../policies';
import { createTaskHandlers } from '../../../task-handlers';
import { createServices } from '../../create-services';
import type { ServiceEvent } from '../../event-bus';
import { allowing, placeForTest, trusting } from '../../laptop-fixture';
import type { Services, Shape } from '../../service';
import { createStates, type States } from '..';

const roleArn = 'arn:aws:iam::123456789012:role/caller';
const activityArn = 'arn:aws:states:eu-west-1:123456789012:activity:hold';

/** The ARN of a machine, and of one of its executions. */
export const machineArn = (name: string) => `arn:aws:states:eu-west-1:123456789012:stateMachine:${name}`;
export const executionArn = (machine: string, name: string) =>
  `arn:aws:states:eu-west-1:123456789012:execution:${machine}:${name}`;

/** Ends at once with its input. */
export const pass = { StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } };

/** Waits until it is let go. */
export const hold = { StartAt: 'Hold', States: { Hold: { Type: 'Task', Resource: activityArn, End: true } } };

/** A Task that starts the execution `inner:one` and awaits its end. */
export const calling = (more: JsonObject = {}, pattern = '.sync:2'): JsonObject => ({
  Type: 'Task',
  Resource: `arn:aws:states:::states:startExecution${pattern}`,
  Arguments: { StateMachineArn: machineArn('inner'), Name: 'one', Input: { a: 1 } },
  End: true,
  ...more,
});

/** A machine whose one Task is `calling`; a catcher's Next is `Caught`, which gives out what it gets. */
export const caller = (more: JsonObject = {}, pattern?: string) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Call',
  States: {
    Call: calling(more, pattern),
    ...('Catch' in more ? { Caught: { Type: 'Pass', End: true } } : {}),
  },
});

/** A Distributed Map, labelled `Items`: each child starts the execution of `inner` that its item names, and awaits its end. */
export const mapping = (items: readonly string[], more: JsonObject = {}, task: JsonObject = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Items',
  States: {
    Items: {
      Type: 'Map',
      Label: 'Items',
      Items: items,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Call',
        States: {
          Call: calling({
            Arguments: {
              StateMachineArn: machineArn('inner'),
              Name: '{% $states.input %}',
              Input: { item: '{% $states.input %}' },
            },
            Output: '{% $states.result.Output %}',
            ...task,
          }),
          ...('Catch' in task ? { Caught: { Type: 'Pass', End: true } } : {}),
        },
      },
      ...more,
      End: true,
    },
  },
});

/** Catches that the name of `inner:one` is taken. */
export const catchTaken = {
  Catch: [{ ErrorEquals: ['StepFunctions.ExecutionAlreadyExistsException'], Output: 'taken', Next: 'Caught' }],
};

/** Step Functions on a folder of its own whose Tasks call it as the role of their machine; guards that `states` is the one opened last. */
export class NestedForTest {
  readonly published: ServiceEvent[] = [];
  readonly #place = placeForTest(mkdtempSync(join(tmpdir(), 'nested-')));
  readonly #policies = createPolicies(this.#place);
  readonly #tokens = new Map<string | undefined, string>();
  #services!: Services;
  states!: States;

  constructor() {
    this.#policies.putRole(roleArn, trusting('states.amazonaws.com'));
    this.allow(allowing(['states:*']));
    this.open();
  }

  /** What Tasks may do: one policy document in the place of the one before. */
  allow(document: string): void {
    this.#policies.putRolePolicy(roleArn, 'all', document);
  }

  /** Opens the same folder as another process would. */
  open(): void {
    const services = createServices({ policies: this.#policies, place: this.#place });
    const states: States = createStates({
      place: this.#place,
      clock: realClock,
      random: systemRandom,
      policies: this.#policies,
      tasks: createTaskHandlers({
        services,
        requestId: () => 'request-1',
        executionEnded: (arn) => states.executionEnded(arn),
      }),
      eventBus: { publish: async (event) => void this.published.push(event) },
    });
    services.register(states.service);
    this.#services = services;
    this.states = states;
  }

  /** The process ends, and another one opens the folder; `resume` it then. */
  async restart(): Promise<void> {
    await this.states.close();
    this.open();
  }

  /** Remembers what is kept of a machine's executions now; the call that it returns takes the folder back to that. */
  remember(machine: string): () => void {
    const folder = join(this.#place.stateFolder, 'executions', machine);
    cpSync(folder, `${folder}.remembered`, { recursive: true });
    return () => {
      rmSync(folder, { recursive: true });
      cpSync(`${folder}.remembered`, folder, { recursive: true });
      rmSync(`${folder}.remembered`, { recursive: true });
    };
  }

  async end(): Promise<void> {
    await this.states.close();
    rmSync(this.#place.stateFolder, { recursive: true });
  }

  call(operation: string, input: Shape): Promise<Shape> {
    return this.#services.call('states', operation, input, { kind: 'operator' });
  }

  async machine(name: string, definition: object): Promise<void> {
    await this.call('CreateActivity', { name: 'hold' });
    await this.call('CreateStateMachine', { name, roleArn, definition: JSON.stringify(definition) });
  }

  /** An alias of the first version of a machine. */
  async alias(machine: string, name: string): Promise<void> {
    const request = { stateMachineArn: machineArn(machine) };
    const { stateMachineVersionArn } = await this.call('PublishStateMachineVersion', request);
    await this.call('CreateStateMachineAlias', {
      name,
      routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
    });
  }

  /** Starts an execution, named `one` where no name is given; its ARN. */
  async start(machine: string, input: Json = {}, name = 'one'): Promise<string> {
    const request = { stateMachineArn: machineArn(machine), name, input: JSON.stringify(input) };
    return String((await this.call('StartExecution', request))['executionArn']);
  }

  describe(arn: string): Promise<Shape> {
    return this.call('DescribeExecution', { executionArn: arn });
  }

  async statusOf(arn: string): Promise<unknown> {
    return (await this.describe(arn).catch(() => undefined))?.['status'];
  }

  async eventsOf(arn: string): Promise<readonly Shape[]> {
    return (await this.call('GetExecutionHistory', { executionArn: arn }))['events'] as Shape[];
  }

  async typesOf(arn: string): Promise<unknown[]> {
    return (await this.eventsOf(arn)).map(({ type }) => type);
  }

  /** The children of the one Map Run of an execution, by their inputs. */
  async childrenOf(arn: string): Promise<ReadonlyMap<unknown, string>> {
    const [mapRun] = (await this.call('ListMapRuns', { executionArn: arn }))['mapRuns'] as Shape[];
    if (mapRun === undefined) return new Map();
    const { executions } = await this.call('ListExecutions', { mapRunArn: mapRun['mapRunArn'] });
    const arns = (executions as Shape[]).map(({ executionArn: child }) => String(child));
    const inputs = await Promise.all(
      arns.map(async (child) => JSON.parse(String((await this.describe(child))['input']))),
    );
    return new Map(arns.map((child, index) => [inputs[index], child]));
  }

  /** Starts a machine of `mapping`, and waits until each child awaits the execution that its item names. */
  async startMapping(items: readonly string[]) {
    const outer = await this.start('outer');
    await this.until(async () => (await this.childrenOf(outer)).size === items.length);
    const children = await this.childrenOf(outer);
    for (const child of children.values()) await this.submitted(child);
    return { outer, childOf: (item: string) => children.get(item)! };
  }

  /** Waits until this holds. */
  async until(holds: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** The description of an execution once it has ended, and the event bus been told. */
  async ended(arn: string): Promise<Shape> {
    await this.until(async () => !['RUNNING', undefined].includes((await this.statusOf(arn)) as string));
    await this.until(() => !this.states.isEnding);
    return this.describe(arn);
  }

  /** Waits until the execution awaits the one it has begun. */
  submitted(arn: string): Promise<void> {
    return this.until(async () => (await this.typesOf(arn)).includes('TaskSubmitted'));
  }

  /** Lets the execution of `hold` go whose input has this item; without one, the one there is. */
  async release(output: Json = {}, item?: string): Promise<void> {
    await this.call('SendTaskSuccess', { taskToken: await this.#held(item), output: JSON.stringify(output) });
  }

  /** Fails the execution of `hold` whose input has this item. */
  async fail(item: string): Promise<void> {
    await this.call('SendTaskFailure', { taskToken: await this.#held(item), error: 'No', cause: 'why' });
  }

  async #held(item: string | undefined): Promise<string> {
    while (!this.#tokens.has(item)) {
      const { taskToken, input } = await this.call('GetActivityTask', { activityArn });
      this.#tokens.set((JSON.parse(String(input)) as JsonObject)['item'] as string | undefined, String(taskToken));
    }
    return this.#tokens.get(item)!;
  }

  /** The statuses that the event bus was told of an execution. */
  toldOf(arn: string): unknown[] {
    return this.published.filter(({ detail }) => detail['executionArn'] === arn).map(({ detail }) => detail['status']);
  }
}
