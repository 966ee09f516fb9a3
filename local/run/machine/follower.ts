import type { HistoryEvent } from '../../../interpreter';
import type { Console } from '../environment/console';

/** Shows the executions that are followed, state by state. */
export interface Follower {
  readonly count: number;
  follow(executionArn: string, name: string): void;
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
}

/** Nothing is followed yet. */
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
      const state = event.stateEnteredEventDetails?.name;
      if (names.has(executionArn) && state !== undefined) say(dim(`  ${state}`));
    },
  };
}
