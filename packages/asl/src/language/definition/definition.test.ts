import { fieldKind, locateField, parseResource } from '.';

describe('parseResource', () => {
  it.each([
    ['arn:aws:states:::dynamodb:putItem', 'dynamodb', 'putItem', false, 'requestResponse'],
    ['arn:aws-cn:states:::aws-sdk:s3:getObject', 's3', 'getObject', true, 'requestResponse'],
    ['arn:${AWS::Partition}:states:::states:startExecution.sync:2', 'states', 'startExecution', false, 'sync:2'],
    ['arn:${Partition}:states:::sqs:sendMessage.waitForTaskToken', 'sqs', 'sendMessage', false, 'waitForTaskToken'],
  ])('reads %s', (resource, service, operation, sdk, pattern) => {
    expect(parseResource(resource)).toMatchObject({ kind: 'service', service, operation, sdk, pattern });
  });

  it('tells functions, qualified or not, and activities', () => {
    const functionArn = 'arn:aws:lambda:${AWS::Region}:123456789012:function:f';
    expect(parseResource(functionArn)).toMatchObject({ kind: 'function', qualified: false });
    expect(parseResource(`${functionArn}:live`)).toMatchObject({ kind: 'function', qualified: true });
    expect(parseResource('arn:aws:states:eu-west-1:123456789012:activity:a')).toMatchObject({ kind: 'activity' });
  });

  it.each(['${FunctionArn}', 'my-function', 'arn:aws:s3:::bucket', 'arn:aws:states:::sns:publish.sometimes'])(
    'finds nothing to call in %s',
    (resource) => {
      expect(parseResource(resource)).toBeUndefined();
    },
  );
});

describe('locateField', () => {
  it('finds the innermost state by the grammar of scopes', () => {
    expect(locateField(['States', 'P', 'Branches', 0, 'States', 'A', 'Retry', 1, 'MaxAttempts'])).toEqual({
      statePath: ['States', 'P', 'Branches', 0, 'States', 'A'],
      stateName: 'A',
      field: ['Retry', 1, 'MaxAttempts'],
    });
  });

  it('takes keys named States inside data for data', () => {
    expect(locateField(['States', 'A', 'Parameters', 'States', 'B', 'Seconds'])).toMatchObject({ stateName: 'A' });
    expect(locateField(['States', 'States', 'Seconds'])).toMatchObject({ stateName: 'States', field: ['Seconds'] });
    expect(locateField(['TimeoutSeconds'])).toEqual({ statePath: [], field: ['TimeoutSeconds'] });
  });

  it('leads into an item processor and back out of its configuration', () => {
    expect(locateField(['States', 'M', 'ItemProcessor', 'ProcessorConfig', 'Mode'])).toMatchObject({
      stateName: 'M',
      field: ['ItemProcessor', 'ProcessorConfig', 'Mode'],
    });
  });
});

describe('fieldKind', () => {
  it.each([
    [['TimeoutSeconds'], 'number'],
    [['States', 'A', 'TimeoutSeconds'], 'number'],
    [['States', 'A', 'Retry', 0, 'MaxAttempts'], 'number'],
    [['States', 'A', 'Choices', 0, 'NumericEquals'], 'number'],
    [['States', 'A', 'Choices', 0, 'And', 1, 'NumericLessThan'], 'number'],
    [['States', 'A', 'Choices', 0, 'NumericEqualsPath'], 'any'],
    [['States', 'M', 'ItemReader', 'ReaderConfig', 'MaxItems'], 'number'],
    [['States', 'A', 'Catch', 0, 'Next'], 'text'],
    [['States', 'A', 'Resource'], 'text'],
    [['States', 'A', 'Arguments', 'TimeoutSeconds'], 'any'],
    [['States', 'TimeoutSeconds', 'Output'], 'any'],
  ] as const)('of %j is %s', (path, kind) => {
    expect(fieldKind(path)).toBe(kind);
  });
});
