import type { ChildExecutions, ExecutionDependencies, TaskHandlers } from '@document-pipelines/asl/interpreter';
import { ServiceError } from '../../service';
import { type ExecutionReference, executionReference } from '../arns';
import type { ExecutionArchive, ExecutionSnapshot, KeptExecution } from './archive/execution-archive';
import type { ExecutionsOptions } from './executions-options';
import type { LiveExecution } from './live-executions';
import type { MapRuns } from './map-runs';

/** Dependencies of one execution: where its children are stored, and how their starts are published. */
export interface LiveExecutionDependencies {
  readonly options: ExecutionsOptions;
  readonly archive: ExecutionArchive;
  readonly mapRuns: Pick<MapRuns, 'began'>;
  live(executionArn: string): LiveExecution | undefined;
  follow(live: LiveExecution): void;
  announceBeginning(kept: KeptExecution, record: ExecutionSnapshot): Promise<unknown>;
}

/** Returns the dependencies of the interpreter for a stored execution. Throws an error if its machine, or its test case, is not known. */
export function executionDependencies(
  executions: LiveExecutionDependencies,
  { stateMachineName, executionArn }: ExecutionReference,
  kept: KeptExecution,
): ExecutionDependencies {
  const { registry, clock, random, onHistoryEvent, region, mapObjects } = executions.options;
  const entry = registry.find(stateMachineName);
  if (entry === undefined)
    throw new Error(`the state machine ${stateMachineName} of a saved execution is no longer known`);
  return {
    stateMachine: registry.compiled(entry, kept.origin.revisionId),
    clock,
    random,
    tasks: tasksOf(executions, { stateMachineName, executionArn }, kept),
    region,
    children: childrenOf(executions, kept),
    ...(kept.store === undefined ? {} : { store: kept.store }),
    ...(mapObjects === undefined ? {} : { mapObjects }),
    ...(onHistoryEvent === undefined ? {} : { onHistoryEvent }),
  };
}

function tasksOf(
  executions: LiveExecutionDependencies,
  { stateMachineName, executionArn }: Pick<ExecutionReference, 'stateMachineName' | 'executionArn'>,
  { origin: { testCase } }: KeptExecution,
): TaskHandlers {
  const { tasks, testCase: mocked } = executions.options;
  if (testCase === undefined) return tasks;
  if (mocked === undefined)
    throw new ServiceError(
      'InvalidArn',
      `Invalid Arn: 'the test case ${testCase} needs a MockConfigFile.json: start with --mock-config FILE'`,
    );
  return mocked({
    stateMachineName,
    testCase,
    otherwise: tasks,
    execution: () => executions.live(executionArn)!.running,
  });
}

/** The children of an execution's Distributed Maps are stored, listed and use task tokens like any execution. */
function childrenOf(executions: LiveExecutionDependencies, parent: KeptExecution): ChildExecutions {
  const { archive } = executions;
  const keptOf = new Map<string, KeptExecution>();
  return {
    store(arn) {
      const reference = executionReference(arn);
      const known = archive.open(reference);
      known?.prepareToResume();
      const kept = known ?? archive.create(reference, { revisionId: parent.origin.revisionId });
      keptOf.set(arn, kept);
      return kept.store;
    },
    load: async (arn) => archive.open(executionReference(arn))?.read(),
    began(child) {
      const { executionArn } = child;
      const kept = keptOf.get(executionArn)!;
      keptOf.delete(executionArn);
      const record = child.record();
      const begun = kept.save(record).then(() => executions.announceBeginning(kept, record));
      executions.follow({ running: child, kept, begun });
    },
    mapRunBegan: (mapRun) => executions.mapRuns.began(mapRun),
  };
}
