import { ApiError, act } from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { DecisionOutcome } from '../../reviews/review-model';

/** A decision under way. */
export interface Deciding {
  readonly isBusy: boolean;
  /** On an account: what is to be confirmed. */
  readonly confirm?: { readonly text: string; readonly yes: () => void; readonly no: () => void };
  readonly error?: ApiError;
  /** Resolves when the server has answered; a second call meanwhile does nothing. */
  decide(input: object): Promise<void>;
}

/** Sends decisions, one at a time. */
export function useDecision(onOutcome: (outcome: DecisionOutcome) => void): Deciding {
  const [state, setState] = useState<Omit<Deciding, 'decide'>>({ isBusy: false });
  const send = async (input: object, code?: string): Promise<void> => {
    setState({ isBusy: true });
    try {
      const answer = await act<DecisionOutcome>('reviews/decide', input, code);
      if ('done' in answer) {
        setState({ isBusy: false });
        onOutcome(answer.done);
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
  return { ...state, decide: async (input) => (state.isBusy ? undefined : send(input)) };
}
