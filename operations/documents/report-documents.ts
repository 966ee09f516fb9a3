import { resolve } from 'node:path';
import { shortPath } from '@document-pipelines/asl/paths';
import { apiSource, writeReports } from '@document-pipelines/asl/ui';
import type { Console } from '@document-pipelines/local-aws/environment';
import type { Account } from '../account';
import type { DocumentResult } from './document-result';

/** Where reports are written, and said. */
export interface ReportOptions {
  readonly folder: string;
  readonly cwd: string;
  readonly console: Console;
}

/** Writes a page of the execution of each document, named as the document, and prints their paths. */
export async function reportDocuments(
  results: readonly DocumentResult[],
  account: Account,
  { folder, cwd, console }: ReportOptions,
): Promise<void> {
  const { environment, region } = account;
  const source = apiSource((operation, input) => account.call('states', operation, input), {
    ...{ kind: account.kind === 'aws' ? 'aws' : 'local', label: environment, region },
  });
  const wanted = results.flatMap(({ document, executionArn }) =>
    executionArn === null ? [] : [{ executionArn, name: document }],
  );
  for (const file of await writeReports(source, wanted, resolve(cwd, folder)))
    console.say(`report: ${shortPath(file, cwd)}`);
}
