import { useState } from 'preact/hooks';
import { ApiError, act } from '../shell/api';

/** An act of a form: what became of it. */
export interface RunningAct<Done> {
  readonly done?: Done;
  readonly error?: ApiError;
  readonly isBusy: boolean;
  /** Resolves with what it did; undefined if it failed. */
  run(input: unknown): Promise<Done | undefined>;
}

/** An act that a form does: definitions run in the server's own process, and nothing has to be confirmed. */
export function useAct<Done>(name: string): RunningAct<Done> {
  const [state, setState] = useState<Omit<RunningAct<Done>, 'run'>>({ isBusy: false });
  const run = async (input: unknown): Promise<Done | undefined> => {
    setState((before) => ({ ...before, isBusy: true }));
    try {
      const answer = await act<Done>(name, input);
      if (!('done' in answer)) throw new ApiError(answer.confirm.text, undefined, 0);
      setState({ done: answer.done, isBusy: false });
      return answer.done;
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError('the server does not answer', undefined, 0);
      setState({ error, isBusy: false });
      return undefined;
    }
  };
  return { ...state, run };
}
