import { PDFDocument as PdfLibDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { readPdf } from './pdf';
import { readPdfByRanges } from './pdf-by-ranges';

/** Counts the reads, so that a test can check how little of a large file was read. */
function sourceOf(bytes: Buffer) {
  const read = { bytes: 0 };
  return {
    read: async (offset: number, length: number) => {
      const piece = bytes.subarray(offset, offset + length);
      read.bytes += piece.length;
      return piece;
    },
    sizeBytes: bytes.length,
    readBytes: read,
  };
}

async function modern(pages: number, userPassword?: string): Promise<Buffer> {
  const document = await PdfLibDocument.create();
  for (let page = 0; page < pages; page += 1) document.addPage().drawText(`page ${page}`);
  if (userPassword !== undefined) document.encrypt({ ownerPassword: 'owner', userPassword });
  return Buffer.from(await document.save({ useObjectStreams: true }));
}

/** A PDF as a program of 1994 wrote it: nested page tree, comments, odd white space, the line end wanted. */
function old(lineEnd: string): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 3 % three of them\n>>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 612 792 ] >>',
    '<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count 2>>',
    '<</Type/Page/Parent 4 0 R /Name (a \\) string \\( with (parentheses))>>',
    '<</Type/Page/Parent 4 0 R /A#42 <48656C6C6F> /Null null /True true /Real -.5>>',
  ];
  let text = `%PDF-1.1${lineEnd}`;
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${lineEnd}${body}${lineEnd}endobj${lineEnd}`;
    return offset;
  });
  const start = text.length;
  const entryEnd = lineEnd.length === 2 ? lineEnd : ` ${lineEnd}`;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n${entryEnd}`);
  text += `xref${lineEnd}0 ${objects.length + 1}${lineEnd}0000000000 65535 f${entryEnd}${entries.join('')}`;
  text += `trailer${lineEnd}<</Size ${objects.length + 1}/Root 1 0 R>>${lineEnd}startxref${lineEnd}${start}${lineEnd}%%EOF${lineEnd}`;
  return Buffer.from(text, 'latin1');
}

const replaced = (bytes: Buffer, search: string | RegExp, replacement: string) =>
  Buffer.from(bytes.toString('latin1').replace(search, replacement), 'latin1');

