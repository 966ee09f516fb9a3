import { useEffect } from 'preact/hooks';
import type { LinePiece } from '../../../language/highlight';
import type { DefinitionFinding } from '../../definitions/definition-view';
import { Problem } from '../parts/problem';
import { useWindow } from '../parts/use-window';
import { useResource } from '../shell/use-resource';

const lineHeight = 20;

/** Where a state is in the text. */
export interface LineRange {
  readonly line: number;
  readonly endLine: number;
}

/** The text of a definition, read-only: people edit in their own editor. Only the lines in view exist. */
export function SourceText({
  file,
  findings,
  selected,
  onLine,
}: {
  readonly file: string;
  readonly findings: readonly DefinitionFinding[];
  readonly selected: LineRange | undefined;
  /** A line was chosen. */
  readonly onLine: (line: number) => void;
}) {
  const { value, error, reload } = useResource<{ readonly lines: readonly (readonly LinePiece[])[] }>(
    'definition/text',
    { file },
    { topic: 'definitions', keep: true },
  );
  const lines = value?.lines ?? [];
  const { scroller, from, to, onScroll } = useWindow(lines.length, lineHeight);
  const isRead = lines.length > 0;
  useEffect(() => {
    if (selected === undefined || scroller.current === null) return;
    const { scrollTop, clientHeight } = scroller.current;
    const [above, below] = [(selected.line - 1) * lineHeight, selected.endLine * lineHeight];
    if (above < scrollTop || Math.min(below, above + 6 * lineHeight) > scrollTop + clientHeight)
      scroller.current.scrollTop = Math.max(0, above - 3 * lineHeight);
  }, [selected?.line, isRead]);
  if (error !== undefined) return <Problem error={error} onRetry={reload} />;
  const marks = marksByLine(findings);
  return (
    <div class="d-source" ref={scroller} tabIndex={0} role="region" aria-label={`Text of ${file}`} onScroll={onScroll}>
      <div style={{ height: `${lines.length * lineHeight}px` }} class="source-lines">
        <div style={{ top: `${from * lineHeight}px` }} class="source-window">
          {lines.slice(from, to).map((pieces, offset) => {
            const line = from + offset + 1;
            const isSelected = selected !== undefined && line >= selected.line && line <= selected.endLine;
            return (
              <div
                key={line}
                class={`line ${isSelected ? 'selected' : ''} ${marks.get(line) ?? ''}`}
                onClick={() => onLine(line)}
              >
                <span class="number" aria-hidden="true">
                  {line}
                </span>
                <code>{pieces.map((piece) => pieceText(piece, findings))}</code>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function pieceText([kind, text, mark]: LinePiece, findings: readonly DefinitionFinding[]) {
  const finding = mark === undefined ? undefined : findings[mark];
  if (kind === '' && finding === undefined) return text;
  const marked = finding === undefined ? '' : ` marked marked-${finding.severity}`;
  return (
    <span class={`t-${kind}${marked}`} title={finding?.message}>
      {text}
    </span>
  );
}

function marksByLine(findings: readonly DefinitionFinding[]): ReadonlyMap<number, string> {
  const sorted = [...findings].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? 1 : -1));
  return new Map(sorted.map(({ line, severity }) => [line, `has-${severity}`]));
}
