import { cutLongText } from '@document-pipelines/asl/terminal';
import { withAccount } from '../../account';
import { type OperatorCommands, operatorCommands } from '../../operator-commands';
import { deadLetterFailure, shownExecution } from '../dead-letter-text';
import { type DescribedDeadLetter, describeDeadLetter } from '../describe-dead-letter';
import { readDeadLetters } from '../evidence/dead-letters';
import type { LedgerOptions } from './ledger-options';

/** `pipelines ledger letters`: prints the dead letters, oldest first, and leaves them in the queue. */
export async function listDeadLetters(options: LedgerOptions): Promise<0> {
  const letters = await withAccount('pipelines ledger letters', options, async (account) => {
    const seen = await readDeadLetters(account);
    const oldestFirst = [...seen].sort((a, b) => (a.sentAt ?? '').localeCompare(b.sentAt ?? ''));
    const described: DescribedDeadLetter[] = [];
    for (const letter of oldestFirst) described.push(await describeDeadLetter(account, letter));
    return described;
  });
  if (!options.json && letters.length === 0) options.console.say('no dead letter');
  const commands = operatorCommands(options);
  for (const letter of letters) {
    if (options.json) options.console.json(letter);
    else for (const line of linesOf(letter, commands)) options.console.print(line);
  }
  return 0;
}

const longestInput = 1_000;

function linesOf(letter: DescribedDeadLetter, commands: OperatorCommands): readonly string[] {
  const { documentId, pointer, object, checkpoint, attempts, sentAt = '', input, sentBy } = letter;
  const { definitionVersion = 'no longer known', executionArn, consoleUrl, history, log } = letter;
  const what =
    documentId === undefined && object === undefined
      ? `no document  ${shownExecution(executionArn)}`
      : `${documentId ?? 'no document'}  ${(pointer ?? object)?.key ?? ''}  version ${pointer?.versionId ?? 'unknown'}`;
  const details: readonly (readonly [name: string, value: string | undefined])[] = [
    ['failed', deadLetterFailure(letter, commands)],
    ['attempt', `${attempts}, ${sentAt}`],
    ['checkpoint', checkpoint],
    ['input', cutLongText(JSON.stringify(input), longestInput, `\`${commands.letters()} --json\``)],
    ['definition', definitionVersion],
    ['execution', executionArn],
    ['history', history],
    ['log', log],
    ['console', consoleUrl],
    ['sent by', sentBy],
    ['story', commands.trace(documentId ?? executionArn)],
  ];
  return [
    what,
    ...details.filter(([, value]) => value !== undefined).map(([name, value]) => `  ${name.padEnd(10)}  ${value}`),
  ];
}
