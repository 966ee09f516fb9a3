import { UserError } from '../../language/diagnostics';
import {
  type DescribedExecution,
  type ExecutionRow,
  type ExecutionStatus,
  mapRunSummary,
  millisecondsOf,
  type ReadEvent,
  readEvent,
} from '../model';
import { ExecutionNotFoundError, type ExecutionSource, type StatesCall } from './execution-source';
import { failedStateIn, failureEvents } from './failed-state';

/** What of a source the API does not say. */
export type ApiSourceOptions = Pick<ExecutionSource, 'kind' | 'label' | 'region' | 'log' | 'close'> &
  Partial<Pick<ExecutionSource, 'writer'>>;

/** Reads executions with the read-only operations of the Step Functions API; acts call StartExecution, StopExecution and RedriveExecution. */
export function apiSource(call: StatesCall, options: ApiSourceOptions): ExecutionSource {
  return {
    writer: async () => ({ kind: 'open', call }),
    ...options,
    async machines() {
      const listed = await allPages(call, 'ListStateMachines', {}, 'stateMachines');
      // ListExecutions does not support Express state machines.
      return listed
        .filter(({ type }) => type !== 'EXPRESS')
        .map((each) => ({ stateMachineArn: String(each['stateMachineArn']), name: String(each['name']) }));
    },
    async list({ nextToken, ...of }) {
      const page = await call('ListExecutions', { ...of, ...optional('nextToken', nextToken), maxResults: 1_000 });
      return { rows: shapes(page['executions']).map(rowOf), ...optional('nextToken', page['nextToken']) } as {
        rows: readonly ExecutionRow[];
        nextToken?: string;
      };
    },
    async describe(executionArn) {
      const described = await found(executionArn, () => call('DescribeExecution', { executionArn }));
      const machine = await definitionFor(call, executionArn);
      return describedOf(described, machine?.['definition']);
    },
    async events(executionArn, afterId) {
      return found(executionArn, () => readEvents(call, executionArn, afterId));
    },
    async mapRun(mapRunArn) {
      // To see them is a permission of its own.
      const described = await call('DescribeMapRun', { mapRunArn }).catch(() => undefined);
      return described === undefined ? undefined : mapRunSummary(described);
    },
    async failure({ executionArn }) {
      const input = { executionArn, reverseOrder: true, maxResults: failureEvents };
      const page = await call('GetExecutionHistory', input);
      return failedStateIn(shapes(page['events']).map(readEvent).reverse());
    },
  };
}

type Shape = Readonly<Record<string, unknown>>;

/** Absent if the definition was deleted with its state machine, or if a server does not have the operation. Throws if it may not be read. */
async function definitionFor(call: StatesCall, executionArn: string): Promise<Shape | undefined> {
  try {
    return await call('DescribeStateMachineForExecution', { executionArn });
  } catch (error) {
    if (error instanceof UserError || (error instanceof Error && error.name === 'AccessDeniedException')) throw error;
    return undefined;
  }
}

/** From the first page on: GetExecutionHistory has no place to begin, only tokens. */
async function readEvents(call: StatesCall, executionArn: string, afterId: number): Promise<readonly ReadEvent[]> {
  const events = await allPages(call, 'GetExecutionHistory', { executionArn, maxResults: 1_000 }, 'events');
  return events.map(readEvent).filter(({ id }) => id > afterId);
}

async function allPages(call: StatesCall, operation: string, input: Shape, member: string): Promise<readonly Shape[]> {
  const items: Shape[] = [];
  let token: unknown;
  do {
    const page = await call(operation, { ...input, ...optional('nextToken', token) });
    items.push(...shapes(page[member]));
    token = page['nextToken'];
  } while (typeof token === 'string');
  return items;
}

async function found<Result>(executionArn: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (['ExecutionDoesNotExist', 'InvalidArn'].includes(name)) throw new ExecutionNotFoundError(executionArn);
    throw error;
  }
}

/** A row in the shape of ListExecutions' items. */
export function rowOf(listed: Shape): ExecutionRow {
  const executionArn = String(listed['executionArn']);
  const stoppedAt = millisecondsOf(listed['stopDate']);
  const { redriveCount } = listed;
  return {
    executionArn,
    ...namesIn(executionArn),
    status: String(listed['status']) as ExecutionStatus,
    startedAt: millisecondsOf(listed['startDate']) ?? 0,
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...(typeof redriveCount === 'number' && redriveCount > 0 ? { redriveCount } : {}),
  };
}

function describedOf(described: Shape, definition: unknown): DescribedExecution {
  return {
    ...rowOf(described),
    ...Object.fromEntries(
      ['error', 'cause', 'input', 'output', 'mapRunArn', 'redriveStatus', 'redriveStatusReason'].flatMap((member) => {
        const value = described[member];
        return typeof value === 'string' ? [[member, value]] : [];
      }),
    ),
    ...(typeof definition === 'string' ? { definition } : {}),
  };
}

/** `…:execution:machine:name`, `…:execution:machine/label:name`, `…:express:machine:name:id`. */
export function namesIn(executionArn: string): { readonly machine: string; readonly name: string } {
  const [machine = '', ...name] = executionArn.split(':').slice(6);
  return { machine, name: name.join(':') };
}

function shapes(value: unknown): readonly Shape[] {
  return Array.isArray(value) ? (value as readonly Shape[]) : [];
}

function optional(name: string, value: unknown): Shape {
  return typeof value === 'string' ? { [name]: value } : {};
}
