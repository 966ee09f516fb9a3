import type { ExecutionReference } from '../arns';
import type { ExecutionArchive, ExecutionOrigin, ExecutionSnapshot, KeptExecution } from './archive/execution-archive';
import { type ExecutionFacets, ExecutionIndex, type ListPosition } from './execution-index';

/** Which executions a list has. */
export interface ExecutionList {
  /** `machine`, or `machine/label` for the children of a Distributed Map. */
  readonly stateMachineName: string;
  readonly mapRunArn?: string;
  matches(facets: ExecutionFacets): boolean;
  readonly after?: ListPosition;
}

/** An execution of a list, as it is now. */
export interface ListedExecution {
  readonly snapshot: ExecutionSnapshot;
  readonly origin: ExecutionOrigin;
}

/** The source that lists read executions from. */
export interface ExecutionSource {
  readonly archive: ExecutionArchive;
  find(reference: ExecutionReference): ListedExecution | undefined;
}

/** Lists of executions. Guards that the archive is read whole once for each state machine at most, and not for each page. */
export class ExecutionLists {
  private readonly index = new ExecutionIndex();
  /** Machines, and labels of their Distributed Maps, whose executions are all in the index. */
  private readonly indexed = new Set<string>();

  constructor(private readonly source: ExecutionSource) {}

  /** An execution has begun, was redriven or has ended. */
  put(snapshot: ExecutionSnapshot, origin: ExecutionOrigin): void {
    this.index.put(snapshot, origin);
  }

  forget(references: readonly ExecutionReference[]): void {
    for (const { executionArn } of references) this.index.remove(executionArn);
  }

  /** Forgets the executions of a state machine, and those of its Distributed Maps. */
  removeMachine(name: string): void {
    this.index.removeMachine(name);
  }

  /** A Map Run has started. */
  mapRunBegan(mapRunArn: string, executionArn: string): void {
    this.index.mapRunBegan(mapRunArn, executionArn);
  }

  /** The execution of a state machine that a Map Run belongs to. */
  ownerOfMapRun(mapRunArn: string, stateMachineName: string): ExecutionSnapshot | undefined {
    this.ensureIndexed(stateMachineName);
    const owner = this.index.ownerOf(mapRunArn);
    return owner === undefined ? undefined : this.source.find(owner)?.snapshot;
  }

  /** Iterates over one list, newest first, after a position; reads only the executions that are used. */
  *newestFirst({ stateMachineName, mapRunArn, matches, after }: ExecutionList): Generator<ListedExecution> {
    this.ensureIndexed(stateMachineName);
    for (const reference of this.index.newestFirst(mapRunArn ?? stateMachineName, matches, after)) {
      const found = this.source.find(reference);
      if (found !== undefined) yield found;
    }
  }

  /** Reads all stored executions of a machine, or of the children of one of its Distributed Maps. */
  readAll(stateMachineName: string): readonly KeptExecution[] {
    const all = this.source.archive.list(stateMachineName);
    this.indexed.add(stateMachineName);
    for (const { summary, origin } of all) if (!this.index.has(summary.executionArn)) this.index.put(summary, origin);
    return all;
  }

  private ensureIndexed(stateMachineName: string): void {
    if (!this.indexed.has(stateMachineName)) this.readAll(stateMachineName);
  }
}
