import { useState } from 'preact/hooks';
import { ApiError, act } from '../shell/api';
import { session } from '../shell/session';

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
  const [state, setState] = useState<{
    readonly busy?: true;
    readonly confirm?: { text: string; code: string };
    readonly said?: string;
    readonly error?: ApiError;
  }>({});
  if (session.value?.writes === false) return null;
  const run = async (code?: string): Promise<void> => {
    setState({ busy: true });
    try {
      const answer = await act<Done>(name, input, code);
      const said = 'done' in answer ? onDone(answer.done) : undefined;
      setState('confirm' in answer ? { confirm: answer.confirm } : said === undefined ? {} : { said });
    } catch (error) {
      setState({ error: error instanceof ApiError ? error : new ApiError('the server does not answer', undefined, 0) });
    }
  };
  return (
    <span class="act">
      <button type="button" disabled={disabled || state.busy === true} onClick={() => void run()}>
        {label} {keyName === undefined ? null : <kbd>{keyName}</kbd>}
      </button>
      {state.confirm === undefined ? null : (
        <span class="confirm" role="alert">
          {state.confirm.text}
          <button type="button" class="danger" onClick={() => void run(state.confirm?.code)}>
            Confirm
          </button>
          <button type="button" onClick={() => setState({})}>
            Cancel
          </button>
        </span>
      )}
      {state.said === undefined ? null : <span role="status">{state.said}</span>}
      {state.error === undefined ? null : (
        <span class="bad-text" role="alert">
          {state.error.message}
          {state.error.help === undefined ? '' : `: ${state.error.help}`}
        </span>
      )}
    </span>
  );
}
