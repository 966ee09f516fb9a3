import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inDependencyOrder } from './dependency-order';
import { loadSynthesisedApp, localAccountOf } from './synthesised-app';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dev-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(stack: object) {
  writeFileSync(
    path.join(folder, 'cdk.tf.json'),
    JSON.stringify({ provider: { aws: [{ region: 'eu-west-1' }] }, ...stack }),
  );
  return loadSynthesisedApp(folder);
}

describe('a synthesised stack', () => {
  it('is read into resources and outputs', () => {
    const app = load({
      '//': { metadata: {} },
      terraform: { backend: {} },
      resource: {
        aws_sqs_queue: {
          letters: {
            '//': {},
            name: 'q',
            depends_on: ['aws_iam_role.r'],
            lifecycle: { prevent_destroy: true },
            delay_seconds: null,
          },
        },
        aws_iam_role: { r: { name: 'r' } },
      },
      output: { url: { value: '${aws_sqs_queue.letters.url}', sensitive: false } },
    });
    expect(app.resources).toEqual([
      {
        address: 'aws_sqs_queue.letters',
        type: 'aws_sqs_queue',
        name: 'letters',
        arguments: { name: 'q' },
        dependsOn: ['aws_iam_role.r'],
      },
      { address: 'aws_iam_role.r', type: 'aws_iam_role', name: 'r', arguments: { name: 'r' }, dependsOn: [] },
    ]);
    expect(app.outputs).toEqual({ url: '${aws_sqs_queue.letters.url}' });
    expect(localAccountOf(app, '/state')).toEqual({
      partition: 'aws',
      region: 'eu-west-1',
      account: '123456789012',
      stackFolder: folder,
      stateFolder: '/state',
    });
  });

  it.each([
    [{ locals: { a: 1 } }, 'a block of kind `locals` is not part of the stacks’ closed language'],
    [{ module: {} }, 'a block of kind `module`'],
    [
      { data: { aws_iam_policy_document: { p: {} } } },
      'the data source data.aws_iam_policy_document.p is not implemented locally',
    ],
    [{ resource: { aws_sqs_queue: { q: { count: 2 } } } }, 'aws_sqs_queue.q: `count` is not part of'],
    [{ resource: { aws_sqs_queue: { q: { provider: 'aws.other' } } } }, 'aws_sqs_queue.q: `provider` is not part of'],
    [
      { provider: { aws: [{ region: 'a' }, { region: 'b', alias: 'c' }] } },
      'exactly one aws provider is expected, there are 2',
    ],
    [{ provider: { aws: [{}] } }, 'the aws provider must name its region'],
  ])('with %j is refused by name', (stack, message) => {
    expect(() => load(stack)).toThrow(message.replace('’', "'"));
  });

  it('that is not there is asked for', () => {
    expect(() => loadSynthesisedApp(path.join(folder, 'absent'))).toThrow('`npm run synth` writes it');
  });
});

describe('the order of resources', () => {
  it('puts each after what it refers to and depends on', () => {
    const app = load({
      resource: {
        a: { one: { x: '${b.two.arn}', depends_on: ['a.zero'] }, zero: {} },
        b: { two: { y: ['${c.three.id} ${data.aws_region.current.name}'] } },
        c: { three: {} },
      },
      data: { aws_region: { current: {} } },
    });
    expect(inDependencyOrder(app).map(({ address }) => address)).toEqual(['a.zero', 'c.three', 'b.two', 'a.one']);
  });

  it('names a cycle, and a resource that is not there', () => {
    const cycle = load({
      resource: { a: { one: { x: '${a.two.arn}' }, two: { x: '${a.three.arn}' }, three: { x: '${a.two.id}' } } },
    });
    expect(() => inDependencyOrder(cycle)).toThrow('in a cycle: a.two → a.three → a.two');
    const absent = load({ resource: { a: { one: { depends_on: ['a.nine'] } } } });
    expect(() => inDependencyOrder(absent)).toThrow('a.one depends on a.nine, which is not a resource of this stack');
  });
});
