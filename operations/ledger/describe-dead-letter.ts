import { type Account, isServiceError } from '../account';
import type { DeadLetter, ReceivedDeadLetter } from './dead-letter';
import { type LocalFiles, localFilesOf } from './local-files';

/** A dead letter with additional details. */
export type DescribedDeadLetter = DeadLetter & LocalFiles & { readonly sentAt?: string };

/**
 * Returns a dead letter as it is printed. Fields that its writer could not know are read from Step Functions. Locally, it names files
 * instead of a link to the console, where local executions do not exist.
 */
export async function describeDeadLetter(account: Account, letter: ReceivedDeadLetter): Promise<DescribedDeadLetter> {
  const { messageId: _messageId, receiptHandle: _receiptHandle, sentAt, ...rest } = letter;
  const { executionArn, state, consoleUrl } = letter;
  return {
    ...rest,
    definitionVersion: letter.definitionVersion ?? (await versionOf(account, executionArn)),
    consoleUrl: account.stateFolder === undefined ? consoleUrl : undefined,
    ...(await localFilesOf(account, executionArn, state)),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
}

/** Returns the version that ran, or the machine if it was started without version and alias. */
async function versionOf(account: Account, executionArn: string): Promise<string | undefined> {
  try {
    const described = await account.call('states', 'DescribeExecution', { executionArn });
    const version = described['stateMachineVersionArn'] ?? described['stateMachineArn'];
    return typeof version === 'string' ? version : undefined;
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
    throw error;
  }
}