describe('readPdf and readPdfByRanges', () => {
  it.each([
    ['with line feeds', old('\n'), 3],
    ['with carriage returns only', old('\r'), 3],
    ['with both', old('\r\n'), 3],
  ])('agree on an old PDF %s', async (_, bytes, pages) => {
    await expect(readPdf(bytes)).resolves.toEqual({ pages, isEncrypted: false });
    await expect(readPdfByRanges(sourceOf(bytes))).resolves.toEqual({ pages, isEncrypted: false });
  });

  it('agree on a PDF with object streams and a cross-reference stream', async () => {
    const bytes = await modern(12);

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 12, isEncrypted: false });
    await expect(readPdfByRanges(sourceOf(bytes))).resolves.toEqual({ pages: 12, isEncrypted: false });
  });

  it('agree on a PDF with bytes before its header', async () => {
    const bytes = Buffer.concat([Buffer.alloc(1024, 'x'), old('\n')]);

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 3, isEncrypted: false });
    await expect(readPdfByRanges(sourceOf(bytes))).resolves.toEqual({ pages: 3, isEncrypted: false });
  });

  it('differ on a PDF with an owner password only: read whole, it is decrypted', async () => {
    const bytes = await modern(2, '');

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 2, isEncrypted: false });
    await expect(readPdfByRanges(sourceOf(bytes))).resolves.toMatchObject({ isEncrypted: true });
  });

  it('agree on a PDF that takes a password', async () => {
    const bytes = await modern(2, 'secret');

    await expect(readPdf(bytes)).resolves.toMatchObject({ isEncrypted: true });
    await expect(readPdfByRanges(sourceOf(bytes))).resolves.toMatchObject({ isEncrypted: true });
  });

  const attachmentsOnly =
    '/Encrypt<</Filter/Standard/V 4/R 4/Length 128/P -4/CF<</StdCF<</CFM/AESV2/AuthEvent/EFOpen>>>>/StmF/Identity/StrF/Identity/EFF/StdCF/O(o)/U(u)>>';

  it('reads a PDF of which only the attachments are encrypted', async () => {
    const bytes = replaced(old('\n'), '/Root 1 0 R', `/Root 1 0 R${attachmentsOnly}`);

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 3, isEncrypted: false });
  });

  it.each([
    ['a Count that is lower than its pages', '/Count 3', '/Count 2', 2],
    ['a Count that is higher', '/Count 3', '/Count 7', 7],
    ['a Count of zero', '/Count 3', '/Count 0', 3],
    ['no Count', '/Count 3', '', 3],
    ['a tree without kids', '/Kids[3 0 R 4 0 R]/Count 3', '', 1],
  ])('counts pages as PDFium does: %s', async (_, search, replacement, pages) => {
    await expect(readPdf(replaced(old('\n'), search, replacement))).resolves.toMatchObject({ pages });
  });

  it('counts a page tree whose nodes name the same kids again and again, without following each path', async () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `${10 + level} 0 obj<</Kids[${11 + level} 0 R ${11 + level} 0 R]>>endobj`,
    );
    const tree = `${levels.join('\n')}\n50 0 obj<</Type/Page>>endobj\n`;
    const bytes = Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 10 0 R>>endobj\n${tree}trailer<</Root 1 0 R>>\n`);

    await expect(readPdf(bytes)).resolves.toMatchObject({ pages: 2 ** 40 });
  });

  it('says once what is wrong', async () => {
    const bytes = replaced(replaced(old('\n'), /\/Type ?\/Page\b/g, '/Type/Nothing'), /\/Pages 2 0 R/, '');

    await expect(readPdf(bytes)).rejects.toMatchObject({ message: 'the PDF cannot be read: no page was found in it' });
  });

  it('agree on a PDF that was added to', async () => {
    const bytes = await modern(2);
    const document = await PdfLibDocument.load(bytes, { forIncrementalUpdate: true });
    document.addPage();
    const grown = Buffer.concat([bytes, await document.saveIncremental(document.takeSnapshot())]);

    const { pages } = await readPdf(grown);

    await expect(readPdfByRanges(sourceOf(grown))).resolves.toEqual({ pages, isEncrypted: false });
  });
});

describe('readPdf', () => {
  it.each([
    ['offsets that are all wrong', replaced(old('\n'), '%PDF-1.1\n', '%PDF-1.1\n% pushed down by a mail program\n')],
    ['no cross-reference and no trailer', replaced(old('\n'), /xref[\s\S]*$/, '')],
    ['a startxref that leads nowhere', replaced(old('\n'), /startxref\n\d+/, 'startxref\n0')],
    ['kilobytes of zeros after its end', Buffer.concat([old('\n'), Buffer.alloc(8192)])],
    ['a page tree that names a page that is not there', replaced(old('\n'), '[3 0 R 4 0 R]', '[3 0 R 9 0 R 4 0 R]')],
    ['a page tree that leads back to itself', replaced(old('\n'), '/Kids[5 0 R 6 0 R]', '/Kids[5 0 R 6 0 R 2 0 R]')],
    ['no page tree', replaced(old('\n'), '/Pages 2 0 R', '/Pages 9 0 R')],
  ])('counts three pages of a PDF with %s', async (_, bytes) => {
    await expect(readPdf(bytes)).resolves.toEqual({ pages: 3, isEncrypted: false });
  });

  it.each([
    ['nothing but a header', Buffer.from('%PDF-1.7\n')],
    ['no pages at all', replaced(old('\n'), /\/Page\b/g, '/Font').subarray(0, 70)],
  ])('refuses a PDF with %s, rather than to call it one page', async (_, bytes) => {
    await expect(readPdf(bytes)).rejects.toMatchObject({ name: 'UnsupportedDocument' });
  });

  it('ends with an answer or a refusal, whatever is damaged', async () => {
    const whole = await modern(3);
    const damage = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async (changes, byRanges) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const outcome = byRanges ? readPdfByRanges(sourceOf(bytes)) : readPdf(bytes);
        await outcome.then(
          (facts) => expect(facts.isEncrypted || facts.pages >= 1).toBe(true),
          (error: unknown) => expect(error).toMatchObject({ name: 'UnsupportedDocument' }),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('readPdfByRanges', () => {
  it('looks at the end of a large file only', async () => {
    const filler = Buffer.alloc(30 * 1024 * 1024, '% filler\n');
    const moved = (offset: string) => Number(offset) + filler.length;
    const end = old('\n')
      .toString('latin1')
      .replace(/(\d{10}) 00000 n/g, (_, offset: string) => `${String(moved(offset)).padStart(10, '0')} 00000 n`)
      .replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${moved(offset)}`);
    const source = sourceOf(Buffer.concat([filler, Buffer.from(end, 'latin1')]));

    await expect(readPdfByRanges(source)).resolves.toEqual({ pages: 3, isEncrypted: false });

    expect(source.readBytes.bytes).toBeLessThan(256 * 1024);
  });

  it.each([
    ['has no startxref', replaced(old('\n'), 'startxref', 'nothing')],
    ['has a damaged table', replaced(old('\n'), /\d{10} 00000 n/, 'xxxxxxxxxx 00000 n')],
    ['has no page tree', replaced(old('\n'), '/Pages 2 0 R', '/Pages 9 0 R')],
  ])('refuses a PDF that %s', async (_, bytes) => {
    await expect(readPdfByRanges(sourceOf(bytes))).rejects.toMatchObject({ name: 'UnsupportedDocument' });
  });

  it('lets an error of the source out as it is', async () => {
    const read = () => Promise.reject(Object.assign(new Error('reset'), { name: 'TimeoutError' }));

    await expect(readPdfByRanges({ sizeBytes: 1000, read })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
