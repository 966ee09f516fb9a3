import type { DescribeExecution } from '@document-pipelines/local-aws/environment';
import { pointerIn } from '../ledger/object-pointer';
import { operatorCommands } from '../operator-commands';
import { askingStates } from '../reviews/asking-states';

/** Describes executions while `asl local serve` runs: a document by its key, and the commands for failures and reviews. */
export const describeExecution: DescribeExecution = ({ environment, event, executionArn, input }) => {
  const commands = operatorCommands({ environment });
  const key = pointerIn(input)?.key;
  const subject = key === undefined ? {} : { subject: key };
  if (event.kind === 'ended' && event.status !== 'SUCCEEDED')
    return { ...subject, next: commands.trace(key ?? executionArn) };
  if (event.kind === 'waiting' && askingStates.has(event.stateName))
    return { ...subject, next: commands.review('list') };
  return subject;
};
