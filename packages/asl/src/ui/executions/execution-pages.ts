import { pricePerTransition } from '../../language/cost';
import type { ReadExecution } from '../model';
import { ownModule } from '../own-module';
import type { ApiRoute, UiContext, UiPages } from '../pages';
import { ExecutionReader, RowList } from '../sources';
import { executionRoutes } from './execution-routes';
import { numberIn, requiredText, rowFilterIn, textOf } from './queries';
import { watchRows } from './watch-rows';

/** Executions that are in this process alone, by ARN or name: definitions that were run with mocks. */
export interface LocalExecutions {
  find(executionArn: string): ReadExecution | undefined;
}

/** The pages of executions: the list, and one execution. `local`: those that have an address, and are not in the list. */
export function executionPages({ source, now }: UiContext, local?: LocalExecutions): UiPages {
  const rows = new RowList(source);
  const reader = new ExecutionReader(source, now);
  const price = pricePerTransition(source.region);
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
        const token = textOf(query, 'token');
        const arn = requiredText(query, 'arn');
        return source.list({ mapRunArn: arn, ...(token === undefined ? {} : { nextToken: token }) });
      },
    },
    ...executionRoutes({
      prefix: 'execution',
      read: async (query) =>
        local?.find(textOf(query, 'arn') ?? textOf(query, 'name') ?? '') ??
        reader.read(
          textOf(query, 'arn') ?? (await rows.arnOf(requiredText(query, 'machine'), requiredText(query, 'name'))),
        ),
      pricePerTransition: (execution) => (isExpress(execution) ? undefined : price),
      now,
    }),
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
  return {
    module: ownModule('executions'),
    routes,
    watch: (live) => watchRows(source, rows, live),
  };
}
