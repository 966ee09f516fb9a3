import { ApiError, act } from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';

/** An act of a page. */
export interface RunningAct {
  readonly isBusy: boolean;
  /** On an account: what is to be confirmed. */
  readonly confirm?: { readonly text: string; readonly yes: () => void; readonly no: () => void };
  readonly error?: ApiError;
  /** Resolves when the server has answered; a second call meanwhile does nothing. */
  run(input: object): Promise<void>;
}

/** Does something, once at a time. */
export function useAct<Done>(name: string, onDone: (done: Done) => void): RunningAct {
  const [state, setState] = useState<Omit<RunningAct, 'run'>>({ isBusy: false });
  const send = async (input: object, code?: string): Promise<void> => {
    setState({ isBusy: true });
    try {
      const answer = await act<Done>(name, input, code);
      if ('done' in answer) {
        setState({ isBusy: false });
        onDone(answer.done);
        return;
      }
      const { text, code: confirmed } = answer.confirm;
      const no = (): void => setState({ isBusy: false });
      setState({ isBusy: false, confirm: { text, yes: () => void send(input, confirmed), no } });
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError('the server does not answer', undefined, 0);
      setState({ isBusy: false, error });
    }
  };
  return { ...state, run: async (input) => (state.isBusy ? undefined : send(input)) };
}
