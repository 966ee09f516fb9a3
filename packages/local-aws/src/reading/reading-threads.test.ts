import { documentNamed } from '../../tests/fixtures/documents-fixture';
import { cyclicPdf, endlessPdf, jpeg2000Pdf } from '../../tests/fixtures/hand-written-pdf-fixture';
import { createDocumentReader, type DocumentReader } from '.';
import { ReadingThreads } from './reading-threads';

const onePage = documentNamed('one-page.pdf');
const threePages = documentNamed('three-pages.pdf');
const picture = documentNamed('picture.png');

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.close();
});

function open(...options: Parameters<typeof createDocumentReader>): DocumentReader {
  const reader = createDocumentReader(...options);
  opened.push(reader);
  return reader;
}

function openThreads(): ReadingThreads {
  const threads = new ReadingThreads({});
  opened.push(threads);
  return threads;
}

const everyPage = Number.POSITIVE_INFINITY;

describe('a document that never ends', () => {
  test('is unreadable when its time is over, and the others are read', async () => {
    const reader = open({ allowance: { documentMilliseconds: 4_000, pageMilliseconds: 0 }, watchMilliseconds: 100 });
    const endless = expect(reader.readText(endlessPdf())).rejects.toMatchObject({
      name: 'UnreadableDocumentError',
      reason: 'damaged',
      message: 'it was not read within 4 s of work',
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
    const reader = open({ watchMilliseconds: 50 });
    const endless = expect(reader.readText(endlessPdf())).rejects.toThrow(/was ended/);
    expect((await reader.readText(onePage)).pages).toHaveLength(1);
    await reader.close();
    await endless;
  });
});

describe('a document that makes PDFium abort', () => {
  test('is damaged, and those at work with it are read', async () => {
    const reader = open();
    const aborting = expect(reader.readText(jpeg2000Pdf(200, 4_129_992))).rejects.toMatchObject({
      name: 'UnreadableDocumentError',
      reason: 'damaged',
    });
    expect((await reader.readText(threePages)).pages).toHaveLength(3);
    await aborting;
    expect((await reader.readText(onePage)).pages).toHaveLength(1);
  });

  test('by forms that paint each other is damaged', async () => {
    await expect(open().readText(cyclicPdf())).rejects.toMatchObject({ reason: 'damaged' });
  });

  test('by one of its pictures is read where its pages carry text', async () => {
    const text = 'Invoice no. 4711, total 10.00 EUR';
    const { pages } = await open().readText(jpeg2000Pdf(200, 4_129_992, text));
    expect(pages[0]!.lines.map((line) => line.text)).toEqual([text]);
  });

  test.each([
    [200, 4_129_992],
    [100_000, 100_000],
  ])('prints nothing (a picture of %i × %i)', async (width, height) => {
    const printed: string[] = [];
    const spies = [process.stdout, process.stderr].map((out) =>
      jest.spyOn(out, 'write').mockImplementation((chunk) => {
        printed.push(String(chunk));
        return true;
      }),
    );
    const reader = open();
    await reader.readText(jpeg2000Pdf(width, height)).catch(() => undefined);
    await reader.close();
    for (const spy of spies) spy.mockRestore();
    expect(printed.join('')).not.toMatch(/memory|abort|unreachable/i);
  });
});

describe('a reader that is not closed', () => {
  test('holds no process open while it is idle', async () => {
    const held = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort');
    const before = held();
    expect((await open().readText(onePage)).pages).toHaveLength(1);
    expect(held()).toEqual(before);
  });
});

describe('equal documents', () => {
  test('that are asked for at the same time, or later, are read once', async () => {
    const reader = open();
    const [first, second] = await Promise.all([reader.readText(onePage), reader.readText(Uint8Array.from(onePage))]);
    expect(second).toBe(first);
    expect(await reader.readText(onePage)).toBe(first);
  });

  test('are read for the caller who stays when another one leaves', async () => {
    const reader = open();
    const leaving = new AbortController();
    const left = expect(reader.readText(picture, { signal: leaving.signal })).rejects.toThrow('gone');
    const staying = reader.readText(picture);
    leaving.abort(new Error('gone'));
    await left;
    expect((await staying).pages).toHaveLength(1);
  });

  test('are begun again for a caller who comes after the last one has left', async () => {
    const reader = open();
    const leaving = new AbortController();
    const left = expect(reader.readText(threePages, { signal: leaving.signal })).rejects.toThrow('gone');
    leaving.abort(new Error('gone'));
    const late = reader.readText(threePages);
    await left;
    expect((await late).pages).toHaveLength(3);
  });

  test('do not share an answer when they may have different numbers of pages', async () => {
    const reader = open();
    await expect(reader.readText(threePages, { mostPages: 1 })).rejects.toThrow(/3 pages, one page is the most/);
    expect((await reader.readText(threePages, { mostPages: 3 })).pages).toHaveLength(3);
  });
});

describe('documents that wait', () => {
  test('are dropped before they begin', async () => {
    const threads = openThreads();
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
    const threads = openThreads();
    const long = documentNamed('many-pages.pdf');
    const started = threads.start({ wanted: 'text', bytes: long, mostPages: everyPage });
    started.drop();
    await expect(started.reading).resolves.toEqual({ dropped: true });
  });

  test('keep their place when their caller comes back', async () => {
    const threads = openThreads();
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
    const threads = openThreads();
    const ended: string[] = [];
    const start = (name: string, bytes: Uint8Array) =>
      threads.start({ wanted: 'text', bytes, mostPages: everyPage }).reading.then(() => ended.push(name));
    await Promise.all([...[1, 2, 3].map((number) => start(`picture ${number}`, picture)), start('one page', onePage)]);
    expect(ended.indexOf('one page')).toBeLessThan(3);
  });
});
