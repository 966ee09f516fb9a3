import { Problem, useKeys, useResource } from '@document-pipelines/asl/ui/page';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageWord } from '../../reviews/review-model';
import { wordsOfValue } from './find-words';
import { KeyButton } from './key-button';
import { PagePicture } from './page-picture';
import { WordBoxes } from './word-boxes';

const zooms = [1, 1.5, 2, 3];
const none: readonly PageWord[] = [];

/** A page of the document, with a box for every word; those that say the focused field's value are marked. */
export function PageImage({ id, value }: { readonly id: string; readonly value: string | undefined }) {
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(0);
  const count = useResource<{ readonly pages: number }>('review/document', { id });
  const words = useResource<{ readonly words: readonly PageWord[] }>('review/words', { id, page });
  const pages = count.value?.pages ?? 1;
  const turn = (by: number): void => setPage(Math.max(1, Math.min(pages, page + by)));
  const scale = (by: number): void => setZoom(Math.max(0, Math.min(zooms.length - 1, zoom + by)));
  useKeys({ n: () => turn(1), p: () => turn(-1), '+': () => scale(1), '-': () => scale(-1) });
  const all = words.value?.words ?? none;
  const marked = useMemo(() => (value === undefined ? none : wordsOfValue(all, value)), [all, value]);
  const paper = useRef<HTMLDivElement>(null);
  useEffect(
    () => paper.current?.querySelector('.marked')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [marked[0]],
  );
  if (count.error !== undefined)
    return (
      <section class="page-image" aria-label="Document">
        <Problem error={count.error} onRetry={count.reload} />
      </section>
    );
  return (
    <section class="page-image" aria-label="Document">
      <div class="page-bar">
        <span role="status">
          Page {page} of {pages}
        </span>
        <KeyButton keys="p" shown="p" onClick={() => turn(-1)} disabled={page === 1}>
          Previous
        </KeyButton>
        <KeyButton keys="n" shown="n" onClick={() => turn(1)} disabled={page === pages}>
          Next
        </KeyButton>
        <span class="grow" />
        <KeyButton keys="-" shown="-" onClick={() => scale(-1)} disabled={zoom === 0}>
          Smaller
        </KeyButton>
        <KeyButton keys="+" shown="+" onClick={() => scale(1)} disabled={zoom === zooms.length - 1}>
          Larger
        </KeyButton>
      </div>
      <div class="paper-scroll" tabIndex={0} role="group" aria-label="Page">
        <div class="paper" ref={paper} style={{ width: `calc(${zooms[zoom] ?? 1} * min(100%, 1100px))` }}>
          <PagePicture key={page} id={id} page={page} />
          <WordBoxes words={all} marked={marked} />
        </div>
      </div>
    </section>
  );
}
