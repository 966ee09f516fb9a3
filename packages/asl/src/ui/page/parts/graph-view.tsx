import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ExecutionOverlay, PlacedNode, StateMark } from '../../../language/graph';
import type { DrawnGraph } from '../../model/drawn-graph';
import { statusLook } from './status';

/** A graph, and what is painted on it. */
export interface GraphViewProps {
  readonly graph: DrawnGraph;
  /** What is said of it to people who do not see it: where the same facts are. */
  readonly label: string;
  readonly execution?: ExecutionOverlay;
  readonly selected?: string;
  readonly onSelect: (path: string) => void;
  /** Opens or closes the inside of a Map or Parallel. */
  readonly onToggle?: (path: string) => void;
  /** Further marks of a node, drawn over it, from its top left. */
  readonly marksOf?: (node: PlacedNode) => ComponentChildren;
  /** A further class of a node: what differs, what is not covered. */
  readonly classOf?: (path: string) => string | undefined;
  /** A further class of an edge. */
  readonly edgeClassOf?: (id: string) => string | undefined;
}

/**
 * Draws a placed graph at its own size: a small window scrolls, text is never scaled. It is one image for screen readers; the mouse selects
 * states in it, the keyboard does so in the list beside it.
 */
export function GraphView(props: GraphViewProps) {
  const { graph, label, execution, selected, onSelect, onToggle, edgeClassOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const marks = new Map(execution?.states.map((mark) => [mark.path, mark]));
  const taken = new Set(execution?.edges);
  useLayoutEffect(() => {
    const node =
      graph.nodes.find(({ id }) => id === selected) ?? graph.nodes.find(({ id }) => selected?.startsWith(`${id}/`));
    if (scroller.current !== null && node !== undefined) bringIntoView(scroller.current, node, graph);
  }, [graph, selected]);
  return (
    <div class="graph" ref={scroller} tabIndex={0} role="group" aria-label="Graph">
      <svg
        role="img"
        aria-label={label}
        width={graph.width}
        height={graph.height}
        viewBox={`0 0 ${graph.width} ${graph.height}`}
        onClick={(event) => press(event, onSelect, onToggle)}
      >
        {graph.scopes.map(({ id, box }) =>
          box === undefined ? null : (
            <rect key={id} class="g-scope" x={box.x} y={box.y} width={box.width} height={box.height} rx={8} />
          ),
        )}
        {graph.nodes
          .filter(({ inner }) => inner?.open === true)
          .map((node) => (
            <Node key={node.id} node={node} mark={marks.get(node.id)} isPainted={execution !== undefined} {...props} />
          ))}
        {graph.edges.map(({ id, kind, line, arrow }) => (
          <g
            key={id}
            class={`g-edge g-${kind} ${taken.has(id) ? 'taken' : execution === undefined ? '' : 'untaken'} ${edgeClassOf?.(id) ?? ''}`}
          >
            <path class="line" d={line} />
            {kind === 'end' ? null : <path class="arrow" d={arrow} />}
          </g>
        ))}
        {graph.ends.map(({ scope, kind, state, x, y }) => (
          <g key={`${scope} ${kind} ${state}`} class={`g-end g-end-${kind}`}>
            <circle cx={x} cy={y} r={kind === 'start' ? 5 : 7} />
            {kind === 'end' ? <circle class="dot" cx={x} cy={y} r={3.5} /> : null}
          </g>
        ))}
        {graph.edges.map(({ id, kind, label: at, errors }) =>
          at === undefined ? null : (
            <g key={`label ${id}`} class={`g-label g-${kind}`}>
              <title>{errors?.join(', ') ?? at.text}</title>
              <rect x={at.x - at.width / 2} y={at.y - at.height / 2} width={at.width} height={at.height} rx={7} />
              <text x={at.x} y={at.y + 4}>
                {at.text}
              </text>
            </g>
          ),
        )}
        {graph.nodes
          .filter(({ inner }) => inner?.open !== true)
          .map((node) => (
            <Node key={node.id} node={node} mark={marks.get(node.id)} isPainted={execution !== undefined} {...props} />
          ))}
      </svg>
    </div>
  );
}

interface NodeProps extends GraphViewProps {
  readonly node: PlacedNode;
  readonly mark: StateMark | undefined;
  readonly isPainted: boolean;
}

function Node({ node, mark, isPainted, selected, marksOf, classOf }: NodeProps) {
  const { id, type, family, x, y, width, height, lines, title, inner } = node;
  const status = isPainted ? (mark?.status ?? 'notReached') : undefined;
  // What is selected is inside of it.
  const isSelected = selected === id || (inner?.open === false && selected?.startsWith(`${id}/`) === true);
  const look = status === undefined ? '' : `is-${statusLook(status).look}`;
  return (
    <g
      class={`g-node g-type-${type} f-${family} ${inner?.open === true ? 'open' : ''} ${look} ${isSelected ? 'selected' : ''} ${classOf?.(id) ?? ''}`}
      transform={`translate(${x} ${y})`}
      data-path={id}
    >
      <title>
        {[
          ...title,
          ...(mark?.error === undefined ? [] : [mark.error]),
          ...(mark?.reason === undefined ? [] : [mark.reason]),
        ].join('\n')}
      </title>
      <Shape node={node} />
      {lines.map(({ text, role, x: left, y: base }) => (
        <text key={`${role} ${base}`} class={`t-${role}`} x={left - x} y={base - y}>
          {text}
        </text>
      ))}
      {inner === undefined ? null : (
        <g class="toggle-inner" data-toggle={id} transform={`translate(${width - 24} 6)`}>
          <rect width="18" height="18" rx="5" />
          <path d={inner.open ? 'M5 9h8' : 'M5 9h8M9 5v8'} />
        </g>
      )}
      {mark === undefined || status === 'notReached' ? null : <Badge mark={mark} height={height} />}
      {marksOf?.(node)}
    </g>
  );
}

/** Cards, pointed ones for choices, round ones for ends, stacked ones for Maps. */
function Shape({ node: { type, width, height, inner } }: { readonly node: PlacedNode }) {
  if (type === 'Choice') {
    const w = 12;
    return (
      <path
        class="shape"
        d={`M${w} .5H${width - w}L${width - 0.5} ${height / 2}L${width - w} ${height - 0.5}H${w}L.5 ${height / 2}Z`}
      />
    );
  }
  const round = type === 'Succeed' || type === 'Fail';
  return (
    <>
      {type === 'Map' ? <rect class="sheet" x={5} y={5} width={width} height={height} rx={8} /> : null}
      <rect class="shape" x={0.5} y={0.5} width={width - 1} height={height - 1} rx={round ? height / 2 : 8} />
      {round || inner?.open === true ? null : (
        <path class="stripe" d={`M4.5 1H3A8 8 0 0 0 1 4V${height - 4}A8 8 0 0 0 3 ${height - 1}H4.5z`} />
      )}
    </>
  );
}

const signs = {
  ok: 'M-3.4.2l2.3 2.3L3.4-2.4',
  bad: 'M-2.6-2.6l5.2 5.2M2.6-2.6l-5.2 5.2',
  caught: 'M0-3.4v4M0 3v.1',
  running: 'M-1.6-2.8l4 2.8-4 2.8z',
  stopped: 'M-2.2-2.2h4.4v4.4h-4.4z',
  none: '',
};

/** The status at the top left corner, and retries, visits or iterations at the bottom left one. */
function Badge({ mark, height }: { readonly mark: StateMark; readonly height: number }) {
  const { look, word } = statusLook(mark.status);
  const counts = [
    mark.map === undefined
      ? undefined
      : `${mark.map.succeeded}/${mark.map.total}${mark.map.failed > 0 ? `, ${mark.map.failed} failed` : ''}`,
    mark.retries > 0 ? `↻${mark.retries}` : undefined,
    mark.visits > 1 ? `×${mark.visits}` : undefined,
  ].filter((text) => text !== undefined);
  const text = counts.join(' ');
  const size = text.length * 6.4 + 12;
  return (
    <>
      <g class={`g-badge icon-${look}`} transform="translate(2 2)">
        <title>{word}</title>
        <circle r="8" />
        <path d={signs[look]} />
      </g>
      {text === '' ? null : (
        <g class={`g-count icon-${look}`} transform={`translate(-4 ${height - 9})`}>
          <rect width={size} height={16} rx={8} />
          <text x={size / 2} y={12}>
            {text}
          </text>
        </g>
      )}
    </>
  );
}

function press(
  event: MouseEvent,
  onSelect: (path: string) => void,
  onToggle: ((path: string) => void) | undefined,
): void {
  const target = event.target instanceof Element ? event.target : null;
  const toggle = target?.closest('[data-toggle]')?.getAttribute('data-toggle');
  if (toggle !== null && toggle !== undefined && onToggle !== undefined) {
    onToggle(toggle);
    return;
  }
  const path = target?.closest('[data-path]')?.getAttribute('data-path');
  if (path !== null && path !== undefined) onSelect(path);
}

/** Scrolls only if it is out of view, and then to the middle. */
function bringIntoView(scroller: HTMLElement, node: PlacedNode, graph: DrawnGraph): void {
  const { clientWidth, clientHeight, scrollLeft, scrollTop } = scroller;
  // The image is centred if there is room.
  const left = Math.max(0, (clientWidth - graph.width) / 2) + node.x;
  const isSeen =
    left >= scrollLeft &&
    left + node.width <= scrollLeft + clientWidth &&
    node.y >= scrollTop &&
    node.y + Math.min(node.height, 80) <= scrollTop + clientHeight;
  if (isSeen) return;
  scroller.scrollTo(
    left + node.width / 2 - clientWidth / 2,
    node.y + Math.min(node.height, 120) / 2 - clientHeight / 2,
  );
}
