import type { RunningExecution } from '@document-pipelines/asl/interpreter';
import type { KeptExecution } from './archive/execution-archive';

/** An execution of this process. */
export interface LiveExecution {
  readonly running: RunningExecution;
  readonly kept: KeptExecution;
  /** Resolves when its start was published: that comes before its end. */
  readonly begun: Promise<unknown>;
}

/** One that is followed: `ended` resolves when its end is saved and published. */
export interface FollowedExecution extends LiveExecution {
  readonly ended: Promise<void>;
}

/** The executions of this process. Guards that a caller that waits for one gets it once it is here: an earlier process may have left it. */
export class LiveExecutions {
  private readonly live = new Map<string, FollowedExecution>();
  private readonly awaited = new Map<string, ((live: FollowedExecution) => void)[]>();

  get(arn: string): FollowedExecution | undefined {
    return this.live.get(arn);
  }

  all(): readonly FollowedExecution[] {
    return [...this.live.values()];
  }

  put(live: FollowedExecution): void {
    const { executionArn: arn } = live.running;
    this.live.set(arn, live);
    for (const hear of this.awaited.get(arn) ?? []) hear(live);
    this.awaited.delete(arn);
  }

  remove(arn: string): void {
    this.live.delete(arn);
  }

  /** Resolves with the execution once it is here. */
  async when(arn: string): Promise<FollowedExecution> {
    const live = this.live.get(arn);
    if (live !== undefined) return live;
    return new Promise((resolve) => {
      this.awaited.set(arn, [...(this.awaited.get(arn) ?? []), resolve]);
    });
  }
}
