import type { MapRunRecord, RunningMapRun } from '@document-pipelines/asl/interpreter';
import { ServiceError } from '../../service';
import { mapRunOwner } from '../arns';
import type { ExecutionLists } from './execution-lists';

/** The Map Runs of all executions. */
export class MapRuns {
  private readonly running = new Map<string, RunningMapRun>();

  constructor(private readonly lists: ExecutionLists) {}

  /** A Map Run has started, was resumed or redriven. */
  began(mapRun: RunningMapRun): void {
    this.running.set(mapRun.mapRunArn, mapRun);
    this.lists.mapRunBegan(mapRun.mapRunArn, mapRun.record().executionArn);
  }

  /** An execution has ended, and its Map Runs with it. */
  ended(executionArn: string): void {
    for (const [arn, mapRun] of this.running) {
      if (mapRun.record().executionArn === executionArn) this.running.delete(arn);
    }
  }

  /** Throws ResourceNotFound, InvalidArn. */
  find(arn: unknown): { readonly record: MapRunRecord; readonly running?: RunningMapRun } {
    const { stateMachineName } = mapRunOwner(arn);
    const running = this.running.get(String(arn));
    if (running !== undefined) return { record: running.record(), running };
    const { mapRuns = [] } = this.lists.ownerOfMapRun(String(arn), stateMachineName) ?? {};
    const record = mapRuns.find(({ mapRunArn }) => mapRunArn === arn);
    if (record !== undefined) return { record };
    throw new ServiceError('ResourceNotFound', `Resource not found: '${String(arn)}'`, 400, {
      resourceName: String(arn),
    });
  }
}
