import { isServiceError, type LedgerPlace } from './ledger-place';
import type { Letter, ReceivedLetter } from './letter';

/** A letter as it is shown: what it lacks because its writer could not know it is asked of Step Functions. */
export async function describeLetter(
  place: LedgerPlace,
  letter: ReceivedLetter,
): Promise<Letter & { sentAt?: string }> {
  const { messageId: _messageId, receiptHandle: _receiptHandle, sentAt, ...rest } = letter;
  const definitionVersion = letter.definitionVersion ?? (await versionOf(place, letter.executionArn));
  return { ...rest, definitionVersion, ...(sentAt === undefined ? {} : { sentAt }) };
}

/** The version that ran, or the machine where it was started by neither version nor alias. */
async function versionOf(place: LedgerPlace, executionArn: string): Promise<string | undefined> {
  try {
    const described = await place.call('states', 'DescribeExecution', { executionArn });
    const version = described['stateMachineVersionArn'] ?? described['stateMachineArn'];
    return typeof version === 'string' ? version : undefined;
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
    throw error;
  }
}
