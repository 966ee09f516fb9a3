import { type InferenceDocument, inferenceKeys, inGroups } from '../shared/inference/inference-documents';
import { type Objects, readText, writeObject } from '../shared/inference/objects';
import type { PersonalDataKind } from '../shared/redaction/personal-data';
import { redact } from '../shared/redaction/redact';
import { type InferencePrompt, modelRecord } from './model-record';

/** Bounds of Bedrock's input files, and of a document's text in bytes of UTF-8. */
export interface RecordBounds {
  readonly maxRecordsPerFile: number;
  readonly maxBytesPerFile: number;
  readonly maxTextBytes: number;
}

/** What the records are written from, and where. */
export interface RecordSource {
  readonly objects: Objects;
  readonly name: string;
  readonly prompt: InferencePrompt;
  readonly redactedKinds: readonly PersonalDataKind[];
  readonly bounds: RecordBounds;
}

/** Texts that are read at once. */
const groupSize = 32;

/**
 * Writes a record for each document into files within the bounds. Returns every document, with the reason if it has no
 * record: no text is cut, and no document is left out silently.
 */
export async function writeRecords(
  source: RecordSource,
  documents: readonly InferenceDocument[],
): Promise<InferenceDocument[]> {
  const file = new RecordFile(source);
  const told: InferenceDocument[] = [];
  for (let from = 0; from < documents.length; from += groupSize) {
    const group = documents.slice(from, from + groupSize);
    const texts = await inGroups(group, groupSize, (document) => textOf(source, document));
    for (const [index, document] of group.entries()) {
      const text = texts[index] as Text;
      if ('reason' in text) told.push({ ...document, reason: text.reason });
      else {
        await file.add(JSON.stringify(modelRecord(source.prompt, document.documentId, text.text)));
        told.push(document);
      }
    }
  }
  await file.write();
  return told;
}

type Text = { readonly text: string } | { readonly reason: string };

async function textOf(
  { objects, redactedKinds, bounds }: RecordSource,
  { documentId, textKey }: InferenceDocument,
): Promise<Text> {
  const answered = await readText(objects, `${documentId}/inference.json`);
  if (answered !== undefined) return { reason: 'AnsweredBefore: what was paid for once is not paid for again' };
  const stored = await readText(objects, textKey);
  if (stored === undefined) return { reason: 'TextMissing: there is no such object' };
  const { text } = redact(stored, redactedKinds);
  if (text.trim() === '') return { reason: 'TextEmpty: the document has no text' };
  const bytes = Buffer.byteLength(text);
  if (bytes <= bounds.maxTextBytes) return { text };
  return { reason: `TextTooLong: ${bytes} bytes, at most ${bounds.maxTextBytes} go into a record` };
}

/** The input file that is being filled. Guards that no file exceeds the bounds or is empty. */
class RecordFile {
  private lines: string[] = [];
  private bytes = 0;
  private written = 0;

  constructor(private readonly source: RecordSource) {}

  async add(line: string): Promise<void> {
    const { maxRecordsPerFile, maxBytesPerFile } = this.source.bounds;
    const bytes = Buffer.byteLength(line) + 1;
    if (this.lines.length === maxRecordsPerFile || this.bytes + bytes > maxBytesPerFile) await this.write();
    this.lines.push(line);
    this.bytes += bytes;
  }

  async write(): Promise<void> {
    if (this.lines.length === 0) return;
    this.written += 1;
    const key = `${inferenceKeys(this.source.name).input}${String(this.written).padStart(4, '0')}.jsonl`;
    await writeObject(this.source.objects, key, `${this.lines.join('\n')}\n`);
    this.lines = [];
    this.bytes = 0;
  }
}
