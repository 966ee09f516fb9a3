import { redriveStatusOf } from '../../../interpreter';
import type { DescribedExecution, ReadExecution } from '../../model';
import type { ExecutionWriter } from '../../sources';

/** An act that the page of an execution has a button for. */
export interface OfferedAct {
  /** Why it cannot be done. */
  readonly problem?: string;
}

/** What can be done with an execution now. What makes no sense for its status is absent. */
export interface OfferedActs {
  readonly stop?: OfferedAct;
  /** `command`: what does the same in a terminal, if this redrive is more than RedriveExecution. */
  readonly redrive?: OfferedAct & { readonly command?: string };
  readonly start?: OfferedAct;
  /** Nothing can be done from here: why, and the command that makes it possible. */
  readonly closed?: { readonly reason: string; readonly command: string };
}

/** Returns what the page of an execution offers at `now` (milliseconds since 1970). */
export function offeredActs({ described, events }: ReadExecution, writer: ExecutionWriter, now: number): OfferedActs {
  const { status, executionArn, machine } = described;
  const isExpress = executionArn.includes(':express:');
  const command = writer.kind === 'open' ? writer.ownRedrive?.commandOf(described) : undefined;
  return {
    ...(status === 'RUNNING'
      ? { stop: because(isExpress ? 'StopExecution does not stop Express executions' : '') }
      : {}),
    ...(['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status)
      ? {
          redrive:
            command === undefined ? because(redriveProblem(described, { events: events.length, now })) : { command },
        }
      : {}),
    start: because(
      machine.includes('/') ? 'a child of a Map Run cannot be started by itself: run its parent execution again' : '',
    ),
    ...(writer.kind === 'open' ? {} : { closed: { reason: writer.reason, command: writer.command } }),
  };
}

/** Returns why AWS would reject RedriveExecution; empty if it would not. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
function redriveProblem(
  described: DescribedExecution,
  { events, now }: { readonly events: number; readonly now: number },
): string {
  const { executionArn, status, stoppedAt, mapRunArn } = described;
  const derived = redriveStatusOf(
    {
      status: status === 'PENDING_REDRIVE' ? 'RUNNING' : status,
      type: executionArn.includes(':express:') ? 'EXPRESS' : 'STANDARD',
      history: { length: events },
      ...(stoppedAt === undefined ? {} : { stopDate: stoppedAt }),
      ...(mapRunArn === undefined ? {} : { mapRunArn }),
    },
    now,
  );
  // What the source has read is AWS's own word; a state folder has none.
  const { redriveStatus, redriveStatusReason } = described.redriveStatus === undefined ? derived : described;
  if (redriveStatus === 'REDRIVABLE') return '';
  if (redriveStatus === 'REDRIVABLE_BY_MAP_RUN')
    return 'a child of a Map Run continues with its parent: redrive the parent execution';
  return `AWS would reject it: ${redriveStatusReason ?? redriveStatus ?? ''}`;
}

function because(problem: string): OfferedAct {
  return problem === '' ? {} : { problem };
}
