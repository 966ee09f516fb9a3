import type { Json } from '@document-pipelines/asl/definition';
import { compileEventPattern } from './event-pattern';

const event: Json = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  resources: ['arn:a', 'arn:b'],
  detail: {
    bucket: { name: 'docs' },
    object: { key: 'incoming/A.pdf', size: 10 },
    reason: 'PutObject',
    empty: '',
    nothing: null,
    list: [{ a: 1 }, { a: 2 }],
  },
};

const object = (matcher: Json): Json => ({ detail: { object: { key: [matcher] } } });
const size = (matcher: Json): Json => ({ detail: { object: { size: [matcher] } } });

// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
describe('an event pattern', () => {
  it.each([
    [{ source: ['aws.s3'] }, true],
    [{ source: ['aws.states', 'aws.s3'], 'detail-type': ['Object Created'] }, true],
    [{ source: ['aws.s3'], 'detail-type': ['Object Deleted'] }, false],
    [{ resources: ['arn:b'] }, true],
    [{ resources: ['arn:c'] }, false],
    [{ detail: { list: { a: [2] } } }, true],
    [{ detail: { list: { a: [3] } } }, false],
    [{ detail: { nothing: [null] } }, true],
    [{ detail: { absent: [null] } }, false],
    [{ detail: { empty: [''] } }, true],
    [object({ prefix: 'incoming/' }), true],
    [object({ prefix: 'batch/' }), false],
    [object({ prefix: { 'equals-ignore-case': 'INCOMING/' } }), true],
    [object({ suffix: '.pdf' }), true],
    [object({ suffix: { 'equals-ignore-case': '.PDF' } }), true],
    [object({ 'equals-ignore-case': 'INCOMING/a.PDF' }), true],
    [object({ wildcard: 'incoming/*.pdf' }), true],
    [object({ wildcard: '*.png' }), false],
    [object({ wildcard: 'incoming/A?pdf' }), false],
    [object({ 'anything-but': 'x' }), true],
    [object({ 'anything-but': ['x', 'incoming/A.pdf'] }), false],
    [object({ 'anything-but': { prefix: 'incoming/' } }), false],
    [object({ 'anything-but': { suffix: ['.png', '.pdf'] } }), false],
    [object({ 'anything-but': { wildcard: '*/B.*' } }), true],
    [{ detail: { absent: [{ 'anything-but': 'x' }] } }, false],
    [size({ numeric: ['=', 10] }), true],
    [size({ numeric: ['>', 0, '<=', 9] }), false],
    [size(10), true],
    [size('10'), false],
    [object({ exists: true }), true],
    [{ detail: { absent: { deeper: [{ exists: false }] } } }, true],
    [{ detail: { reason: [{ exists: false }] } }, false],
    [{ detail: { $or: [{ reason: ['CopyObject'] }, { object: { size: [10] } }] } }, true],
    [{ $or: [{ source: ['aws.x'] }, { source: ['aws.y'] }] }, false],
  ] as readonly [Json, boolean][])('%j holds: %s', (pattern, holds) => {
    expect(compileEventPattern(JSON.stringify(pattern))(event)).toBe(holds);
  });

  it.each([
    ['{', 'the event pattern is not JSON'],
    ['{}', 'an event pattern is an object with at least one field'],
    [
      '{"source":"aws.s3"}',
      'event pattern.source must be an object or a list of values that is not empty, it is "aws.s3"',
    ],
    ['{"source":[]}', 'event pattern.source must be an object or a list'],
    ['{"source":[{"cidr":"10.0.0.0/8"}]}', 'event pattern.source holds {"cidr":"10.0.0.0/8"}: one operator of prefix,'],
    ['{"source":[{"prefix":1}]}', 'event pattern.source.prefix must be text, it is 1'],
    ['{"source":[{"numeric":["~",1]}]}', 'event pattern.source.numeric must be pairs'],
    ['{"$or":[{"source":["a"]}]}', 'event pattern.$or must be a list of at least two patterns'],
  ])('%s is refused by name', (text, message) => {
    expect(() => compileEventPattern(text)).toThrow(message);
  });
});
