import type { BusEvent } from './event';
import { readTarget } from './rule';
import { compileTargetInput } from './target-input';

const rule = { arn: 'arn:aws:events:eu-west-1:123456789012:rule/r', name: 'r' };

function eventOf(key: string): BusEvent {
  return {
    version: '0',
    id: 'id',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '123456789012',
    time: '2026-01-01T00:00:00Z',
    region: 'eu-west-1',
    resources: ['arn:b'],
    detail: { bucket: { name: 'b' }, object: { key, size: 3, 'version-id': 'v1' } },
  };
}

function inputOf(target: Readonly<Record<string, unknown>>, key = 'incoming/a.pdf'): string {
  return compileTargetInput(readTarget({ Id: 't', Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', ...target }))(
    eventOf(key),
    rule,
  );
}

function transformed(InputTemplate: string, InputPathsMap: Readonly<Record<string, string>>, key?: string): string {
  return inputOf({ InputTransformer: { InputTemplate, InputPathsMap } }, key);
}

// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
describe('what a target is handed', () => {
  it('is the event, a constant or a part of the event', () => {
    expect(JSON.parse(inputOf({}))).toEqual(eventOf('incoming/a.pdf'));
    expect(inputOf({ Input: '{"a":1}' })).toBe('{"a":1}');
    expect(inputOf({ InputPath: '$.detail.bucket' })).toBe('{"name":"b"}');
    expect(inputOf({ InputPath: '$.resources[0]' })).toBe('"arn:b"');
    expect(inputOf({ InputPath: "$['detail-type']" })).toBe('"Object Created"');
  });

  it.each(['incoming/a.pdf', 'incoming/with "quotes" \\ and ü\n<key>.pdf'])(
    'is a template filled from the event: %j',
    (key) => {
      const paths = {
        bucket: '$.detail.bucket.name',
        key: '$.detail.object.key',
        versionId: '$.detail.object.version-id',
        size: '$.detail.object.size',
      };
      const template =
        '{"bucket": <bucket>, "key": <key>, "versionId": <versionId>, "size": <size>, "text": "at <key>: <size> bytes"}';
      expect(JSON.parse(transformed(template, paths, key))).toEqual({
        bucket: 'b',
        key,
        versionId: 'v1',
        size: 3,
        text: `at ${key}: 3 bytes`,
      });
    },
  );

  it('knows the names EventBridge gives, and takes an empty text for what is not there', () => {
    const template =
      '{"rule": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "event": <aws.events.event.json>, "absent": <absent>}';
    const answer = JSON.parse(transformed(template, { absent: '$.detail.absent' })) as Record<string, unknown>;
    expect(answer).toEqual({ rule: rule.arn, name: 'r', event: eventOf('incoming/a.pdf'), absent: '' });
  });

  it('is refused by name where it is not modelled', () => {
    expect(() => transformed('{"a": <b>}', { a: '$.detail' })).toThrow(
      'the input template names <b>, which no input path gives',
    );
    expect(() => transformed('{"a": <a>}', { a: '$.detail.*' })).toThrow(
      'the path $.detail.* is not one EventBridge takes here',
    );
    expect(() => inputOf({ KinesisParameters: {} })).toThrow('target t: KinesisParameters is not modelled');
  });
});
