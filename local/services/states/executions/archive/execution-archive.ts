import type { ExecutionRecord, ExecutionStatus, ExecutionStore } from '../../../../../interpreter';
import type { ExecutionReference } from '../../arns';

/** What is kept beside an execution's own record. */
export interface ExecutionOrigin {
  readonly revisionId: string;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  /** The test case of a MockConfigFile.json that answers its tasks. */
  readonly testCase?: string;
}

/** An execution's record without its history. */
export type ExecutionSnapshot = Omit<ExecutionRecord, 'history'>;

/** One execution, as it is kept. */
export interface KeptExecution {
  readonly origin: ExecutionOrigin;
  /** The last status that the event bus has been told. */
  readonly announced: ExecutionStatus | undefined;
  /** The record as it was last kept, without its history: cheap, for lists. */
  readonly summary: ExecutionSnapshot;
  /** What the interpreter saves to as it goes; absent where nothing outlives the process. */
  readonly store?: ExecutionStore;
  /** The whole record as it was last kept. */
  read(): ExecutionRecord;
  /** The record that another process, or a redrive, goes on from. */
  prepareToResume(): ExecutionRecord;
  save(record: ExecutionRecord): Promise<void>;
  announce(status: ExecutionStatus): Promise<void>;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
}

/** Where executions are kept: in memory, or in a folder. */
export interface ExecutionArchive {
  create(reference: ExecutionReference, origin: ExecutionOrigin): KeptExecution;
  open(reference: ExecutionReference): KeptExecution | undefined;
  /** Of a machine (`name`), or of the children of one of its Distributed Maps (`name/label`). */
  list(stateMachineName: string): readonly KeptExecution[];
  /** The names of the machines that executions are kept of. */
  machineNames(): readonly string[];
  /** Called when an execution has ended. Returns the executions that are forgotten for it: memory has its bounds. */
  ended(reference: ExecutionReference): readonly ExecutionReference[];
  /** Forgets the executions of a machine, and those of its Distributed Maps. */
  remove(stateMachineName: string): void;
}
