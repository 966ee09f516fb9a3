import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { documentTypes } from '../../functions/process-invoice/document-types';
import { processInvoice } from '../../functions/process-invoice/process-invoice';
import { readBySchema } from '../../offline-reader';

interface KnownDocument {
  readonly name: string;
  readonly type: string;
  readonly outcome: 'stored' | 'review';
  /** What is stored. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly text: string;
}

interface Answer {
  readonly documentType: string;
  readonly confidence: number;
  readonly fields: object;
  readonly documents?: readonly object[];
}

const documents: readonly KnownDocument[] = parse(readFileSync(join(__dirname, 'documents.yaml'), 'utf8'));
const definition = parse(readFileSync(join(__dirname, '../../definitions/document-pipeline.asl.yaml'), 'utf8'), {
  merge: true,
  maxAliasCount: -1,
});
const [tool] = definition.States.EnrichDocument.Arguments.ToolConfig.Tools;
const { properties, ...schema } = tool.ToolSpec.InputSchema.Json;
/** As the pipeline sends it: the types come from the list that fills the definition. */
const sentSchema = {
  ...schema,
  properties: { ...properties, documentType: { ...properties.documentType, enum: Object.keys(documentTypes) } },
};
const confidenceThreshold = 0.8;
const now = Date.UTC(2026, 6, 1);

/** Reads and checks a text as the pipeline does, without its states. */
function handle(text: string) {
  const answer = readBySchema(sentSchema, text) as unknown as Answer;
  const { fields, failedChecks } = processInvoice(answer, now);
  const isStored = answer.confidence >= confidenceThreshold && failedChecks.length === 0;
  return { type: answer.documentType, outcome: isStored ? 'stored' : 'review', fields, documents: answer.documents };
}

describe('of documents in six languages', () => {
  it.each(documents)('$name ends: $outcome', ({ type, outcome, fields = {}, text }) => {
    expect(handle(text)).toMatchObject({ type, outcome, fields });
  });

  it('a file of two invoices is listed with its pages, and the first is read', () => {
    const [first, second] = documents
      .filter(({ name }) => ['de-basic', 'nl-basic'].includes(name))
      .map(({ text }) => text);

    expect(handle(`${first}\f${second}`)).toMatchObject({
      outcome: 'review',
      fields: { invoiceNumber: '2026-118', total: '595.00' },
      documents: [
        { pages: '1', invoiceNumber: '2026-118' },
        { pages: '2', invoiceNumber: '2026-0012' },
      ],
    });
  });

  it('a second, different set of sums is listed', () => {
    const [{ text = '' } = {}] = documents.filter(({ name }) => name === 'de-basic');
    const hidden = 'Summe netto 900,00 EUR\nMwSt. 19 % 171,00 EUR\nGesamtbetrag 1.071,00 EUR';

    expect(handle(`${text}${hidden}`)).toMatchObject({ outcome: 'review', documents: [{}, { total: '1.071,00 EUR' }] });
  });
});
