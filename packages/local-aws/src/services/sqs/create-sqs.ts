import { optionalText } from '../input';
import { type KeyUse, keyPermissions } from '../key-permissions';
import type { Caller, EmbeddedService, Operation, Permission, Shape } from '../service';
import * as queues from './queue-operations';
import { changeMessageVisibility, deleteMessage, deleteMessageBatch, receiveMessage } from './receive-messages';
import { sendMessage, sendMessageBatch } from './send-messages';
import { queueName, type SqsOptions, SqsState } from './sqs-state';

/**
 * SQS standard queues that use the folder `queues`, one JSON file for each message.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export function createSqs(options: SqsOptions): EmbeddedService {
  const state = new SqsState(options);
  const operation = (action: string, run: Run, keyActions: KeyUse['actions'] = []): Operation => ({
    permissions: (input) => permissionsOf(state, action, input, keyActions),
    run: (input, caller) => run(state, input, caller),
  });
  const sends = (run: Run) => operation('sqs:SendMessage', run, ['kms:GenerateDataKey', 'kms:Decrypt']);
  return {
    name: 'sqs',
    operations: {
      CreateQueue: operation('sqs:CreateQueue', queues.createQueue),
      SetQueueAttributes: operation('sqs:SetQueueAttributes', queues.setQueueAttributes),
      GetQueueAttributes: operation('sqs:GetQueueAttributes', queues.getQueueAttributes),
      GetQueueUrl: operation('sqs:GetQueueUrl', queues.getQueueUrl),
      ListQueues: operation('sqs:ListQueues', queues.listQueues),
      PurgeQueue: operation('sqs:PurgeQueue', queues.purgeQueue),
      SendMessage: sends(sendMessage),
      SendMessageBatch: sends(sendMessageBatch),
      ReceiveMessage: operation('sqs:ReceiveMessage', receiveMessage, ['kms:Decrypt']),
      DeleteMessage: operation('sqs:DeleteMessage', deleteMessage),
      DeleteMessageBatch: operation('sqs:DeleteMessage', deleteMessageBatch),
      ChangeMessageVisibility: operation('sqs:ChangeMessageVisibility', changeMessageVisibility),
    },
  };
}

type Run = (state: SqsState, input: Shape, caller: Caller) => Promise<Shape>;

function permissionsOf(
  state: SqsState,
  action: string,
  input: Shape,
  keyActions: KeyUse['actions'],
): readonly Permission[] {
  const url = optionalText(input, 'QueueUrl');
  const name = url === undefined ? (optionalText(input, 'QueueName') ?? '*') : queueName(url);
  const resource = state.arnOf(name);
  const { kmsKeyArn: keyArn } = state.byArn(resource)?.settings ?? {};
  const onKey = keyPermissions({
    keyArn,
    actions: keyActions,
    service: 'sqs',
    region: state.options.localAccount.region,
  });
  return [{ action, resource }, ...onKey];
}
