import { useState } from 'preact/hooks';
import { FormDialog } from '../parts/form-dialog';
import { useAct } from '../parts/use-act';
import type { ShownExecution } from './use-execution';

/** Stops a running execution, with the error and the cause that its history will have. */
export function StopDialog({
  view: { executionArn, name },
  onDone,
  onClose,
}: {
  readonly view: ShownExecution;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const act = useAct<unknown>('execution/stop');
  const [error, setError] = useState('');
  const [cause, setCause] = useState('');
  const submit = async (): Promise<void> => {
    if ((await act.run({ executionArn, error, cause })) === undefined) return;
    onDone();
    onClose();
  };
  return (
    <FormDialog title={`Stop ${name}`} act={act} label="Stop" onSubmit={() => void submit()} onClose={onClose}>
      <p class="muted small">It ends as ABORTED: no Catch takes it. Calls that it has made are not undone.</p>
      <label class="field">
        Error
        <input
          type="text"
          maxLength={256}
          value={error}
          placeholder="optional"
          onInput={(event) => setError(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        Cause
        <input
          type="text"
          maxLength={32_768}
          value={cause}
          placeholder="optional"
          onInput={(event) => setCause(event.currentTarget.value)}
        />
      </label>
    </FormDialog>
  );
}
