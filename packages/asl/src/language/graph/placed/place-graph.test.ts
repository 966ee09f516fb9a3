import type { StateMachineDefinition } from '../../definition';
import { readGraph } from '../model/read-graph';
import { placeGraph } from './place-graph';
import type { PlacedBox, PlacedGraph, PlacedNode, Point } from './placed-graph';

const resource = 'arn:aws:states:::sqs:sendMessage';
const pass = (Next: string) => ({ Type: 'Pass' as const, Next });
const definition: StateMachineDefinition = {
  StartAt: 'Read',
  States: {
    Read: {
      Type: 'Task',
      Resource: resource,
      Retry: [{ ErrorEquals: ['States.ALL'] }],
      Catch: [{ ErrorEquals: ['Late', 'States.ALL'], Next: 'Report' }],
      Next: 'Route',
    },
    Route: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $kind = 'a' %}", Next: 'Store' },
        { Condition: '{% $exists($parts) %}', Next: 'Each' },
        { Condition: '{% $size > 3 %}', Next: 'Store' },
      ],
      Default: 'Both',
    },
    Each: {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'Inner',
        States: {
          Inner: {
            Type: 'Parallel',
            Branches: [{ StartAt: 'Deep', States: { Deep: { Type: 'Wait', Seconds: 3, End: true } } }],
            End: true,
          },
        },
      },
      Next: 'Store',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Left',
          States: { Left: { Type: 'Task', Resource: resource, Next: 'Last' }, Last: { Type: 'Succeed' } },
        },
        { StartAt: 'Right', States: { Right: { Type: 'Pass', End: true } } },
      ],
      Next: 'Store',
    },
    Store: { Type: 'Task', Resource: resource, End: true },
    Report: pass('Failed'),
    Failed: { Type: 'Fail' },
  },
};
const graph = readGraph('example', definition);
const closed = placeGraph(graph);
const open = placeGraph(graph, { open: 'all', errorPaths: 'all' });

it('closes inner scopes with their counts and hides error paths, unless they are asked for', () => {
  expect(closed.nodes.map(({ id }) => id)).toEqual(['Read', 'Route', 'Each', 'Both', 'Store']);
  expect(closed.hidden).toEqual(['Report', 'Failed']);
  expect(closed.nodes.flatMap(({ inner }) => inner ?? [])).toEqual([
    { open: false, branchCount: 1, stateCount: 2 },
    { open: false, branchCount: 2, stateCount: 3 },
  ]);
  expect(textsOf(closed, 'Both')).toEqual(['Both', 'Parallel', '2 branches, 3 states']);
  expect(closed.scopes.map(({ id, open, stateCount }) => [id, open, stateCount])).toEqual([
    ['Each', false, 2],
    ['Each/Inner/0', false, 1],
    ['Both/0', false, 2],
    ['Both/1', false, 1],
  ]);
});

it('opens a state and those that hold it', () => {
  const inner = placeGraph(graph, { open: ['Each/Inner'] });
  expect(inner.nodes.map(({ id }) => id)).toContain('Each/Inner/0/Deep');
  expect(inner.scopes.filter((scope) => scope.open).map(({ id }) => id)).toEqual(['Each', 'Each/Inner/0']);
  expect(open.nodes.map(({ id }) => id).filter((id) => id.includes('/'))).toEqual([
    'Each/Inner',
    'Each/Inner/0/Deep',
    'Both/0/Left',
    'Both/0/Last',
    'Both/1/Right',
  ]);
});

it('shows the error paths of a state with what they lead to', () => {
  const ofRead = placeGraph(graph, { errorPaths: ['Read'] });
  expect(ofRead.hidden).toEqual([]);
  expect(ofRead.edges.filter(({ kind }) => kind === 'catch')).toMatchObject([
    { from: 'Read', to: 'Report', catchers: [1], errors: ['Late', 'States.ALL'], label: { text: '!1' } },
  ]);
  expect(textsOf(ofRead, 'Read')).toEqual(['Read', 'SQS sendMessage', '!1  Late, any error']);
  const xsOf = ({ nodes }: PlacedGraph) =>
    nodes.filter(({ type }) => type !== 'Pass' && type !== 'Fail').map(({ x }) => x);
  expect(xsOf(ofRead)).toEqual(xsOf(closed));
  expect(placeGraph(graph, { errorPaths: ['Store'] }).hidden).toEqual(['Report', 'Failed']);
});

it('numbers the rules in the card of the Choice, and its edges', () => {
  expect(textsOf(closed, 'Route')).toEqual([
    'Route',
    "1  $kind = 'a'",
    '2  $exists($parts)',
    '3  $size > 3',
    '4  Default',
  ]);
  const edges = closed.edges.filter(({ from }) => from === 'Route');
  expect(edges.map(({ to, label }) => [to, label?.text])).toEqual([
    ['Store', '1, 3'],
    ['Each', '2'],
    ['Both', '4'],
  ]);
});

