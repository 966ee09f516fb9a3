import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { readPdf } from './pdf';
import { readPdfByRanges } from './pdf-by-ranges';

const MiB = 1024 * 1024;
const small = { maxStreamBytes: 10_000, maxTotalBytes: 25_000 };
const tooLarge = { name: 'DocumentTooLarge', message: expect.stringContaining('unpack to more than') };

const pageTree = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R>>',
];

interface Stream {
  readonly entries: string;
  readonly contents: Buffer;
}

/** A PDF of one page in plain sight, with these streams as objects from 4 on, and a classic cross-reference table. */
function pdfWith(...streams: readonly Stream[]): Buffer {
  const bodies = [
    ...pageTree.map((body) => Buffer.from(body)),
    ...streams.map(({ entries, contents }) =>
      Buffer.concat([
        Buffer.from(`<<${entries}/Length ${contents.length}>>\nstream\n`),
        contents,
        Buffer.from('\nendstream'),
      ]),
    ),
  ];
  let file = Buffer.from('%PDF-1.5\n');
  const offsets = bodies.map((body, index) => {
    const offset = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = bodies.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(end)]);
}

/** Zeros, packed to a thousandth: a MiB that is repeated, without the whole ever being in memory. */
function packedZeros(mebibytes: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(MiB), { finishFlush: constants.Z_FULL_FLUSH });
  const last = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(mebibytes).fill(piece), last]);
}

const objectStream = (contents: Buffer, filter = '/FlateDecode'): Stream => ({
  entries: `/Type/ObjStm/N 1/First 4/Filter${filter}`,
  contents,
});

/** An object stream that holds an array of this many bytes. */
const packedArray = (number: number, bytes: number): Stream =>
  objectStream(deflateSync(Buffer.from(`${String(number).padStart(2)} 0 [${' '.repeat(bytes - 7)}]`)));

function sourceOf(bytes: Buffer) {
  return {
    sizeBytes: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
}

describe('readPdf refuses a PDF', () => {
  it.each<[string, readonly Stream[]]>([
    ['with an object stream of 8 GiB', [objectStream(packedZeros(8192))]],
    [
      'with a cross-reference stream of 8 GiB',
      [{ entries: '/Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode', contents: packedZeros(8192) }],
    ],
    ['with streams that are each within the bound', Array<Stream>(5).fill(objectStream(packedZeros(30)))],
  ])('%s', async (_, streams) => {
    await expect(readPdf(pdfWith(...streams))).rejects.toMatchObject(tooLarge);
  });

  it('with an encrypted object stream of 64 MiB, which opens without a password', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    const { context } = document;
    const dict = context.obj({ Type: 'Later1', N: 1, First: 4 });
    dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
    // The library saves neither object streams of others nor unreferenced objects.
    document.catalog.set(PDFName.of('Held'), context.register(PDFRawStream.of(dict, packedZeros(64))));
    document.encrypt({ ownerPassword: 'owner', userPassword: '' });
    const saved = Buffer.from(await document.save({ useObjectStreams: false }));
    saved.write('ObjStm', saved.indexOf('Later1'));
    await expect(readPdf(saved)).rejects.toMatchObject(tooLarge);
  });

  it.each([
    ['packed twice', deflateSync(deflateSync(Buffer.alloc(10_001))), '[/FlateDecode/FlateDecode]'],
    ['packed by runs', Buffer.from([...Array<number[]>(80).fill([129, 0]).flat(), 128]), '/RunLengthDecode'],
    [
      'packed by runs, and again',
      deflateSync(Buffer.from([...Array<number[]>(80).fill([129, 0]).flat(), 128])),
      '[/FlateDecode/RunLengthDecode]',
    ],
  ])('whose object stream is %s', async (_, contents, filter) => {
    await expect(readPdf(pdfWith(objectStream(contents, filter)), small)).rejects.toMatchObject(tooLarge);
  });
});

describe('readPdf takes a PDF', () => {
  it('whose streams are within the bounds', async () => {
    const bytes = pdfWith(packedArray(10, 9_999), packedArray(11, 9_999), packedArray(12, 5_000));

    await expect(readPdf(bytes, small)).resolves.toEqual({ pages: 1, isEncrypted: false });
  });

  it('with gigabytes in streams that it does not unpack: a picture, a page', async () => {
    const bytes = pdfWith({ entries: '/Type/XObject/Subtype/Image/Filter/FlateDecode', contents: packedZeros(4096) });

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 1, isEncrypted: false });
  });

  it('with a stream that is damaged, by the rest of it', async () => {
    const bytes = pdfWith(objectStream(Buffer.from('no deflate stream at all')));

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 1, isEncrypted: false });
  });

  it('with more objects than are held at once, by its cross-reference', async () => {
    const bytes = pdfWith(packedArray(10, 9 * MiB), packedArray(11, 9 * MiB));

    await expect(readPdf(bytes)).resolves.toEqual({ pages: 1, isEncrypted: false });
  });
});

describe('readPdfByRanges', () => {
  /** Cross-reference streams, each before the last as its Prev. */
  function chained(sections: number, contents: Buffer): Buffer {
    let file = Buffer.from('%PDF-1.5\n');
    let previous = '';
    for (let section = 1; section <= sections; section += 1) {
      const offset = file.length;
      const dictionary = `<</Type/XRef/Size 1/W[1 2 1]/Root 1 0 R${previous}/Filter/FlateDecode/Length ${contents.length}>>`;
      file = Buffer.concat([
        file,
        Buffer.from(`${section} 0 obj\n${dictionary}\nstream\n`),
        contents,
        Buffer.from('\nendstream\nendobj\n'),
      ]);
      previous = `/Prev ${offset}`;
    }
    return Buffer.concat([file, Buffer.from(`startxref\n${previous.slice('/Prev '.length)}\n%%EOF\n`)]);
  }

  it.each([
    ['one of 8 GiB', chained(1, packedZeros(8192))],
    ['many that are each within the bound', chained(400, packedZeros(30))],
  ])('refuses a PDF with cross-reference streams: %s', async (_, bytes) => {
    await expect(readPdfByRanges(sourceOf(bytes))).rejects.toMatchObject(tooLarge);
  });
});
