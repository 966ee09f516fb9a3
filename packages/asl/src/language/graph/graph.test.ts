import type { StateMachineDefinition } from '../definition';
import { drawMermaid, drawSvg, readGraph } from '.';
import { layOutScope } from './layout/lay-out-scope';
import { measures } from './layout/measures';
import type { PlacedNode, PlacedScope } from './layout/placed';
import { textWidth } from './layout/text-width';
import { ruleLabel } from './model/rule-label';
import { serviceLabel } from './model/service-label';
import { splitScope } from './model/split-scope';

const caught = [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }];
const task = (Next: string) => ({
  Type: 'Task' as const,
  Resource: 'arn:aws:states:::dynamodb:updateItem',
  Catch: caught,
  Next,
});
const example: StateMachineDefinition = {
  Comment: 'Read <it>. And more.',
  StartAt: 'Read',
  States: {
    Read: { ...task('Route'), Retry: [{ ErrorEquals: ['States.ALL'] }] },
    Route: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $kind = 'a' %}", Next: 'Store' },
        { Condition: '{% $size < ${Most} %}', Next: 'Store' },
      ],
      Default: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'One',
        States: { One: { Type: 'Wait', Seconds: 3, End: true } },
      },
      Next: 'Store',
    },
    Store: { ...task('Tell') },
    Tell: { ...task('Told') },
    Told: { Type: 'Succeed' },
    Failed: { Type: 'Fail' },
  },
};
const graph = readGraph('example', example);

describe('readGraph', () => {
  it('has a node for each state, with what it calls and where it stands', () => {
    expect(graph.scope.nodes.map(({ id, family, label, retries }) => [id, family, label, retries])).toEqual([
      ['Read', 'store', 'DynamoDB updateItem', true],
      ['Route', 'choice', '', false],
      ['Each', 'map', 'Distributed Map: a child execution (EXPRESS) for each item', false],
      ['Store', 'store', 'DynamoDB updateItem', false],
      ['Tell', 'store', 'DynamoDB updateItem', false],
      ['Told', 'succeed', '', false],
      ['Failed', 'fail', '', false],
    ]);
    expect(graph.scope.nodes[2]?.scopes[0]?.nodes).toMatchObject([{ id: 'Each/One', label: 'Wait 3 s', ends: true }]);
  });

  it('labels a rule by its condition and a catcher by its errors', () => {
    const labels = graph.scope.edges.map(({ from, to, kind, label }) => `${from} ${kind} ${to} ${label}`.trim());
    expect(labels).toContain("Route rule Store $kind = 'a'");
    expect(labels).toContain('Route rule Store $size < Most');
    expect(labels).toContain('Route default Each');
    expect(labels).toContain('Read catch Failed any error');
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ Variable: '$.a', NumericLessThanEquals: 3 }, '$.a ≤ 3'],
  [{ Variable: '$.a', StringEquals: 'b' }, '$.a = b'],
  [{ Not: { Variable: '$.a', IsPresent: true } }, 'not ($.a is present)'],
  [
    {
      And: [
        { Variable: '$.a', IsNull: false },
        { Variable: '$.b', BooleanEquals: true },
      ],
    },
    'not: $.a is null and $.b = true',
  ],
  [{ Variable: '$.a', StringMatches: 'x*' }, '$.a matches x*'],
])('the rule %j is drawn as %s', (rule, label) => {
  expect(ruleLabel(rule as never)).toBe(label);
});

test.each([
  ['arn:${Partition}:states:::lambda:invoke.waitForTaskToken', 'Lambda · waits for callback'],
  ['arn:aws:states:::aws-sdk:bedrockruntime:converse', 'Bedrock converse'],
  ['arn:aws:states:::states:startExecution.sync:2', 'Step Functions startExecution · waits until done'],
  ['arn:aws:states:us-east-1:1:activity:a', 'Activity'],
  ['${FunctionArn}', 'Task'],
  ['arn:aws:states:::aws-sdk:polly:synthesizeSpeech', 'polly synthesizeSpeech'],
])('%s is called %s', (resource, label) => {
  expect(serviceLabel(resource).label).toBe(label);
});

