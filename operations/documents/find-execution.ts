import type { Json } from '@document-pipelines/asl/definition';
import type { Shape } from '@document-pipelines/local-aws/services';
import { type Account, follow, isServiceError, pagesOf } from '../account';
import type { ExecutionView, FindExecution } from './execution-view';

/**
 * Finds executions of an account: DescribeExecution, and the history for states, retries and variables.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function findExecutionOf(account: Account): FindExecution {
  return async (executionArn) => {
    try {
      const described = await account.call('states', 'DescribeExecution', { executionArn });
      return {
        ...summaryOf(described),
        ...(await readHistory(account, executionArn, described['status'] === 'RUNNING')),
      };
    } catch (error) {
      if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
      throw error;
    }
  };
}

function summaryOf(described: Shape): Omit<ExecutionView, 'statesEntered' | 'retries'> {
  const { executionArn, status, startDate, stopDate, error, cause } = described;
  return {
    executionArn: String(executionArn),
    status: String(status),
    startDate: (startDate as Date).getTime(),
    ...(stopDate instanceof Date ? { stopDate: stopDate.getTime() } : {}),
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
  };
}

interface HistoryEntry {
  readonly type: string;
  readonly timestamp: Date;
  readonly stateEnteredEventDetails?: { readonly name: string };
  readonly stateExitedEventDetails?: { readonly assignedVariables?: Readonly<Record<string, string>> };
  readonly taskSubmittedEventDetails?: { readonly resource: string };
}

type FromHistory = Pick<ExecutionView, 'statesEntered' | 'retries' | 'position'>;

async function readHistory(account: Account, executionArn: string, isRunning: boolean): Promise<FromHistory> {
  const tally = new HistoryTally();
  const pages = pagesOf(
    (from) => account.call('states', 'GetExecutionHistory', { executionArn, maxResults: 1000, ...from }),
    (answer) => follow(answer, { nextToken: 'nextToken' }),
  );
  for await (const { events } of pages) for (const event of events as readonly HistoryEntry[]) tally.add(event);
  return tally.result(isRunning);
}

/** Counts a history. Guards that a Task's attempts after its first are retries, whichever branches ran next to it. */
class HistoryTally {
  private statesEntered = 0;
  private tasksEntered = 0;
  private attempts = 0;
  private variables: Readonly<Record<string, Json>> = {};
  private last: HistoryEntry | undefined;
  private entered: HistoryEntry | undefined;

  add(event: HistoryEntry): void {
    const { type, stateEnteredEventDetails: details, stateExitedEventDetails: exited } = event;
    if (details !== undefined) {
      this.statesEntered += 1;
      this.entered = event;
      if (type === 'TaskStateEntered') this.tasksEntered += 1;
    }
    if (type === 'TaskScheduled' || type === 'LambdaFunctionScheduled') this.attempts += 1;
    for (const [name, text] of Object.entries(exited?.assignedVariables ?? {}))
      this.variables = { ...this.variables, [name]: JSON.parse(text) as Json };
    this.last = event;
  }

  result(isRunning: boolean): FromHistory {
    const retries = Math.max(0, this.attempts - this.tasksEntered);
    const counts = { statesEntered: this.statesEntered, retries };
    const { stateEnteredEventDetails: details, timestamp } = this.entered ?? {};
    if (!isRunning || details === undefined) return counts;
    const waitsSince = this.waits ? timestamp?.getTime() : undefined;
    const { name: stateName } = details;
    const { variables } = this;
    return { ...counts, position: { stateName, variables, ...(waitsSince === undefined ? {} : { waitsSince }) } };
  }

  private get waits(): boolean {
    const { type, taskSubmittedEventDetails: submitted } = this.last ?? {};
    return type === 'WaitStateEntered' || submitted?.resource.endsWith('.waitForTaskToken') === true;
  }
}
