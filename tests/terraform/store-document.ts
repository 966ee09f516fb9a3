import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CommandFailed } from '../../stacks/terraform/project';

const pauseSeconds = 5;
const mostPolls = 60;

/** The outputs of a stack, as `terraform output -json` prints them. */
type Outputs = Readonly<Record<string, { readonly value: unknown }>>;

/**
 * Puts a document into the bucket of an applied stack, and waits until its row in the ledger is STORED. Throws CommandFailed if it
 * ends otherwise, or has not ended after five minutes.
 */
export async function storeDocument(outputs: Outputs, file: string): Promise<void> {
  const region = textOf(outputs, 'region');
  const s3 = new S3Client({ region, forcePathStyle: true });
  const Bucket = textOf(outputs, 'document_bucket_name');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'incoming/invoice.pdf', Body: readFileSync(file) }));
  const dynamodb = new DynamoDBClient({ region });
  const TableName = textOf(outputs, 'ledger_table_name');
  let status: string | undefined;
  for (let poll = 0; poll < mostPolls; poll += 1) {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }));
    status = Items[0]?.['status']?.S;
    if (status === 'STORED') return;
    if (status === 'FAILED' || status === 'REJECTED')
      throw new CommandFailed(`the document ended ${status} instead of STORED`);
    await setTimeout(pauseSeconds * 1000);
  }
  throw new CommandFailed(`the document was not stored within five minutes: its row is ${status ?? 'absent'}`);
}

function textOf(outputs: Outputs, name: string): string {
  const value = outputs[name]?.value;
  if (typeof value !== 'string') throw new CommandFailed(`the stack has no output ${name}`);
  return value;
}
