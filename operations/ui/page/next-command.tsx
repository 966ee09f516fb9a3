import { CopyCommand, type ExecutionPartProps, useResource } from '@document-pipelines/asl/ui/page';

interface NextCommands {
  /** Absent for an execution that is not of the environment. */
  readonly redrive?: string;
  /** Everything that failed with the same error. */
  readonly redriveError?: string;
}

/** What Redrive is in a terminal, to copy: of an execution that failed, and of all with its error. */
export function NextCommand({ execution }: ExecutionPartProps) {
  const { status, executionArn: arn, failure } = execution;
  const hasFailed = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status) && arn.startsWith('arn:');
  const next = useResource<NextCommands>(hasFailed ? 'operations/next' : undefined, { arn, error: failure?.error });
  const { redrive, redriveError } = next.value ?? {};
  if (redrive === undefined) return null;
  return (
    <>
      <span class="muted">Redrive in a terminal</span>
      <CopyCommand command={redrive} />
      {redriveError === undefined ? null : (
        <>
          <span class="muted">all with this error</span>
          <CopyCommand command={redriveError} />
        </>
      )}
    </>
  );
}
