import { pricePerTransition } from '../../language/cost';
import type { ExecutionRow, MapRunSummary, ReadExecution } from '../model';
import { ownModule } from '../own-module';
import type { ApiRoute, UiContext, UiPages } from '../pages';
import { ExecutionReader, type ListedExecutions, RowList } from '../sources';
import { executionActs } from './acts/execution-acts';
import { offeredActs } from './acts/offered-acts';
import type { FoundDefinitions } from './case/case-files';
import { caseActs, caseRoutes } from './case/case-routes';
import { executionRoutes } from './execution-routes';
import { numberIn, requiredText, rowFilterIn, textOf } from './queries';
import { watchRows } from './watch-rows';

/** Executions that are in this process alone, by ARN or name: definitions that were run with mocks. */
export interface LocalExecutions {
  find(executionArn: string): ReadExecution | undefined;
  /** The time of one, which is simulated. */
  now(executionArn: string): number | undefined;
  mapRun(
    mapRunArn: string,
    executionArn: string,
  ): { readonly rows: readonly ExecutionRow[]; readonly summary: MapRunSummary } | undefined;
}

/** The children of a Map Run, a page of them. */
export interface ShownMapRun extends ListedExecutions {
  /** Absent if the source does not have its counts. */
  readonly summary?: MapRunSummary | undefined;
}

/** What the pages of executions know of the project. */
export interface ExecutionPagesOptions {
  /** Executions that have an address, and are not in the list. */
  readonly local?: LocalExecutions;
  /** Where an execution can be added as a case. */
  readonly definitions?: FoundDefinitions;
}

/** The pages of executions: the list, and one execution with what can be done with it. */
export function executionPages(
  { source, now }: UiContext,
  { local, definitions }: ExecutionPagesOptions = {},
): UiPages {
  const rows = new RowList(source);
  const reader = new ExecutionReader(source, now);
  const price = pricePerTransition(source.region);
  let publish: (topic: string) => void = () => undefined;
  const nameIn = (query: URLSearchParams): string => textOf(query, 'arn') ?? textOf(query, 'name') ?? '';
  const localIn = (query: URLSearchParams): ReadExecution | undefined => local?.find(nameIn(query));
  const read = async (query: URLSearchParams): Promise<ReadExecution> =>
    localIn(query) ??
    reader.read(
      textOf(query, 'arn') ?? (await rows.arnOf(requiredText(query, 'machine'), requiredText(query, 'name'))),
    );
  const isExpress = ({ described }: ReadExecution): boolean => described.executionArn.includes(':express:');
  const routes: readonly ApiRoute[] = [
    {
      path: 'executions',
      answer: async (query) =>
        rows.page({
          filter: rowFilterIn(query),
          offset: numberIn(query, 'offset') ?? 0,
          limit: Math.min(500, numberIn(query, 'limit') ?? 100),
          ...(numberIn(query, 'asOf') === undefined ? {} : { asOf: numberIn(query, 'asOf') as number }),
        }),
    },
    {
      path: 'map-run',
      answer: async (query) => {
        const [arn, owner] = [requiredText(query, 'arn'), requiredText(query, 'execution')];
        const own = local?.mapRun(arn, owner);
        if (own !== undefined) return own;
        const token = textOf(query, 'token');
        const listed = await source.list({ mapRunArn: arn, ...(token === undefined ? {} : { nextToken: token }) });
        return { ...listed, summary: await source.mapRun(arn, owner) } satisfies ShownMapRun;
      },
    },
    ...executionRoutes({
      prefix: 'execution',
      read,
      pricePerTransition: (execution) => (isExpress(execution) ? undefined : price),
      now: (query) => local?.now(nameIn(query)) ?? now(),
    }),
    {
      path: 'execution/acts',
      // A run with mocks ends with this process: only its definition can be run again.
      answer: async (query) =>
        localIn(query) === undefined ? offeredActs(await read(query), await source.writer(), now()) : {},
    },
    ...caseRoutes({ read, definitions }),
    {
      path: 'execution/log',
      answer: async (query) => {
        if (source.log === undefined)
          return { lines: [], location: '', isCut: false, problem: 'this source has no logs of functions' };
        return source.log({
          functionName: requiredText(query, 'function'),
          executionArn: requiredText(query, 'arn'),
          from: numberIn(query, 'from') ?? 0,
          to: numberIn(query, 'to') ?? now(),
        });
      },
    },
  ];
  const changed = (executionArn: string): void => {
    reader.expire(executionArn);
    publish('executions');
  };
  return {
    module: ownModule('executions'),
    routes,
    acts: [...executionActs({ source, changed }), ...caseActs({ read, definitions })],
    watch: (live) => {
      publish = live.publish.bind(live);
      return watchRows(source, rows, live);
    },
  };
}
