import { CopyCommand, type ExecutionPartProps, useResource } from '@document-pipelines/asl/ui/page';

interface NextCommands {
  readonly redrive: string;
  /** Everything that failed with the same error. */
  readonly redriveError?: string;
}

/** The next command for an execution that failed, to copy. */
export function NextCommand({ execution }: ExecutionPartProps) {
  const { status, name, failure } = execution;
  const hasFailed = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status);
  const next = useResource<NextCommands>(hasFailed ? 'operations/next' : undefined, { name, error: failure?.error });
  if (!hasFailed || next.value === undefined) return null;
  const { redrive, redriveError } = next.value;
  return (
    <>
      <span class="muted">Next</span>
      <CopyCommand command={redrive} />
      {redriveError === undefined ? null : <CopyCommand command={redriveError} />}
    </>
  );
}
