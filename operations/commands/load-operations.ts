import { whileLoading } from '@document-pipelines/asl/commands';

/** What the commands do: loaded when one of them runs, so that `--help` does not wait for it. */
export function loadOperations() {
  return whileLoading(() => ({
    ...(require('..') as typeof import('..')),
    ...(require('@document-pipelines/local-aws/environment') as typeof import('@document-pipelines/local-aws/environment')),
  }));
}
