import { parseResource } from './parsed-resource';

test.each([
  [
    'arn:aws:states:::lambda:invoke',
    { kind: 'service', service: 'lambda', operation: 'invoke', sdk: false, pattern: 'requestResponse' },
  ],
  [
    'arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken',
    { kind: 'service', service: 'sqs', operation: 'sendMessage', sdk: false, pattern: 'waitForTaskToken' },
  ],
  [
    'arn:aws:states:::states:startExecution.sync:2',
    { kind: 'service', service: 'states', operation: 'startExecution', sdk: false, pattern: 'sync:2' },
  ],
  [
    'arn:aws:states:::aws-sdk:s3:getObject',
    { kind: 'service', service: 's3', operation: 'getObject', sdk: true, pattern: 'requestResponse' },
  ],
  [
    'arn:aws:lambda:eu-west-1:123456789012:function:f:7',
    { kind: 'function', arn: 'arn:aws:lambda:eu-west-1:123456789012:function:f:7' },
  ],
  [
    'arn:aws:states:eu-west-1:123456789012:activity:a',
    { kind: 'activity', arn: 'arn:aws:states:eu-west-1:123456789012:activity:a' },
  ],
  ['arn:aws:states:::sqs:sendMessage.waitForever', undefined],
  ['sendMessage', undefined],
])('%s is taken apart', (resource, expected) => {
  expect(parseResource(resource)).toEqual(expected);
});
