import { join } from 'node:path';
import { type ExecutionSource, NotFoundError, type UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../account';
import { redriveIdOf } from './executions/ledger-redrive';

/** The commands of a terminal that do what Redrive does, for one execution and for all with its error, in the header of its page. */
export function nextCommandPages(account: Account, source: Pick<ExecutionSource, 'describe'>): UiPages {
  const { commands } = account;
  return {
    module: join(__dirname, 'page', 'index.ts'),
    routes: [
      {
        path: 'operations/next',
        answer: async (query) => {
          const [arn, error] = [query.get('arn') ?? '', query.get('error') ?? ''];
          if (!arn.startsWith('arn:')) throw new NotFoundError('the request has no arn');
          const id = redriveIdOf(await source.describe(arn), account);
          return {
            ...(id === undefined ? {} : { redrive: commands.redrive(id) }),
            ...(id === undefined || error === '' ? {} : { redriveError: commands.redriveError(error) }),
          };
        },
      },
    ],
  };
}
