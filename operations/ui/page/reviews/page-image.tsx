import { apiAddress, Problem, useKeys, useResource } from '@document-pipelines/asl/ui/page';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageWord } from '../../reviews/review-model';
import { wordsOfValue } from './find-words';

const zooms = [1, 1.5, 2, 3];

/** A page of the document, with a box for every word; those that say the focused field's value are marked. */
export function PageImage({ id, value }: { readonly id: string; readonly value: string | undefined }) {
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const count = useResource<{ readonly pages: number }>('review/document', { id });
  const words = useResource<{ readonly words: readonly PageWord[] }>('review/words', { id, page });
  const pages = count.value?.pages ?? 1;
  const turn = (by: number): void => setPage(Math.max(1, Math.min(pages, page + by)));
  const scale = (by: number): void => setZoom(Math.max(0, Math.min(zooms.length - 1, zoom + by)));
  useKeys({ n: () => turn(1), p: () => turn(-1), '+': () => scale(1), '-': () => scale(-1) });
  const all = words.value?.words ?? [];
  const marked = value === undefined ? [] : wordsOfValue(all, value);
  const mark = useRef<SVGRectElement>(null);
  useEffect(() => mark.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [marked[0]]);
  if (count.error !== undefined) return <Problem error={count.error} onRetry={count.reload} />;
  return (
    <section class="page-image" aria-label="Document">
      <div class="page-bar">
        <span>
          Page {page} of {pages}
        </span>
        <button type="button" onClick={() => turn(-1)} disabled={page === 1}>
          Previous <kbd>p</kbd>
        </button>
        <button type="button" onClick={() => turn(1)} disabled={page === pages}>
          Next <kbd>n</kbd>
        </button>
        <span class="grow" />
        <button type="button" onClick={() => scale(-1)} disabled={zoom === 0}>
          Smaller <kbd>-</kbd>
        </button>
        <button type="button" onClick={() => scale(1)} disabled={zoom === zooms.length - 1}>
          Larger <kbd>+</kbd>
        </button>
      </div>
      <div class="paper-scroll" tabIndex={0} role="group" aria-label="Page">
        <div class="paper" style={{ width: `${(zooms[zoom] ?? 1) * 100}%` }}>
          {isBroken ? <p class="empty">The page cannot be drawn.</p> : null}
          <img
            src={apiAddress('review/page', { id, page })}
            alt={`Page ${page} of the document`}
            onError={() => setBroken(true)}
            onLoad={() => setBroken(false)}
          />
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            {all.map(([text, x, y, width, height], index) => (
              <rect key={`${index}-${text}`} class="word" x={x} y={y} width={width} height={height} />
            ))}
            {marked.map(([text, x, y, width, height], index) => (
              <rect
                key={`m${index}-${text}`}
                ref={index === 0 ? mark : null}
                class="word marked"
                x={x - 0.004}
                y={y - 0.003}
                width={width + 0.008}
                height={height + 0.006}
              />
            ))}
          </svg>
        </div>
      </div>
    </section>
  );
}
