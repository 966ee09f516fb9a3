import type { ExecutionRecord, ExecutionStatus, ExecutionStore } from '@document-pipelines/asl/interpreter';
import type { ExecutionReference } from '../../arns';

/** What is stored in addition to an execution's own record. */
export interface ExecutionOrigin {
  readonly revisionId: string;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  /** The test case of a MockConfigFile.json that mocks its tasks. */
  readonly testCase?: string;
}

/** An execution's record without its history. */
export type ExecutionSnapshot = Omit<ExecutionRecord, 'history'>;

/** One stored execution. */
export interface KeptExecution {
  readonly origin: ExecutionOrigin;
  /** The last published status. */
  readonly announced: ExecutionStatus | undefined;
  /** The record as it was last saved, without its history: cheap, for lists. */
  readonly summary: ExecutionSnapshot;
  /** The store that the interpreter saves to; absent if executions are only in memory. */
  readonly store?: ExecutionStore;
  /** Returns the whole record as it was last saved. */
  read(): ExecutionRecord;
  /** Returns the record that another process, or a redrive, continues from. */
  prepareToResume(): ExecutionRecord;
  save(record: ExecutionRecord): Promise<void>;
  announce(status: ExecutionStatus): Promise<void>;
  /** Resolves when all writes are done. */
  settled(): Promise<void>;
}

/** The store of executions: in memory, or in a folder. */
export interface ExecutionArchive {
  create(reference: ExecutionReference, origin: ExecutionOrigin): KeptExecution;
  open(reference: ExecutionReference): KeptExecution | undefined;
  /** Of a machine (`name`), or of the children of one of its Distributed Maps (`name/label`). */
  list(stateMachineName: string): readonly KeptExecution[];
  /** Returns the names of the machines with stored executions. */
  machineNames(): readonly string[];
  /** Called when an execution has ended. Returns the executions that are forgotten for it: memory has its bounds. */
  ended(reference: ExecutionReference): readonly ExecutionReference[];
  /** Forgets the executions of a machine, and those of its Distributed Maps. */
  remove(stateMachineName: string): void;
}
