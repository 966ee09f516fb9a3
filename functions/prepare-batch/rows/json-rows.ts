import { readLines } from '../../shared/platform/lines';
import { badRow, type Row, rowOf } from './row';

/** The rows of JSON lines; empty lines are none. A line that is no JSON object is a bad row. */
export async function* jsonRows(body: AsyncIterable<Uint8Array>, documentsBucketName: string): AsyncIterable<Row> {
  let line = 0;
  for await (const text of readLines(body)) {
    line += 1;
    if (text.trim() !== '') yield rowOfText(line, text, documentsBucketName);
  }
}

function rowOfText(line: number, text: string, documentsBucketName: string): Row {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return badRow(line, 'the line is not a JSON object', text);
  }
  return rowOf(line, value as Readonly<Record<string, unknown>>, documentsBucketName);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
