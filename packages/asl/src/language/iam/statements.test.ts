import { deriveExecutionPolicy } from './derive-execution-policy';

const target = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };

describe('the statements of a derived policy', () => {
  it('names the reason in the Sid of every statement on any resource', () => {
    const definition = {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:textract:detectDocumentText',
          Parameters: {},
          Next: 'B',
        },
        B: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Parameters: { PhoneNumber: '+49' }, End: true },
      },
    };
    const { statements } = deriveExecutionPolicy(definition, {}, target, { logging: true, tracing: true });
    expect(statements.map(({ Sid, Resource }) => [Sid, ...Resource])).toEqual([
      ['AnyResourceBecauseLogDeliveryHasNoArn', '*'],
      ['AnyResourceBecausePhoneNumbersHaveNoArn', '*'],
      ['AnyResourceBecauseNoResourceLevelPermissions', '*'],
      ['AnyResourceBecauseTracesHaveNoArn', '*'],
    ]);
  });

  it('binds a customer key to the machine that it encrypts', () => {
    const { statements } = deriveExecutionPolicy({ StartAt: 'A', States: {} }, {}, target, {
      customerKeyArn: 'arn:key',
    });
    expect(statements).toMatchObject([
      {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: ['arn:key'],
        Condition: {
          StringEquals: {
            'kms:EncryptionContext:aws:states:stateMachineArn': 'arn:aws:states:eu-west-1:123456789012:stateMachine:m',
          },
        },
      },
    ]);
  });

  it('merges by resources, covers by patterns, and does not depend on the order of the states', () => {
    const call = (operation: string, table: string) => ({
      Type: 'Task',
      Resource: `arn:aws:states:::dynamodb:${operation}`,
      Parameters: { TableName: table },
      End: true,
    });
    const states = {
      A: call('getItem', 'a'),
      B: call('putItem', 'a'),
      C: call('getItem', 'b'),
      D: call('putItem', 'b'),
    };
    const reversed = Object.fromEntries(Object.entries(states).reverse());
    const derived = deriveExecutionPolicy({ StartAt: 'A', States: states }, {}, target);
    expect(derived.statements).toHaveLength(1);
    expect(derived).toEqual(deriveExecutionPolicy({ StartAt: 'A', States: reversed }, {}, target));
    expect(derived.statements[0]?.Sid).toBe('DynamodbGetItemAndPutItem');
  });
});
