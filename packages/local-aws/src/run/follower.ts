import type { HistoryEvent } from '@document-pipelines/asl/interpreter';
import type { Console } from '../environment/console';
import { enteredWork } from '../environment/entered-work';

/** Shows the executions that are followed, step by step. */
export interface Follower {
  readonly count: number;
  follow(executionArn: string, name: string): void;
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
}

/** Returns a follower without executions. */
export function createFollower({ say, paint }: Pick<Console, 'say' | 'paint'>): Follower {
  const names = new Map<string, string>();
  return {
    get count() {
      return names.size;
    },
    follow(executionArn, name) {
      names.set(executionArn, name);
      say(name);
    },
    onHistoryEvent(event, executionArn) {
      const step = enteredWork(event);
      if (names.has(executionArn) && step !== undefined) say(paint.dim(`  ${step}`));
    },
  };
}
