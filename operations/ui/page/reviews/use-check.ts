import { ApiError, act } from '@document-pipelines/asl/ui/page';
import { useEffect, useState } from 'preact/hooks';
import type { CheckOutcome } from '../../reviews/review-model';

/** Milliseconds after the last letter. */
const pause = 250;

/** What the function that decides says of the fields as they are now; undefined while it is asked. */
export function useCheck(
  reviewId: string,
  changes: object,
  isOn: boolean,
): { readonly outcome?: CheckOutcome; readonly error?: ApiError } {
  const key = JSON.stringify([reviewId, changes]);
  const [state, setState] = useState<{ key: string; outcome?: CheckOutcome; error?: ApiError }>({ key: '' });
  useEffect(() => {
    if (!isOn) return undefined;
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      try {
        const answer = await act<CheckOutcome>('reviews/check', { reviewId, fields: changes });
        if (isCurrent && 'done' in answer) setState({ key, outcome: answer.done });
      } catch (error) {
        if (isCurrent && error instanceof ApiError) setState({ key, error });
      }
    };
    // As they were read they are checked at once: nobody types.
    const timer = window.setTimeout(() => void ask(), Object.keys(changes).length === 0 ? 0 : pause);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [key, isOn]);
  return state.key === key ? state : {};
}