it.each([
  ['closed', closed],
  ['open', open],
  ['to the right', placeGraph(graph, { open: 'all', direction: 'right' })],
])('keeps states apart and inside of their scope: %s', (_name, placed) => {
  const boxes = new Map(placed.scopes.flatMap(({ id, box }) => (box === undefined ? [] : [[id, box] as const])));
  for (const node of placed.nodes) {
    const holder = node.scope === undefined ? { x: 0, y: 0, ...sizeOf(placed) } : boxes.get(node.scope);
    expect(holds(holder as PlacedBox, node)).toBe(true);
    const others = placed.nodes.filter(({ id, scope }) => id !== node.id && scope === node.scope);
    expect(others.filter((other) => overlap(node, other))).toEqual([]);
  }
});

it.each([
  ['closed', closed],
  ['open', open],
  ['to the right', placeGraph(graph, { open: 'all', errorPaths: 'all', direction: 'right' })],
])('leads lines upright or level, from state to state, and through no other: %s', (_name, { nodes, edges }) => {
  for (const { from, to, points } of edges) {
    const pieces = points.slice(1).map((point, index) => [points[index] as Point, point] as const);
    expect(pieces.filter(([a, b]) => a.x !== b.x && a.y !== b.y)).toEqual([]);
    const holders = (id: string) => nodes.filter((node) => id.startsWith(`${node.id}/`));
    const others = nodes.filter(
      ({ id }) => ![from, to, ...[...holders(from), ...holders(to)].map((node) => node.id)].includes(id),
    );
    expect(
      others.filter((node) => pieces.some((piece) => passes(piece, node))).map(({ id }) => [from, to, id]),
    ).toEqual([]);
  }
});

it('leads a line from a state to itself and back to one above', () => {
  const loops = placeGraph(
    readGraph('loops', {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 1, Next: 'Poll' },
        Poll: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $a %}', Next: 'Poll' },
            { Condition: '{% $b %}', Next: 'Wait' },
          ],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    }),
  );
  const [poll, wait] = ['Poll', 'Wait'].map((name) => loops.nodes.find(({ id }) => id === name)) as [
    PlacedNode,
    PlacedNode,
  ];
  const [itself, back] = ['Poll', 'Wait'].map(
    (to) => loops.edges.find((edge) => edge.from === 'Poll' && edge.to === to)?.points,
  );
  expect(itself?.[0]?.x).toBe(poll.x + poll.width);
  expect([back?.[0]?.y, back?.at(-1)?.y]).toEqual([poll.y, wait.y + wait.height]);
});

it('is plain JSON, the same each time', () => {
  expect(JSON.parse(JSON.stringify(closed))).toEqual(closed);
  expect(placeGraph(readGraph('example', definition))).toEqual(closed);
});

it('runs to the right only if that fits', () => {
  const right = placeGraph(graph, { direction: 'right' });
  expect(placeGraph(graph, { width: right.width }).direction).toBe('right');
  expect(placeGraph(graph, { width: right.width - 1 }).direction).toBe('down');
  expect(closed.direction).toBe('down');
});

it('draws a target that is not a state yet', () => {
  const edited = readGraph('edited', { StartAt: 'A', States: { A: pass('Stroe'), Store: { Type: 'Succeed' } } });
  const { nodes, edges } = placeGraph(edited);
  expect(nodes.map(({ id, type }) => [id, type])).toEqual([
    ['A', 'Pass'],
    ['Store', 'Succeed'],
    ['Stroe', 'Unknown'],
  ]);
  expect(edges.map(({ from, to }) => [from, to])).toContainEqual(['A', 'Stroe']);
});

it('draws what can be drawn of a definition with mistakes', () => {
  const edited = {
    States: { A: { Type: 'Choice', Choices: [{ Next: 3 }, 'B'] }, B: 'pass', C: { Catch: {}, Next: 'A' } },
  };
  const placed = placeGraph(readGraph('edited', edited as unknown as StateMachineDefinition));
  expect(placed.nodes.map(({ id, type }) => [id, type])).toEqual([
    ['A', 'Choice'],
    ['C', 'Unknown'],
  ]);
  expect(placed.ends).toEqual([]);
  expect(placeGraph(readGraph('empty', {} as StateMachineDefinition)).nodes).toEqual([]);
});

function textsOf({ nodes }: PlacedGraph, name: string): string[] | undefined {
  return nodes.find(({ id }) => id === name)?.lines.map(({ text }) => text);
}

function sizeOf({ width, height }: PlacedGraph) {
  return { width, height };
}

function holds(outer: PlacedBox, inner: PlacedBox): boolean {
  const fits = inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
  return inner.x >= outer.x && inner.y >= outer.y && fits;
}

function passes([a, b]: readonly [Point, Point], { x, y, width, height }: PlacedBox): boolean {
  const isBeside = Math.max(a.x, b.x) <= x || Math.min(a.x, b.x) >= x + width;
  return !isBeside && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;
}

function overlap(a: PlacedBox, b: PlacedBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
