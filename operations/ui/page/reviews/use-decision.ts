import { ApiError, act } from '@document-pipelines/asl/ui/page';
import { useRef, useState } from 'preact/hooks';
import type { DecisionOutcome } from '../../reviews/review-model';

/** A decision as the act has it. */
export interface SentDecision {
  readonly reviewId: string;
  readonly decision: string;
  readonly fields?: object;
  readonly comment?: string;
  readonly accept?: boolean;
}

/** A decision under way. */
export interface Deciding {
  readonly isBusy: boolean;
  /** On an account: what is to be confirmed. */
  readonly confirm?: { readonly text: string; readonly yes: () => void; readonly no: () => void };
  readonly error?: ApiError;
  /** Sends it; a second call before the server's answer does nothing. */
  decide(input: SentDecision): void;
}

/** Sends decisions, one at a time. */
export function useDecision(onOutcome: (outcome: DecisionOutcome, decision: string) => void): Deciding {
  const [state, setState] = useState<Omit<Deciding, 'decide' | 'isBusy'>>({});
  const [isBusy, setBusy] = useState(false);
  // Not the state: two presses may come before it is drawn. And the list may change before the answer.
  const isSending = useRef(false);
  const latest = useRef(onOutcome);
  latest.current = onOutcome;
  const send = async (input: SentDecision, code?: string): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    setBusy(true);
    setState({});
    try {
      const answer = await act<DecisionOutcome>('reviews/decide', input, code);
      if ('done' in answer) latest.current(answer.done, input.decision);
      else {
        const { text, code: confirmed } = answer.confirm;
        setState({ confirm: { text, yes: () => void send(input, confirmed), no: () => setState({}) } });
      }
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError('the server does not answer', undefined, 0);
      setState({ error });
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  };
  return { ...state, isBusy, decide: (input) => void send(input) };
}
