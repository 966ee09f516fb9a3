import { crashAt, everyCrash } from '../../tests/fakes/fake-client';
import { fakeTables } from '../../tests/fakes/fake-table';
import { processDocument } from './process-invoice';

const fields = {
  invoiceNumber: 'A-17',
  invoiceDate: '2024-03-05',
  supplierName: 'Bolts & Sons',
  currency: 'EUR',
  subtotal: '10,00',
  tax: '2,00',
  total: '12,00',
};
const event = (documentId: string, change: Record<string, unknown> = {}, documentType = 'invoice') => ({
  documentId,
  key: `incoming/${documentId}.pdf`,
  documentType,
  fields: { ...fields, ...change },
  executionArn: `arn:${documentId}`,
});
const dependencies = (tables = fakeTables()) => ({
  invoices: { dynamodb: tables.dynamodb, tableName: 'invoices' },
  now: () => Date.UTC(2024, 5, 1),
});
const duplicate = 'incoming/first.pdf (document first) has the same number A-17, supplier and total 12.00.';

describe('a document with the same number, supplier and total', () => {
  it.each([
    ['the same again', {}],
    ['the same, written in another way', { supplierName: 'BOLTS & SONS', total: 'EUR 12.00' }],
  ])('names the earlier one: %s', async (_, change) => {
    const shared = dependencies();

    await expect(processDocument(event('first'), shared)).resolves.toMatchObject({ failedChecks: [] });
    await expect(processDocument(event('second', change), shared)).resolves.toMatchObject({
      failedChecks: [duplicate],
    });
  });

  it('is not its own duplicate when it is processed again', async () => {
    const shared = dependencies();
    await processDocument(event('first'), shared);

    await expect(processDocument(event('first'), shared)).resolves.toMatchObject({ failedChecks: [] });
  });

  it('is decided for one of two that come at once', async () => {
    const shared = dependencies();
    const both = await Promise.all(['first', 'second'].map((id) => processDocument(event(id), shared)));

    expect(both.map(({ failedChecks }) => failedChecks.length).sort()).toEqual([0, 1]);
  });

  it.each([
    ['number', { invoiceNumber: 'A-18' }],
    ['supplier', { supplierName: 'Nuts Ltd' }],
    ['total', { subtotal: '20,00', total: '22,00' }],
  ])('is another with another %s', async (_, change) => {
    const shared = dependencies();
    await processDocument(event('first'), shared);

    await expect(processDocument(event('second', change), shared)).resolves.toMatchObject({ failedChecks: [] });
  });

  it('is not looked for without a supplier, nor among letters', async () => {
    const tables = fakeTables();
    await processDocument(event('first', { supplierName: undefined }), dependencies(tables));
    await processDocument(event('second', {}, 'letter'), dependencies(tables));

    expect(tables.rows.size).toBe(0);
  });

  it.each(everyCrash(1))('holds over a crash at call %i, %s its effect', async (call, moment) => {
    const shared = dependencies(fakeTables(crashAt(call, moment)));
    await expect(processDocument(event('first'), shared)).rejects.toMatchObject({ name: 'Crash' });

    await expect(processDocument(event('first'), shared)).resolves.toMatchObject({ failedChecks: [] });
    await expect(processDocument(event('second'), shared)).resolves.toMatchObject({ failedChecks: [duplicate] });
  });
});
