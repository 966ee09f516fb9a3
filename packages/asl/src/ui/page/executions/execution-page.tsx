import type { ViewProps } from '../page';
import { Problem } from '../parts/problem';
import { Execution } from './execution';
import { ExecutionHeader } from './execution-header';
import { useShownExecution } from './use-execution';

/** One execution. */
export function ExecutionPage({ parameters }: ViewProps) {
  const of = { machine: parameters['machine'] ?? '', name: parameters['name'] ?? '' };
  const { value: view, error, reload } = useShownExecution(of);
  if (view === undefined)
    return error === undefined ? (
      <p class="empty">Reading the execution …</p>
    ) : (
      <Problem error={error} onRetry={reload} />
    );
  return (
    <>
      {error === undefined ? null : <Problem error={error} onRetry={reload} />}
      <Execution view={view} header={<ExecutionHeader view={view} onChanged={reload} />} back="/executions" />
    </>
  );
}
