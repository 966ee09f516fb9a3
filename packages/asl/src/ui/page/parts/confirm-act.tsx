import { useState } from 'preact/hooks';
import { session } from '../shell/session';
import { useAct } from './use-act';

/** A button that does something, with what becomes of it below: a confirmation, a failure, or that it was done. */
export interface ActButtonProps<Done> {
  readonly name: string;
  readonly input: unknown;
  readonly label: string;
  /** The key that presses it, for people to read. */
  readonly keyName?: string;
  readonly disabled?: boolean;
  /** Returns what is said, or undefined to say nothing. */
  readonly onDone: (done: Done) => string | undefined;
}

/** Hidden where nothing can be changed. */
export function ActButton<Done>({ name, input, label, keyName, disabled = false, onDone }: ActButtonProps<Done>) {
  const { run, reset, confirm, error, isBusy } = useAct<Done>(name);
  const [said, setSaid] = useState<string>();
  if (session.value?.writes === false) return null;
  const press = async (): Promise<void> => {
    setSaid(undefined);
    const done = await run(input);
    if (done !== undefined) setSaid(onDone(done));
  };
  return (
    <span class="act">
      <button type="button" disabled={disabled || isBusy} onClick={() => void press()}>
        {label} {keyName === undefined ? null : <kbd>{keyName}</kbd>}
      </button>
      {confirm === undefined ? null : (
        <span class="confirm" role="alert">
          {confirm}
          <button type="button" class="danger" onClick={() => void press()}>
            Confirm
          </button>
          <button type="button" onClick={reset}>
            Cancel
          </button>
        </span>
      )}
      {said === undefined ? null : <span role="status">{said}</span>}
      {error === undefined ? null : (
        <span class="bad-text" role="alert">
          {error.message}
          {error.help === undefined ? '' : `: ${error.help}`}
        </span>
      )}
    </span>
  );
}
