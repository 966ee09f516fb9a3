import { useMemo } from 'preact/hooks';
import type { PageWord } from '../../reviews/review-model';

/** Boxes round the words of a page: one path for all, since a page may have thousands. Screen readers have the fields instead. */
export function WordBoxes({
  words,
  marked,
}: {
  readonly words: readonly PageWord[];
  readonly marked: readonly PageWord[];
}) {
  const outlines = useMemo(() => words.map(outlineOf).join(''), [words]);
  return (
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      <path class="words" d={outlines} />
      {marked.map(([, x, y, width, height], index) => (
        <rect key={index} class="marked" x={x - 0.004} y={y - 0.003} width={width + 0.008} height={height + 0.006} />
      ))}
    </svg>
  );
}

function outlineOf([, x, y, width, height]: PageWord): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}
