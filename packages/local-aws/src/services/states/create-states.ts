import { join } from 'node:path';
import { type ContentCache, noCache } from '@document-pipelines/asl/content-cache';
import type { Clock, HistoryEvent, MapObjects, RandomSource, TaskHandlers } from '@document-pipelines/asl/interpreter';
import type { AccountRegion } from '../../local-account';
import type { Policies } from '../../policies';
import type { EventBus } from '../event-bus';
import type { EmbeddedService, OnTrouble } from '../service';
import { executionReference } from './arns';
import type { ExecutionSnapshot } from './executions/archive/execution-archive';
import { createFileArchive } from './executions/archive/file-archive';
import { MemoryArchive } from './executions/archive/memory-archive';
import { Executions } from './executions/executions';
import type { ExecutionsOptions } from './executions/executions-options';
import { executionOperations } from './executions/operations/execution-operations';
import { mapRunOperations } from './executions/operations/map-run-operations';
import { startOperations } from './executions/operations/start-operations';
import { taskTokenOperations } from './executions/operations/task-token-operations';
import { aliasOperations } from './machines/alias-operations';
import type { MachinesContext } from './machines/machines-context';
import { stateMachineOperations } from './machines/state-machine-operations';
import { createStateMachineRegistry } from './machines/state-machine-registry';
import { tagOperations } from './machines/tag-operations';
import { versionOperations } from './machines/version-operations';
import { statesOperations } from './request/states-operation';
import { Activities } from './tasks/activities';
import { activityOperations } from './tasks/activity-operations';
import { testStateOperation } from './tasks/test-state-operation';

/** Dependencies of Step Functions. */
export interface StatesOptions {
  /** Without a state folder everything is in memory. */
  readonly localAccount: AccountRegion & { readonly stateFolder?: string };
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Carries out everything but activities. */
  readonly tasks: TaskHandlers;
  readonly policies: Pick<Policies, 'allowsAssume' | 'allowsRole'>;
  /** Caches the diagnostics of definitions. By default, each definition is checked every time. */
  readonly checks?: ContentCache;
  /** If absent, status changes are not published. */
  readonly eventBus?: EventBus;
  /** Amazon S3 for the ItemReaders and ResultWriters of Distributed Maps; without it those fail by name. */
  readonly mapObjects?: MapObjects;
  /** Mocks tasks with a test case that a StartExecution names as `<state machine's ARN>#<test case>`. */
  readonly testCase?: ExecutionsOptions['testCase'];
  /** How long GetActivityTask waits; default 60, as on AWS. */
  readonly activityPollSeconds?: number;
  /** Called for every event of every execution of this process. */
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Called for errors outside of requests. */
  readonly onDefect?: OnTrouble;
  /** Called with the error of an execution that could not be saved, before the execution itself fails. */
  readonly onFailure?: (error: unknown) => void;
}

/** The local Step Functions. */
export interface States {
  readonly service: EmbeddedService;
  /** Resumes the RUNNING executions of an earlier process. Returns their number. Call it when the stack has been applied. */
  resume(): Promise<number>;
  /** All executions of a machine, newest first. */
  list(stateMachineName: string): readonly ExecutionSnapshot[];
  /** Returns an execution, running or ended; undefined if it is not known. */
  find(executionArn: string): ExecutionSnapshot | undefined;
  /** Resolves when an execution has ended, or is not known; one that another process left is awaited until it is resumed. */
  executionEnded(executionArn: string): Promise<void>;
  /** The executions that run in this process. */
  running(): readonly ExecutionSnapshot[];
  /** Whether the end of an execution is still being written or published. */
  readonly isEnding: boolean;
  /** Stops every execution where it is, at once: it stays RUNNING on disk. */
  abandon(): void;
  /** The process is leaving: running executions stay RUNNING on disk. */
  close(): Promise<void>;
}

/**
 * Creates Step Functions with the machines, activities and executions in `localAccount.stateFolder`.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export function createStates(options: StatesOptions): States {
  const { localAccount, clock, policies, checks = noCache, activityPollSeconds: pollSeconds = 60 } = options;
  const { stateFolder } = localAccount;
  const now = (): number => clock.now();
  const registry = createStateMachineRegistry(below(stateFolder, 'state-machines'));
  const activities = new Activities(stateFolder);
  const tasks: TaskHandlers = {
    call: async (call, signal) =>
      call.integration.kind === 'activity' ? activities.schedule(call, signal) : options.tasks.call(call, signal),
  };
  const archive =
    stateFolder === undefined
      ? new MemoryArchive()
      : createFileArchive(join(stateFolder, 'executions'), options.onFailure);
  const executions: Executions = new Executions({ ...options, tasks, registry, archive, region: localAccount.region });
  const machines: MachinesContext = {
    localAccount,
    registry,
    policies,
    now,
    checks,
    deleted: (name) => executions.removeMachine(name),
  };
  const operations = statesOperations({
    ...stateMachineOperations(machines),
    ...versionOperations(machines),
    ...aliasOperations(machines),
    ...tagOperations(machines, activities),
    ...startOperations(executions, registry),
    ...executionOperations(executions, registry),
    ...mapRunOperations(executions),
    ...taskTokenOperations(executions),
    ...activityOperations({ activities, localAccount, now, pollSeconds }),
    ...testStateOperation({ clock, random: options.random, tasks }),
  });
  return {
    service: { name: 'states', operations },
    resume: () => executions.resume(),
    list: (stateMachineName) => executions.list(stateMachineName),
    find: (arn) => executions.find(executionReference(arn)),
    executionEnded: (arn) => executions.ended(arn),
    running: () => executions.running(),
    get isEnding() {
      return executions.isEnding;
    },
    abandon: () => executions.abandon(),
    async close() {
      activities.close();
      await executions.close();
    },
  };
}

function below(folder: string | undefined, name: string): string | undefined {
  return folder === undefined ? undefined : join(folder, name);
}
