const call = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: `shop-${name}`, Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  TimeoutSeconds: 30,
  ...more,
});
const retry = [
  {
    ErrorEquals: ['Lambda.TooManyRequestsException', 'PaymentService.Unavailable'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 3,
  },
];
const failed = {
  Catch: [{ ErrorEquals: ['States.ALL'], Assign: { error: '{% $states.errorOutput %}' }, Next: 'RecordFailure' }],
};

/** A state machine with everything that the page shows: branches, iterations, retriers, catchers, a loop. */
export const orderMachine = {
  Comment: 'Takes an order, charges it, and ships its items',
  QueryLanguage: 'JSONata',
  StartAt: 'CheckOrder',
  States: {
    CheckOrder: call('check-order', { Assign: { order: '{% $states.result.Payload %}' }, ...failed, Next: 'IsValid' }),
    IsValid: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $count($order.items) = 0 %}', Next: 'RejectOrder' },
        { Condition: '{% $order.total > 10000 %}', Next: 'AskManager' },
      ],
      Default: 'ChargeAndReserve',
    },
    AskManager: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: {
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/managers',
        MessageBody: { token: '{% $states.context.Task.Token %}' },
      },
      TimeoutSeconds: 86_400,
      ...failed,
      Next: 'ChargeAndReserve',
    },
    ChargeAndReserve: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'ChargeCard', States: { ChargeCard: call('charge-card', { Retry: retry, End: true }) } },
        {
          StartAt: 'ReserveStock',
          States: {
            ReserveStock: call('reserve-stock', { Next: 'ReadPrices' }),
            ReadPrices: {
              Type: 'Task',
              Resource: 'arn:aws:states:::dynamodb:getItem',
              Arguments: { TableName: 'prices', Key: { id: { S: 'today' } } },
              End: true,
            },
          },
        },
      ],
      Output: '{% $order %}',
      ...failed,
      Next: 'ShipItems',
    },
    ShipItems: {
      Type: 'Map',
      Items: '{% $order.items %}',
      MaxConcurrency: 4,
      ItemProcessor: {
        StartAt: 'PackItem',
        States: {
          PackItem: call('pack-item', {
            Assign: { parcel: '{% $states.result.Payload.parcel %}' },
            Next: 'PrintLabel',
          }),
          PrintLabel: call('print-label', { Retry: retry, End: true }),
        },
      },
      ...failed,
      Next: 'NotifyCustomer',
    },
    NotifyCustomer: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Arguments: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders', Message: 'shipped' },
      Retry: retry,
      ...failed,
      End: true,
    },
    RejectOrder: { Type: 'Fail', Error: 'Order.Empty', Cause: 'the order has no items' },
    RecordFailure: {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:updateItem',
      Arguments: { TableName: 'orders', Key: { id: { S: '{% $order.id ? $order.id : "unknown" %}' } } },
      Next: 'Failed',
    },
    Failed: { Type: 'Fail', Error: 'Order.Failed', Cause: '{% $string($error) %}' },
  },
} as const;
