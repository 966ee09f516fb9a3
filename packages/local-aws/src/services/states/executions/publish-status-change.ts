import type { ExecutionSnapshot, KeptExecution } from './archive/execution-archive';
import { executionStatusEvent } from './execution-status-event';
import type { ExecutionsOptions } from './executions-options';

/** Publishes an execution's status to the event bus. Returns whether it is done. Never rejects: a failure to publish is a defect. */
export async function publishStatusChange(
  { eventBus, onDefect }: Pick<ExecutionsOptions, 'eventBus' | 'onDefect'>,
  kept: KeptExecution,
  record: ExecutionSnapshot,
): Promise<boolean> {
  if (eventBus === undefined) return false;
  // AWS does not publish events of Express executions.
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
