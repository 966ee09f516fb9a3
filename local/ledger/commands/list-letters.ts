import { describeLetter } from '../describe-letter';
import { lookAtLetters } from '../evidence/letters';
import type { Letter } from '../letter';
import { readableCause } from '../readable-cause';
import { type LedgerOptions, withLedger } from './with-ledger';

/** `asl ledger letters`: the dead letters, oldest first, left where they are. */
export async function listLetters(options: LedgerOptions): Promise<0> {
  const letters = await withLedger('asl ledger letters', options, async (place) => {
    const seen = await lookAtLetters(place);
    const oldestFirst = [...seen].sort((a, b) => (a.sentAt ?? '').localeCompare(b.sentAt ?? ''));
    return Promise.all(oldestFirst.map((letter) => describeLetter(place, letter)));
  });
  if (!options.json && letters.length === 0) options.console.say('no dead letter');
  for (const letter of letters) {
    if (options.json) options.console.json(letter);
    else for (const line of linesOf(letter)) options.console.print(line);
  }
  return 0;
}

function linesOf(letter: Letter & { readonly sentAt?: string }): readonly string[] {
  const { documentId, pointer, state, error, cause, checkpoint, attempts, sentAt = '' } = letter;
  const { input, definitionVersion = 'not known any more', executionArn, consoleUrl, sentBy } = letter;
  const { object } = letter;
  const what =
    documentId === undefined && object === undefined
      ? `no document  ${executionArn.split(':').slice(6).join(':')}`
      : `${documentId ?? 'no document'}  ${(pointer ?? object)?.key ?? ''}  version ${pointer?.versionId ?? 'unknown'}`;
  return [
    what,
    `  failed      ${state}: ${error}, attempt ${attempts}, ${sentAt}`,
    `  cause       ${readableCause(cause).replaceAll('\n', ' ').slice(0, 300)}`,
    `  checkpoint  ${checkpoint}`,
    `  input       ${JSON.stringify(input).slice(0, 300)}`,
    `  definition  ${definitionVersion}`,
    `  execution   ${executionArn}`,
    ...(consoleUrl === undefined ? [] : [`  console     ${consoleUrl}`]),
    `  sent by     ${sentBy}`,
  ];
}
