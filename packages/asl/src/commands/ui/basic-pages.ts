import { definitionPages, type ExecutionSource, executionPages, LocalRuns, type UiPages } from '../../ui';
import { definitionFiles } from './definition-files';

/**
 * The pages of every project: the executions of a source, and the definitions that paths lead to. An account's page has no definitions: what
 * runs there is what was deployed.
 */
export function basicPages(source: ExecutionSource, definitions: readonly string[] | undefined): readonly UiPages[] {
  const context = { source, now: Date.now };
  if (definitions === undefined) return [executionPages(context)];
  const runs = new LocalRuns();
  const files = definitionFiles(definitions);
  return [executionPages(context, { local: runs, definitions: files }), definitionPages(files, { runs })];
}
