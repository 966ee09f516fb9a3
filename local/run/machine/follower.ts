import type { HistoryEvent } from '../../../interpreter';
import { enteredWork } from '../../wording';
import type { Console } from '../environment/console';

/** Shows the executions that are followed, step by step. */
export interface Follower {
  readonly count: number;
  follow(executionArn: string, name: string): void;
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
}

/** Returns a follower without executions. */
export function createFollower({ say, dim }: Pick<Console, 'say' | 'dim'>): Follower {
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
      if (names.has(executionArn) && step !== undefined) say(dim(`  ${step}`));
    },
  };
}
