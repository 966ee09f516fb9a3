import { withAccount } from '../../account';
import { type OperatorCommands, operatorCommands } from '../../operator-commands';
import { readDeadLetters } from '../evidence/dead-letters';
import { gatherEvidence } from '../evidence/evidence';
import type { LedgerRow } from '../evidence/rows';
import { keyOf } from '../gaps/find-gaps';
import { waitingForBatch } from '../gaps/object-gaps';
import { documentIdOf } from '../object-pointer';
import { knownDocuments } from '../redrive/select-documents';
import { rowText } from '../row-text';
import type { LedgerOptions } from './ledger-options';

/** `pipelines ledger list`: prints every document that has a row, an object version or a dead letter, in the order of their keys. */
export async function listLedger(options: LedgerOptions): Promise<0> {
  const documents = await withAccount('pipelines ledger list', options, async (account) => {
    const evidence = await gatherEvidence(account, await readDeadLetters(account));
    const waiting = new Set(waitingForBatch(evidence).map(documentIdOf));
    return knownDocuments(evidence)
      .map((documentId) => toListEntry(documentId, keyOf(evidence, documentId), evidence.rows.get(documentId)))
      .map((one) => (waiting.has(one.documentId) ? { ...one, status: 'waits for batch' } : one))
      .sort((a, b) => (a.key ?? '').localeCompare(b.key ?? '') || a.documentId.localeCompare(b.documentId));
  });
  if (!options.json && documents.length === 0) options.console.say('there are no documents yet');
  const commands = operatorCommands(options);
  for (const document of documents) {
    if (options.json) options.console.json(document);
    else options.console.print(lineOf(document, commands));
  }
  return 0;
}

type Listed = ReturnType<typeof toListEntry>;

function toListEntry(documentId: string, key: string | undefined, row: LedgerRow | undefined) {
  return {
    documentId,
    key,
    status: row?.status ?? 'no row',
    checkpoint: row?.checkpoint ?? null,
    attempts: row?.attempts ?? 0,
    executionArn: row?.executionArn ?? null,
    details: row?.details ?? {},
  };
}

function lineOf({ documentId, key = '', status, attempts, details }: Listed, commands: OperatorCommands): string {
  const again = attempts > 1 ? `  (attempt ${attempts})` : '';
  const text = rowText({ documentId, status, details }, commands);
  return `${documentId.slice(0, 16)}  ${status.padEnd(15)}  ${key}${again}  ${text}`.trimEnd();
}
