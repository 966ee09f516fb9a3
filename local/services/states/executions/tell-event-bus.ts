import type { ExecutionSnapshot, KeptExecution } from './archive/execution-archive';
import { executionStatusEvent } from './execution-status-event';
import type { ExecutionsOptions } from './executions-options';

/** Tells the event bus of an execution's status; whether that is done with. Never rejects: what could not be told is a defect. */
export async function tellEventBus(
  { eventBus, onDefect }: Pick<ExecutionsOptions, 'eventBus' | 'onDefect'>,
  kept: KeptExecution,
  record: ExecutionSnapshot,
): Promise<boolean> {
  if (eventBus === undefined) return false;
  // AWS publishes nothing of Express executions: there is nobody to tell.
  if (isExpress(record)) return true;
  try {
    await eventBus.publish(executionStatusEvent(record, kept.origin));
    return true;
  } catch (error) {
    onDefect?.(`the event bus was not told that ${record.executionArn} is ${record.status}: ${String(error)}`, error);
    return false;
  }
}

function isExpress({ executionArn: arn }: ExecutionSnapshot): boolean {
  return arn.split(':')[5] === 'express';
}