describe('splitScope', () => {
  it('sets aside what several states catch into, and names it by a letter', () => {
    const { main, side, jumps, letters } = splitScope(graph.scope, 'grouped');
    expect(side.nodes.map(({ name }) => name)).toEqual(['Failed']);
    expect(main.edges.some(({ kind }) => kind === 'catch')).toBe(false);
    expect(jumps.map(({ from }) => from)).toEqual(['Read', 'Store', 'Tell']);
    expect([...letters]).toEqual([['Failed', 'A']]);
  });

  it('draws every line when all are wanted, and neither catchers nor what only they reach when none are', () => {
    expect(splitScope(graph.scope, 'all')).toMatchObject({ jumps: [], side: { nodes: [] } });
    const none = splitScope(graph.scope, 'none');
    expect([...none.main.nodes, ...none.side.nodes].map(({ name }) => name)).not.toContain('Failed');
    expect(none.jumps).toEqual([]);
  });
});

describe('the layout', () => {
  const placed = layOutScope(graph.scope, 'grouped');

  it('keeps every name and label inside its state', () => {
    for (const { node, width } of nodesOf(placed)) {
      const widest = Math.max(textWidth(node.name, measures.name), textWidth(node.label, measures.label));
      expect(width).toBeGreaterThanOrEqual(widest + 2 * measures.cardPadding);
    }
  });

  it('lets no two states overlap, and none reach out of its scope', () => {
    expect(misplaced(placed)).toEqual([]);
  });

  it('draws two rules with one target as one line', () => {
    const lines = placed.main.edges.filter(({ from, to }) => from === 'Route' && to === 'Store');
    expect(lines.map(({ label }) => label?.lines)).toEqual([["$kind = 'a'", 'or $size < Most']]);
  });
});

describe('drawSvg', () => {
  const svg = drawSvg(graph);

  it('gives the same bytes each time', () => {
    expect(drawSvg(readGraph('example', example))).toBe(svg);
  });

  it('is named and described, and loads and runs nothing', () => {
    expect(svg).toContain('<title id="title">example</title>');
    expect(svg).toContain('State machine example, 7 states, starts at Read. Read &lt;it&gt;. And more.');
    expect(svg).not.toMatch(/<script|<image|href=|url\(|@import|\son[a-z]+=/);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const [, close = '', name = '', self = ''] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (self === '') open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('has colours for dark pages only where they are wanted', () => {
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(drawSvg(graph, { theme: 'light' })).not.toContain('@media');
  });
});

test('drawMermaid gives every state a node, every frame a subgraph, and escapes what Mermaid would read', () => {
  const text = drawMermaid(graph);
  expect(text).toMatch(/^flowchart TD\n/);
  expect(text).toContain('s1["Read<br>DynamoDB updateItem<br>→ (A)"]:::store');
  expect(text).toContain(`s2 -->|"$kind = 'a' or $size #60; Most"| s5`);
  expect(text).toMatch(/subgraph s3\[/);
  expect(text.match(/^ *subgraph/gm)).toHaveLength(text.match(/^ *end$/gm)?.length ?? 0);
});

function nodesOf({ main, side }: PlacedScope): PlacedNode[] {
  const own = [...main.nodes, ...(side?.nodes ?? [])];
  return own.flatMap((each) => [each, ...each.scopes.flatMap(nodesOf)]);
}

function misplaced(scope: PlacedScope): string[] {
  const { nodes, width, height } = scope.main;
  const outside = nodes.filter(
    (each) => each.x < 0 || each.y < 0 || each.x + each.width > width || each.y + each.height > height,
  );
  const overlapping = nodes.filter((a) => nodes.some((b) => a !== b && overlap(a, b)));
  const inside = nodes.flatMap((each) => each.scopes.filter((inner) => reachesOut(inner, each)).map(() => each));
  const below = nodes.flatMap((each) => each.scopes.flatMap(misplaced));
  return [...[...outside, ...overlapping, ...inside].map(({ node }) => node.name), ...below];
}

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function reachesOut(inner: PlacedScope, { width, height }: PlacedNode): boolean {
  return inner.x < 0 || inner.y < 0 || inner.x + inner.width > width || inner.y + inner.height > height;
}
