import { apiAddress, get } from '@document-pipelines/asl/ui/page';
import { useEffect } from 'preact/hooks';

/** Milliseconds after which a review is looked at, and not passed by. */
const pause = 300;

/** Has the picture and the words of the next review drawn and read ahead. */
export function useAhead(id: string | undefined): void {
  useEffect(() => {
    if (id === undefined) return undefined;
    const leaving = new AbortController();
    const timer = window.setTimeout(() => {
      new Image().src = apiAddress('review/page', { id, page: 1 });
      void get('review/words', { id, page: 1 }, leaving.signal).catch(() => undefined);
    }, pause);
    return () => {
      window.clearTimeout(timer);
      leaving.abort();
    };
  }, [id]);
}
