import type { PlacedNode } from '../../../language/graph';
import type { DefinitionGraph } from '../../definitions/definition-graph';
import type { DefinitionView } from '../../definitions/definition-view';
import { GraphView } from '../parts/graph-view';
import { Problem } from '../parts/problem';
import { location } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { toggleOpen } from './selection';

/** The graph of a definition with its findings, what no case reaches, breakpoints, and what differs if it is compared. */
export function DefinitionGraphView({
  view,
  selected,
  breakpoints,
  onSelect,
}: {
  readonly view: DefinitionView;
  readonly selected: string | undefined;
  readonly breakpoints: readonly string[];
  readonly onSelect: (path: string) => void;
}) {
  const { query } = location.value;
  const against = query.get('against') ?? '';
  const errors = query.get('errors') === 'all' ? 'all' : selected === undefined ? [] : [selected];
  const { value, error, reload } = useResource<DefinitionGraph>(
    'definition/graph',
    { file: view.file, open: query.getAll('open'), errors, ...(against === '' ? {} : { against }) },
    { topic: 'definitions', keep: true },
  );
  if (error !== undefined && value === undefined) return <Problem error={error} onRetry={reload} />;
  if (value === undefined) return <p class="empty">Placing the graph …</p>;
  const changes = new Map(value.overlays.diff?.states.map((mark) => [mark.path, mark]));
  const changedEdges = new Map(value.overlays.diff?.edges.map(({ id, change }) => [id, `change-${change}`]));
  const coverage = new Map(view.overlays.coverage?.map((mark) => [mark.path, mark]));
  const showsCoverage = query.get('coverage') !== 'off' && against === '';
  return (
    <GraphView
      graph={value.graph}
      label={`Graph of ${view.name}: the same states as in the list`}
      {...(selected === undefined ? {} : { selected })}
      onSelect={onSelect}
      onToggle={toggleOpen}
      classOf={(path) => {
        const change = changes.get(path)?.change;
        if (change !== undefined) return `change-${change}`;
        return showsCoverage && coverage.has(path) ? `covered-${coverage.get(path)?.covered}` : undefined;
      }}
      edgeClassOf={(id) => changedEdges.get(id)}
      marksOf={(node) => (
        <>
          <Findings node={node} view={view} />
          {breakpoints.includes(node.name) ? <Breakpoint /> : null}
          {changes.has(node.id) ? <Change node={node} text={changeText(changes.get(node.id))} /> : null}
        </>
      )}
    />
  );
}

/** The dot of a breakpoint, at the left. */
export function Breakpoint() {
  return (
    <g class="g-breakpoint">
      <title>breakpoint</title>
      <circle cx={-7} cy={22} r={5} />
    </g>
  );
}

/** Errors and warnings of a state and of what is closed inside of it, at its top right. */
function Findings({ node, view }: { readonly node: PlacedNode; readonly view: DefinitionView }) {
  const isHere = (path: string | undefined): boolean =>
    path === node.id || (node.inner?.open === false && path?.startsWith(`${node.id}/`) === true);
  const own = view.findings.filter(({ path }) => isHere(path));
  if (own.length === 0) return null;
  const errors = own.filter(({ severity }) => severity === 'error').length;
  const text = errors > 0 ? `✕ ${errors}` : `⚠ ${own.length}`;
  const width = text.length * 6.5 + 12;
  return (
    <g
      class={`g-finding ${errors > 0 ? 'severity-error' : 'severity-warning'}`}
      transform={`translate(${node.width - width + 6} -9)`}
    >
      <title>{own.map(({ line, message }) => `:${line} ${message}`).join('\n')}</title>
      <rect width={width} height={18} rx={9} />
      <text x={width / 2} y={13}>
        {text}
      </text>
    </g>
  );
}

function Change({ node, text }: { readonly node: PlacedNode; readonly text: string }) {
  const width = Math.min(node.width, text.length * 7 + 14);
  return (
    <g class="g-change" transform={`translate(8 ${node.height - 8})`}>
      <title>{text}</title>
      <rect width={width} height={16} rx={8} />
      <text x={6} y={12}>
        {text.slice(0, Math.floor((width - 14) / 7))}
      </text>
    </g>
  );
}

const signs = { added: '+ added', removed: '− removed', changed: '~ changed' };

type ChangeOf = NonNullable<DefinitionGraph['overlays']['diff']>['states'][number];

function changeText(change: ChangeOf | undefined): string {
  if (change === undefined) return '';
  const { fields = [], was } = change;
  const words = [...(was === undefined ? [] : [`was ${was}`]), ...fields];
  return words.length === 0 ? signs[change.change] : `${signs[change.change]}: ${words.join(', ')}`;
}
