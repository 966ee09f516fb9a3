import { PNG } from 'pngjs';
import { documentNamed } from '../../tests/fixtures/documents-fixture';
import { cyclicPdf, endlessPdf, jpeg2000Pdf } from '../../tests/fixtures/hand-written-pdf-fixture';
import { createDocumentReader, type DocumentReader } from '.';
import { ReadingThreads } from './reading-threads';

const onePage = documentNamed('one-page.pdf');
const threePages = documentNamed('three-pages.pdf');

/** The first lines of a photographed receipt: enough for a recognition. */
const picture = topOf(documentNamed('picture.png'), 100);

/** Shared by the tests that leave its thread as it was. */
const shared = createDocumentReader();
const threads = new ReadingThreads({});
const opened: { close(): Promise<void> }[] = [shared, threads];
afterAll(async () => {
  for (const reader of opened) await reader.close();
});

function open(...options: Parameters<typeof createDocumentReader>): DocumentReader {
  const reader = createDocumentReader(...options);
  opened.push(reader);
  return reader;
}

function topOf(png: Uint8Array, height: number): Buffer {
  const whole = PNG.sync.read(Buffer.from(png));
  const top = new PNG({ width: whole.width, height });
  PNG.bitblt(whole, top, 0, 0, whole.width, height, 0, 0);
  return PNG.sync.write(top);
}

/** The three pages in a file that no other test has read. */
function unread(name: string): Buffer {
  return Buffer.concat([threePages, Buffer.from(`\n% ${name}\n`)]);
}

const everyPage = Number.POSITIVE_INFINITY;

// The first: the threads of the other tests have not started.
describe('a reader that is not closed', () => {
  test('holds no process open while it is idle', async () => {
    const held = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort');
    const before = held();
    expect((await shared.readText(onePage)).pages).toHaveLength(1);
    expect(held()).toEqual(before);
  });
});

describe('a document that never ends', () => {
  test('is unreadable when its time is over, and the others are read', async () => {
    const reader = open({ allowance: { documentMilliseconds: 1_000, pageMilliseconds: 0 }, watchMilliseconds: 50 });
    const endless = expect(reader.readText(endlessPdf())).rejects.toMatchObject({
      name: 'UnreadableDocumentError',
      reason: 'damaged',
      message: 'it was not read within 1 s of work',
    });
    const others = await Promise.all([
      reader.readText(onePage),
      reader.readText(threePages),
      reader.countPages(threePages),
    ]);
    expect(others.map((other) => (typeof other === 'number' ? other : other.pages.length))).toEqual([1, 3, 3]);
    await endless;
  });

  test('does not hold up others for as long as it may take itself', async () => {
    const reader = open({ watchMilliseconds: 50, patienceMilliseconds: 300 });
    const endless = expect(reader.readText(endlessPdf())).rejects.toThrow(/was ended/);
    expect((await reader.readText(onePage)).pages).toHaveLength(1);
    await reader.close();
    await endless;
  });
});

describe('a document that makes PDFium abort', () => {
  test('is damaged, and those at work with it and after it are read', async () => {
    const reader = open();
    const aborting = expect(reader.readText(jpeg2000Pdf(200, 4_129_992))).rejects.toMatchObject({
      name: 'UnreadableDocumentError',
      reason: 'damaged',
    });
    expect((await reader.readText(threePages)).pages).toHaveLength(3);
    await aborting;
    await reader.drawPage(jpeg2000Pdf(100_000, 100_000), 1).catch(() => undefined);
    expect((await reader.readText(onePage)).pages).toHaveLength(1);
  });

  test('by one of its pictures is read where its pages carry text', async () => {
    const text = 'Invoice no. 4711, total 10.00 EUR';
    const { pages } = await shared.readText(jpeg2000Pdf(200, 4_129_992, text));
    expect(pages[0]!.lines.map((line) => line.text)).toEqual([text]);
  });

  test('by forms that paint each other is damaged', async () => {
    await expect(shared.readText(cyclicPdf())).rejects.toMatchObject({ reason: 'damaged' });
  });
});

describe('equal documents', () => {
  test('that are asked for at the same time, or later, are read once', async () => {
    const bytes = unread('once');
    const [first, second] = await Promise.all([shared.readText(bytes), shared.readText(Uint8Array.from(bytes))]);
    expect(second).toBe(first);
    expect(await shared.readText(bytes)).toBe(first);
  });

  test('are read for the caller who stays when another one leaves', async () => {
    const leaving = new AbortController();
    const bytes = unread('staying');
    const left = expect(shared.readText(bytes, { signal: leaving.signal })).rejects.toThrow('gone');
    const staying = shared.readText(bytes);
    leaving.abort(new Error('gone'));
    await left;
    expect((await staying).pages).toHaveLength(3);
  });

  test('are begun again for a caller who comes after the last one has left', async () => {
    const leaving = new AbortController();
    const bytes = unread('late');
    const left = expect(shared.readText(bytes, { signal: leaving.signal })).rejects.toThrow('gone');
    leaving.abort(new Error('gone'));
    const late = shared.readText(bytes);
    await left;
    expect((await late).pages).toHaveLength(3);
  });

  test('do not share an answer when they may have different numbers of pages', async () => {
    await expect(shared.readText(threePages, { mostPages: 1 })).rejects.toThrow(/3 pages, one page is the most/);
    expect((await shared.readText(threePages, { mostPages: 3 })).pages).toHaveLength(3);
  });
});

describe('documents that wait', () => {
  test('are dropped before they begin', async () => {
    const [first, second, third] = [1, 2, 3].map(() =>
      threads.start({ wanted: 'text', bytes: picture, mostPages: everyPage }),
    );
    third!.drop();
    await expect(third!.reading).resolves.toEqual({ dropped: true });
    const recognisedText = { text: { pages: [{ origin: 'recognised' }] } };
    await expect(Promise.all([first!.reading, second!.reading])).resolves.toMatchObject([
      recognisedText,
      recognisedText,
    ]);
  });

  test('are dropped between two of their pages when they have begun', async () => {
    const long = documentNamed('many-pages.pdf');
    const started = threads.start({ wanted: 'text', bytes: long, mostPages: everyPage });
    started.drop();
    await expect(started.reading).resolves.toEqual({ dropped: true });
  });

  test('keep their place when their caller comes back', async () => {
    const ended: string[] = [];
    const count = (name: string, earlierPlace?: number) => {
      const started = threads.start({ wanted: 'page-count', bytes: threePages, mostPages: everyPage }, earlierPlace);
      void started.reading.then((reading) => 'pageCount' in reading && ended.push(name));
      return started;
    };
    for (const name of ['first', 'second']) count(name);
    const left = count('left');
    const behind = ['behind 1', 'behind 2', 'behind 3'].map((name) => count(name));
    left.drop();
    await left.reading;
    await Promise.all([count('back', left.position), ...behind].map(({ reading }) => reading));
    expect(ended.indexOf('back')).toBeLessThanOrEqual(3);
  });

  test('for recognition are overtaken by those that need none', async () => {
    const ended: string[] = [];
    const start = (name: string, bytes: Uint8Array) =>
      threads.start({ wanted: 'text', bytes, mostPages: everyPage }).reading.then(() => ended.push(name));
    await Promise.all([...[1, 2, 3].map((number) => start(`picture ${number}`, picture)), start('one page', onePage)]);
    expect(ended.indexOf('one page')).toBeLessThan(3);
  });
});
