import type { HistoryEvent } from '../../interpreter';
import type { CostAssumptions } from '../../language/config';
import { secondsOf } from './call-use';

const beginnings = /^(Task|LambdaFunction|Activity)Scheduled$|^(Parallel|Map)StateStarted$/;

/** Counts the events of one execution, or of one state in it. */
export class EventCounts {
  statesEntered = 0;
  retries = 0;
  callSeconds = 0;
  private readonly entries = new Set<number>();

  constructor(private readonly assumptions: CostAssumptions) {}

  count({ id, previousEventId, type, ...details }: HistoryEvent): void {
    if (details.stateEnteredEventDetails !== undefined) {
      this.statesEntered += 1;
      this.entries.add(id);
    }
    // An attempt that does not follow the state's entry is a retry.
    if (beginnings.test(type) && !this.entries.has(previousEventId)) this.retries += 1;
    const called = details.taskScheduledEventDetails;
    if (called !== undefined) this.callSeconds += secondsOf(this.assumptions, called.resourceType, called.parameters);
  }
}
