import { PNG } from 'pngjs';
import { documentNamed } from '../../tests/fixtures/documents-fixture';
import { drawPdf } from '../../tests/fixtures/draw-pdf-fixture';
import { endlessPdf, handWrittenPdf, jpeg2000Pdf } from '../../tests/fixtures/hand-written-pdf-fixture';
import { createDocumentReader } from '.';

const reader = createDocumentReader({
  allowance: { documentMilliseconds: 1_000, pageMilliseconds: 0 },
  watchMilliseconds: 50,
});
afterAll(() => reader.close());

async function draw(bytes: Uint8Array, page = 1) {
  const { png, pageCount } = await reader.drawPage(bytes, page);
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  /** Share of dark pixels in a part of the page, given as shares of it. */
  const ink = (left: number, top: number, right: number, bottom: number): number => {
    let dark = 0;
    const [x0, x1, y0, y1] = [left * width, right * width, top * height, bottom * height].map(Math.round);
    for (let y = y0 as number; y < (y1 as number); y += 1)
      for (let x = x0 as number; x < (x1 as number); x += 1) if ((data[4 * (y * width + x)] ?? 255) < 128) dark += 1;
    return dark / ((right - left) * width * ((bottom - top) * height));
  };
  return { width, height, pageCount, ink };
}

it('is 144 dots to the inch, of the page that is asked for', async () => {
  const { width, height, pageCount, ink } = await draw(documentNamed('three-pages.pdf'), 3);
  expect([width, height, pageCount]).toEqual([1191, 1684, 3]);
  expect(ink(0, 0, 1, 1)).toBeGreaterThan(0.001);
});

it('of a scan and of a picture has their pixels, not larger than a screen shows', async () => {
  const scan = await draw(documentNamed('scanned.pdf'));
  expect(scan.width).toBe(1191);
  expect(scan.ink(0.6, 0.03, 1, 0.1)).toBeGreaterThan(0.01);
  const picture = await draw(documentNamed('picture.png'));
  expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(2_400);
  expect(picture.ink(0, 0, 1, 1)).toBeGreaterThan(0.005);
});

it('is upright where the page is turned, and has both of its columns', async () => {
  const turned = await drawPdf((paper) => {
    Object.assign(paper.page.dictionary.data, { Rotate: 90 });
    paper.rotate(-90, { origin: [0, 0] }).translate(-842, 0);
    const lines = 'A line of text. '.repeat(60);
    paper.text(lines, 60, 60, { width: 320, height: 400 }).text(lines, 460, 60, { width: 320, height: 400 });
  });
  const { width, height, ink } = await draw(turned);
  expect([width, height]).toEqual([1684, 1191]);
  expect(ink(0.07, 0.1, 0.45, 0.3)).toBeGreaterThan(0.02);
  expect(ink(0.55, 0.1, 0.92, 0.3)).toBeGreaterThan(0.02);
  expect(ink(0.46, 0.1, 0.54, 0.9)).toBe(0);
});

it('has a bounded number of pixels, however large its paper', async () => {
  const { width, height } = await draw(
    handWrittenPdf({ content: '', pageEntries: '/UserUnit 1 /CropBox [0 0 300 300]' }),
  );
  expect([width, height]).toEqual([600, 600]);
  const huge = Buffer.from(
    handWrittenPdf({ content: '' }).toString('latin1').replace('[0 0 300 300]', '[0 0 900000 200]'),
    'latin1',
  );
  const drawn = await draw(huge);
  expect([drawn.width, drawn.height]).toEqual([2_400, 1]);
});

it.each([
  ['that draws for days', endlessPdf(), /not read within 1 s/],
  ['whose picture makes PDFium abort', jpeg2000Pdf(200, 4_129_992), /a picture in the PDF is damaged/],
  ['that needs a password', documentNamed('encrypted.pdf'), /password/],
  ['that is text', documentNamed('text-named.pdf'), /not those of a PDF, PNG, JPEG or TIFF/],
])('of a document %s is an error, and the next is drawn', async (_what, bytes, message) => {
  const refused = expect(reader.drawPage(bytes, 1)).rejects.toMatchObject({
    name: 'UnreadableDocumentError',
    message: expect.stringMatching(message),
  });
  expect((await draw(documentNamed('one-page.pdf'))).width).toBe(1191);
  await refused;
});

it.each([0, 4, 1.5, Number.NaN])('%p of three is an error', async (page) => {
  await expect(reader.drawPage(documentNamed('three-pages.pdf'), page)).rejects.toThrow(
    `the document has 3 page(s), there is no ${page}`,
  );
});

it('is drawn for nobody if the caller has left', async () => {
  await expect(reader.drawPage(documentNamed('one-page.pdf'), 1, AbortSignal.abort(new Error('gone')))).rejects.toThrow(
    'gone',
  );
});

it('has its words without those of other pages', async () => {
  const { pages } = await reader.readText(documentNamed('three-pages.pdf'), { pageNumber: 2 });
  expect(pages.map(({ pageNumber }) => pageNumber)).toEqual([2]);
  expect(pages[0]?.lines.length).toBeGreaterThan(0);
});
