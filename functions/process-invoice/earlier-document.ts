import { createHash } from 'node:crypto';
import { type AttributeValue, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Fields } from './invoice';
import { hasSums } from './stated-fields';

/** The table of invoices: one row for each number, supplier and total, which names the document that came first. */
export interface Invoices {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/** A document, and what was read of it, normalised. */
export interface NumberedDocument {
  readonly documentId: string;
  /** Its key under the bucket of documents. */
  readonly key: string;
  readonly documentType: string;
  readonly fields: Fields;
}

/**
 * Returns a sentence that names the earlier document with the same number, supplier and total, if any. The first caller
 * owns the row: one conditional write decides it, also for concurrent calls, and the same document can call again
 * without being its own duplicate.
 */
export async function earlierDocument(document: NumberedDocument, invoices: Invoices): Promise<string[]> {
  const Key = keyOf(document);
  if (Key === undefined) return [];
  const { documentId, key } = document;
  const { Attributes: row } = await invoices.dynamodb.send(
    new UpdateItemCommand({
      TableName: invoices.tableName,
      Key,
      UpdateExpression:
        'SET documentId = if_not_exists(documentId, :id), documentKey = if_not_exists(documentKey, :key)',
      ExpressionAttributeValues: { ':id': { S: documentId }, ':key': { S: key } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return sentencesOf(document, row);
}

/** Returns what `earlierDocument` would, and owns nothing: another document can still come first. */
export async function knownEarlierDocument(document: NumberedDocument, invoices: Invoices): Promise<string[]> {
  const Key = keyOf(document);
  if (Key === undefined) return [];
  const { Item: row } = await invoices.dynamodb.send(
    new GetItemCommand({ TableName: invoices.tableName, Key, ConsistentRead: true }),
  );
  return sentencesOf(document, row);
}

type Row = Readonly<Record<string, AttributeValue>>;

/** The key of the row; undefined for a document of which no other can be the same. */
function keyOf({ documentType, fields }: NumberedDocument): Record<string, AttributeValue> | undefined {
  const named = [fields['invoiceNumber'], fields['supplierName'], fields['total']].map(bare);
  if (!hasSums(documentType) || named.includes('')) return undefined;
  return { invoiceKey: { S: createHash('sha256').update(JSON.stringify(named)).digest('hex') } };
}

function sentencesOf({ documentId, fields }: NumberedDocument, row: Row | undefined): string[] {
  const first = row?.['documentId']?.S ?? documentId;
  if (first === documentId) return [];
  const where = `${row?.['documentKey']?.S ?? ''} (document ${first})`;
  const { invoiceNumber, total } = fields;
  return [`${where} has the same number ${String(invoiceNumber)}, supplier and total ${String(total)}.`];
}

/** As numbers and names are compared: letters, digits and the point and minus of an amount. */
function bare(value: unknown): string {
  return typeof value === 'string'
    ? value
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\d.-]/gu, '')
    : '';
}
