import { useRef, useState } from 'preact/hooks';
import { ApiError, act } from '../shell/api';

/** An act of a button or a form: what became of it. */
export interface RunningAct<Done> {
  readonly done?: Done;
  readonly error?: ApiError;
  readonly isBusy: boolean;
  /** What a person confirms by running it again with the same input. */
  readonly confirm?: string;
  /** Resolves with what it did; undefined if it failed, or is to be confirmed. */
  run(input: unknown): Promise<Done | undefined>;
  /** Forgets a failure, and what is to be confirmed. */
  reset(): void;
}

/** Runs an act. On an account the first run asks for a confirmation, and another input asks again. */
export function useAct<Done>(name: string): RunningAct<Done> {
  const [state, setState] = useState<Omit<RunningAct<Done>, 'run' | 'reset'>>({ isBusy: false });
  const asked = useRef<{ readonly code: string; readonly input: string } | undefined>(undefined);
  const reset = (): void => {
    asked.current = undefined;
    setState({ isBusy: false });
  };
  const run = async (input: unknown): Promise<Done | undefined> => {
    setState((before) => ({ ...before, isBusy: true }));
    const text = JSON.stringify(input);
    const code = asked.current?.input === text ? asked.current.code : undefined;
    asked.current = undefined;
    try {
      const answer = await act<Done>(name, input, code);
      if ('done' in answer) {
        setState({ done: answer.done, isBusy: false });
        return answer.done;
      }
      asked.current = { code: answer.confirm.code, input: text };
      setState({ confirm: answer.confirm.text, isBusy: false });
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError('the server does not answer', undefined, 0);
      setState({ error, isBusy: false });
    }
    return undefined;
  };
  return { ...state, run, reset };
}
