import { parseJsonObject } from '../../shared/json/json-object';
import { readLines } from '../../shared/platform/lines';
import { type BatchRow, badRow, rowOf } from './row';

/** Returns the rows of JSON lines; empty lines are skipped. A line that is not a JSON object is a bad row. */
export async function* jsonRows(body: AsyncIterable<Uint8Array>, documentsBucketName: string): AsyncIterable<BatchRow> {
  let line = 0;
  for await (const text of readLines(body)) {
    line += 1;
    if (text.trim() !== '') yield rowOfText(line, text, documentsBucketName);
  }
}

function rowOfText(line: number, text: string, documentsBucketName: string): BatchRow {
  const values = parseJsonObject(text);
  if (values === undefined) return badRow(line, 'the line is not a JSON object', text);
  return rowOf(line, values, documentsBucketName);
}
