import { PNG } from 'pngjs';
import * as tiff from 'utif2';
import { documentNamed } from '../../tests/fixtures/documents-fixture';
import { drawPdf } from '../../tests/fixtures/draw-pdf-fixture';
import { sharedReader as reader } from '../../tests/fixtures/shared-reader-fixture';
import { createDocumentReader, type DocumentText } from '.';

function linesOf(text: DocumentText, page = 0): string[] {
  return text.pages[page]!.lines.map((line) => line.text);
}

/** Watches that the thread that asks stays free. */
function watchPauses() {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  return {
    longestMilliseconds: () => {
      clearInterval(beat);
      return longest;
    },
  };
}

describe('a PDF with a text layer', () => {
  test('gives lines, parted where a column ends, with their places', async () => {
    const text = await reader.readText(documentNamed('one-page.pdf'));
    expect(text.pages[0]!.origin).toBe('text-layer');
    expect(linesOf(text)).toEqual(
      expect.arrayContaining(['Invoice number', 'HOS-2024-0871', 'Ring binder, blue', '20', '3.15', '63.00']),
    );
    const heading = text.pages[0]!.lines.find((line) => line.text === 'INVOICE')!;
    expect(heading.box.left).toBeCloseTo(400 / 595.28, 2);
    expect(Math.abs(heading.box.top - 50 / 841.89)).toBeLessThan(0.01);
    expect(heading.confidence).toBeCloseTo(99.9);
  });

  test('gives what is filled in a form', async () => {
    const form = await drawPdf((paper) => {
      paper.initForm();
      paper.text('Name of the taxpayer on this form of two lines', 50, 50);
      paper.formText('name', 50, 80, 200, 20, { value: 'Robert Lane' });
    });
    expect(linesOf(await reader.readText(form))).toContain('Robert Lane');
  });

  test('is read as it is shown where its page is turned', async () => {
    const turned = await drawPdf((paper) => {
      Object.assign(paper.page.dictionary.data, { Rotate: 90 });
      paper.rotate(-90, { origin: [0, 0] }).translate(-842, 0);
      paper.text('Shown upright', 60, 60, { lineBreak: false });
      paper.text('in two lines of text', 60, 80, { lineBreak: false });
    });
    expect(linesOf(await reader.readText(turned))).toEqual(['Shown upright', 'in two lines of text']);
  });

  test('that has nothing on its page has no lines', async () => {
    expect(linesOf(await reader.readText(await drawPdf(() => undefined)))).toEqual([]);
  });
});

describe('a picture', () => {
  test('of a crooked, noisy page is recognised beside the thread that asks, and its words stand where they do on the page', async () => {
    // Not read by another suite of the worker.
    const scan = Buffer.concat([documentNamed('scanned.pdf'), Buffer.from('\n% once\n')]);
    const pauses = watchPauses();
    const begun = performance.now();
    const text = await reader.readText(scan);
    // Read in this thread, the longest pause would be the whole of it.
    expect(pauses.longestMilliseconds()).toBeLessThan((performance.now() - begun) / 2);
    expect(text.pages[0]!.origin).toBe('recognised');
    expect(linesOf(text)).toEqual(
      expect.arrayContaining(['Lakeside Foundry Inc.', 'Invoice number', '55120', '1,488.00', 'Sales tax 7%']),
    );
    const heading = text.pages[0]!.lines.find((line) => line.text === 'INVOICE')!;
    expect(heading.box.left).toBeCloseTo(400 / 595.28, 1);
    expect(heading.outline[1]!.y).toBeGreaterThan(heading.outline[0]!.y);
  });

  test('in PNG is recognised', async () => {
    expect(linesOf(await reader.readText(documentNamed('picture.png')))).toEqual(
      expect.arrayContaining(['Sourdough loaf', '4.20', '£13.17']),
    );
  });

  test('in TIFF has as many pages as pictures', async () => {
    const { width, data: rows } = PNG.sync.read(Buffer.from(documentNamed('picture.png')));
    const height = 450;
    const data = rows.subarray(0, 4 * width * height);
    const page = {
      t256: [width],
      t257: [height],
      t258: [8, 8, 8, 8],
      t259: [1],
      t262: [2],
      t273: [1000],
      t277: [4],
      t278: [height],
      t279: [data.length],
      t338: [1],
    };
    const file = Buffer.concat([Buffer.from(tiff.encode([page as unknown as tiff.IFD])), Buffer.alloc(1000)]).subarray(
      0,
      1000,
    );
    const whole = Buffer.concat([file, data]);
    expect(await reader.countPages(whole)).toBe(1);
    expect(linesOf(await reader.readText(whole))).toContain('Sourdough loaf');
  });
});

describe('a document that cannot be read', () => {
  test.each([
    ['encrypted.pdf', 'encrypted', /password/],
    ['text-named.pdf', 'unsupported', /not those of a PDF, PNG, JPEG or TIFF/],
    ['empty.pdf', 'unsupported', /not those/],
  ])('%s is refused as %s', async (name, reason, message) => {
    await expect(reader.readText(documentNamed(name))).rejects.toMatchObject({
      name: 'UnreadableDocumentError',
      reason,
      message: expect.stringMatching(message),
    });
  });

  test('is damaged where its kind is right and its content is not', async () => {
    await expect(reader.readText(Buffer.from('%PDF-1.7\nnothing follows'))).rejects.toMatchObject({
      reason: 'damaged',
    });
    await expect(reader.readText(documentNamed('picture.png').subarray(0, 2000))).rejects.toMatchObject({
      reason: 'damaged',
    });
  });
});

test('each page that has been read is reported', async () => {
  const bytes = await drawPdf((paper) => {
    for (const page of ['first', 'second', 'third']) {
      if (page !== 'first') paper.addPage();
      paper.text(`the ${page} page`);
    }
  });
  const pages: (readonly [number, number])[] = [];

  await reader.readText(bytes, { onPage: (pagesRead, pageCount) => pages.push([pagesRead, pageCount]) });

  expect(pages).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test('pages are counted without being read', async () => {
  expect(await reader.countPages(documentNamed('three-pages.pdf'))).toBe(3);
});

test('a reader that was closed reads no more', async () => {
  const other = createDocumentReader();
  const underWay = other.readText(documentNamed('scanned.pdf'));
  const refused = expect(underWay).rejects.toThrow(/was ended/);
  await other.close();
  await refused;
  await expect(other.countPages(documentNamed('three-pages.pdf'))).rejects.toThrow(/closed/);
});
