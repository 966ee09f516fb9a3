import type { StateMachineDefinition } from '../definition';
import { compareDefinitions, deployedSource } from '../diff';
import { drawMermaid, drawSvg, joinGraphs, type Overlays, placeGraph, readGraph, revealing } from '.';
import { ruleLabel } from './model/rule-label';
import { serviceLabel } from './model/service-label';

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

describe('drawSvg', () => {
  const placed = placeGraph(graph);
  const svg = drawSvg(placed);

  it('gives the same bytes each time', () => {
    expect(drawSvg(placeGraph(readGraph('example', example)))).toBe(svg);
  });

  it('is named and described, and loads and runs nothing', () => {
    expect(svg).toContain('<title id="title">example</title>');
    expect(svg).toContain('State machine example, 6 states, starts at Read. Read &lt;it&gt;. And more.');
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

  it('paints what an execution did: status, counts, error, taken lines; what was not reached is pale', () => {
    const execution: Overlays['execution'] = {
      states: [
        { path: 'Read', status: 'caught', visits: 2, retries: 3, error: 'Busy', reason: '<b>' },
        {
          path: 'Each',
          status: 'failed',
          visits: 1,
          retries: 0,
          map: { total: 9, succeeded: 4, failed: 1, running: 0 },
        },
        { path: 'Store', status: 'notReached', visits: 0, retries: 0 },
      ],
      edges: ['\nRead\nstart', 'Read\nRoute'],
    };
    const painted = drawSvg(placed, { overlays: { execution } });
    expect(textsIn(painted, 'badge caught-text')).toEqual(['↷ caught ↻3 ×2', '↷ failed, and caught']);
    expect(textsIn(painted, 'badge failed-text')).toEqual(['✕ failed 4 of 9, 1 failed', '✕ failed']);
    expect(textsIn(painted, 'fault small')).toEqual(['Busy']);
    expect(painted).toContain('Busy: &lt;b&gt;</title>');
    expect(painted.match(/class="line taken"/g)).toHaveLength(3); // and the legend
    expect(painted.match(/class="faded"/g)).toHaveLength(4);
  });

  it('has colours for dark pages only where they are wanted', () => {
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(drawSvg(placed, { theme: 'light' })).not.toContain('@media');
  });
});

test('drawMermaid gives every state a node, every frame a subgraph, and escapes what Mermaid would read', () => {
  const text = drawMermaid(placeGraph(graph, { open: 'all', errorPaths: 'all' }));
  expect(text).toMatch(/^flowchart TD\n/);
  expect(text).toContain('s1["Read<br>DynamoDB updateItem<br>!1  any error"]:::store');
  expect(text).toContain(`s2{{"Route<br>1  $kind = 'a'<br>2  $size #60; Most<br>3  Default"}}:::choice`);
  expect(text).toContain('s2 -->|"1, 2"| s5');
  expect(text).toMatch(/subgraph s3\[/);
  expect(text.match(/^ *subgraph/gm)).toHaveLength(text.match(/^ *end$/gm)?.length ?? 0);
});

test('revealing opens what holds a state, and shows the error paths that lead to it', () => {
  expect(revealing(graph, ['Each/One', 'Told'])).toEqual({ open: ['Each'], errorPaths: [] });
  expect(revealing(graph, ['Failed'])).toEqual({ open: [], errorPaths: ['Read'] });
});

describe('joinGraphs', () => {
  const { Tell: _tell, ...others } = example.States;
  const changed: StateMachineDefinition = {
    ...example,
    States: {
      ...others,
      Route: { Type: 'Choice', Choices: [{ Condition: "{% $kind = 'b' %}", Next: 'Store' }], Default: 'Each' },
      Store: { ...task('Check') },
      Check: { Type: 'Pass', Comment: 'new', Next: 'Told' },
    },
  };
  const source = (definition: StateMachineDefinition) =>
    deployedSource(JSON.stringify(definition), { label: 'test', name: 'example' });
  const joined = joinGraphs(graph, readGraph('example', changed), compareDefinitions(source(example), source(changed)));

  it('has what was removed where it was, and names what differs', () => {
    expect(joined.graph.scope.nodes.map(({ id }) => id)).toEqual([
      'Read',
      'Route',
      'Each',
      'Store',
      'Tell',
      'Told',
      'Failed',
      'Check',
    ]);
    expect(joined.diff.states).toEqual([
      { path: 'Check', change: 'added' },
      { path: 'Tell', change: 'removed' },
      { path: 'Route', change: 'changed', fields: ['Choices'] },
      { path: 'Store', change: 'changed', fields: ['Next'] },
    ]);
    expect(joined.diff.edges).toEqual([
      { id: 'Store\nCheck', change: 'added' },
      { id: 'Check\nTold', change: 'added' },
      { id: 'Store\nTell', change: 'removed' },
      { id: 'Tell\nTold', change: 'removed' },
      { id: 'Tell\nFailed\ncatch', change: 'removed' },
    ]);
  });

  it('is drawn in colours, dashes and words', () => {
    const svg = drawSvg(placeGraph(joined.graph), { overlays: { diff: joined.diff } });
    expect(textsIn(svg, 'badge added-text')).toEqual(['+ added', '+ added: solid']);
    expect(textsIn(svg, 'badge removed-text')).toEqual(['− removed', '− removed: dashed']);
    expect(textsIn(svg, 'badge changed-text')).toEqual(['~ changed: Choices', '~ changed: Next', '~ changed: dotted']);
    expect(svg.match(/class="line removed"/g)).toHaveLength(2);
  });

  it('finds no change between equal definitions', () => {
    const same = joinGraphs(graph, graph, compareDefinitions(source(example), source(example)));
    expect(same).toEqual({ graph, diff: { states: [], edges: [] } });
  });

  it('draws a state inside of another where it was, under a new name of that one', () => {
    const inner = (name: string, states: object) =>
      ({
        StartAt: name,
        States: {
          [name]: { Type: 'Map', MaxConcurrency: 4, ItemProcessor: { StartAt: 'One', States: states }, End: true },
        },
      }) as unknown as StateMachineDefinition;
    const last = { Type: 'Wait', Seconds: 3, End: true };
    const old = inner('Each', { One: { Type: 'Pass', Next: 'Two' }, Two: last });
    const current = inner('Every', { One: { Type: 'Pass', End: true } });
    const { graph: both, diff } = joinGraphs(
      readGraph('m', old),
      readGraph('m', current),
      compareDefinitions(source(old), source(current)),
    );
    expect(both.scope.nodes[0]?.scopes[0]?.nodes.map(({ id }) => id)).toEqual(['Every/One', 'Every/Two']);
    expect(diff.states).toContainEqual({ path: 'Every/Two', change: 'removed' });
    expect(diff.states).toContainEqual(expect.objectContaining({ path: 'Every', was: 'Each' }));
    expect(diff.edges).toEqual([{ id: 'Every/One\nEvery/Two', change: 'removed' }]);
  });
});

function textsIn(svg: string, style: string): string[] {
  return [...svg.matchAll(new RegExp(`class="${style}"[^>]*>([^<]*)`, 'g'))].map(([, text = '']) => text);
}
