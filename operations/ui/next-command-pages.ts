import { join } from 'node:path';
import type { UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../account';

/** The command that continues a failed execution, in the header of its page. */
export function nextCommandPages({ commands }: Pick<Account, 'commands'>): UiPages {
  return {
    module: join(__dirname, 'page', 'index.ts'),
    routes: [
      {
        path: 'operations/next',
        answer: async (query) => {
          const error = query.get('error') ?? '';
          return {
            redrive: commands.redrive(query.get('name') ?? ''),
            ...(error === '' ? {} : { redriveError: commands.redriveError(error) }),
          };
        },
      },
    ],
  };
}
