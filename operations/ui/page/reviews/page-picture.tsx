import { ApiError, apiAddress, get, Problem } from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';

/** The picture of a page, or why there is none. */
export function PagePicture({ id, page }: { readonly id: string; readonly page: number }) {
  const [state, setState] = useState<'drawing' | 'drawn' | ApiError>('drawing');
  const [turn, setTurn] = useState(0);
  // An image does not have the text of an error.
  const fail = (): void => {
    const unknown = new ApiError('the page cannot be drawn', undefined, 0);
    get('review/page', { id, page }).then(
      () => setState(unknown),
      (error: unknown) => setState(error instanceof ApiError ? error : unknown),
    );
  };
  const again = (): void => {
    setState('drawing');
    setTurn(turn + 1);
  };
  if (state instanceof ApiError) return <Problem error={state} onRetry={again} />;
  return (
    <>
      {state === 'drawing' ? <p class="drawing">Drawing page {page} …</p> : null}
      <img
        key={turn}
        src={apiAddress('review/page', { id, page })}
        alt={`Page ${page} of the document`}
        onError={fail}
        onLoad={() => setState('drawn')}
      />
    </>
  );
}
