import { isServiceError, type LedgerPlace } from './ledger-place';
import type { Letter, ReceivedLetter } from './letter';
import { type LocalFiles, localFilesOf } from './local-files';

/** A letter with what is known beside it. */
export type DescribedLetter = Letter & LocalFiles & { readonly sentAt?: string };

/**
 * A letter as it is shown: what it lacks because its writer could not know it is asked of Step Functions, and on this computer files are
 * named instead of a console, which knows nothing of it.
 */
export async function describeLetter(place: LedgerPlace, letter: ReceivedLetter): Promise<DescribedLetter> {
  const { messageId: _messageId, receiptHandle: _receiptHandle, sentAt, ...rest } = letter;
  const { executionArn, state, consoleUrl } = letter;
  return {
    ...rest,
    definitionVersion: letter.definitionVersion ?? (await versionOf(place, executionArn)),
    consoleUrl: place.stateFolder === undefined ? consoleUrl : undefined,
    ...(await localFilesOf(place, executionArn, state)),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
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
