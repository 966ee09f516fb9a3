import { drawPdf, pictureOf } from '../../../tests/fixtures/draw-pdf-fixture';
import { handWrittenPdf, stream } from '../../../tests/fixtures/hand-written-pdf-fixture';
import { sharedReader as reader } from '../../../tests/fixtures/shared-reader-fixture';

async function linesOf(pdf: Uint8Array): Promise<string[]> {
  const { pages } = await reader.readText(pdf);
  return pages[0]!.lines.map(({ text }) => text);
}

/** Shows a text at a height of the page, 12 points high, in black by default. */
function show(text: string, y: number, before = ''): string {
  return `q ${before} BT /F 12 Tf 20 ${y} Td (${text}) Tj ET Q\n`;
}

const notice = 'Subtotal 1,618.00 and VAT 323.60';
const visible = 'Total 1,941.60';
const hidden = 'Total 9,999.00';
const honest = show(notice, 250) + show(visible, 200);
const resources = [
  '/ExtGState << /Faint << /ca 0.01 >> /None << /ca 0 >> /Tenth << /ca 0.05 >> /Third << /ca 0.3 >> >>',
  '/Properties << /Off 5 0 R /On 6 0 R >>',
  '/XObject << /OffForm 7 0 R /White 8 0 R >>',
  '/Pattern << /Stripes 9 0 R >>',
].join(' ');
const objects = [
  '<< /Type /OCG /Name (off) >>',
  '<< /Type /OCG /Name (on) >>',
  stream('/Type /XObject /Subtype /Form /BBox [0 0 300 300] /OC 5 0 R', 'BT /F 12 Tf 20 150 Td (Total 9,999.00) Tj ET'),
  stream('/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8', '\xff'),
  stream(
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>',
    '1 g 0 0 4 4 re f',
  ),
];
const catalog = '/OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [5 0 R] /ON [6 0 R] >> >>';

function page(content: string, pageEntries = ''): Buffer {
  return handWrittenPdf({ resources, content, objects, catalog, pageEntries });
}

describe('text that cannot be seen is left out:', () => {
  test.each([
    ['white on white', honest + show(hidden, 150, '1 g')],
    ['nearly white on white', honest + show(hidden, 150, '0.95 0.96 0.97 rg')],
    ['with an opacity of 1 %', honest + show(hidden, 150, '/Faint gs')],
    ['with no opacity', honest + show(hidden, 150, '/None gs')],
    ['with an opacity of 5 %', honest + show(hidden, 150, '/Tenth gs')],
    ['0.5 points high', `${honest} BT /F 0.5 Tf 20 150 Td (${hidden}) Tj ET`],
    ['0.5 points high by its matrix', honest + show(hidden, 1500, '0.1 0 0 0.1 0 0 cm 0.4 0 0 0.4 0 0 cm')],
    ['narrowed to 1 %', honest + show(hidden, 150, '1 Tz')],
    ['in the invisible mode', honest + show(hidden, 150, '3 Tr')],
    ['under a white shape', `${honest}${show(hidden, 150)} 1 g 10 140 200 30 re f`],
    ['under a shape in its own colour', `${honest}${show(hidden, 150)} 0 g 10 140 200 30 re f`],
    ['under a picture', `${honest}${show(hidden, 150)} q 200 0 0 30 10 140 cm /White Do Q`],
    ['under a pattern', `${honest}${show(hidden, 150)} /Pattern cs /Stripes scn 10 140 200 30 re f`],
    ['under a shape of many lines', `${honest}${show(hidden, 150)} 1 G 30 w 10 155 m 250 155 l S`],
    [
      'under letters',
      `${honest}${show(hidden, 150)} q 1 g 40 w 1 G BT /F 60 Tf 2 Tr 20 140 Td (MMMM) Tj 2 0 Td (WWWW) Tj 8 0 Td (MMMM) Tj ET Q`,
    ],
    [
      'under a shape with a number on it',
      `${show(notice, 250)}${show(hidden, 200)} 1 g 10 190 200 30 re f ${show(visible, 200, '0 g')}`,
    ],
    ['in the colour of its ground', `${honest} 0 0 0.6 rg 10 140 200 30 re f ${show(hidden, 150, '0 0 0.6 rg')}`],
    ['on a picture in its colour', `${honest} q 200 0 0 30 10 140 cm /White Do Q ${show(hidden, 150, '1 g')}`],
    ['clipped away', honest + show(hidden, 150, '0 0 10 10 re W n')],
    ['outside the page', honest + show(hidden, -40)],
    ['in a layer that is off', `${honest} /OC /Off BDC ${show(hidden, 150)} EMC`],
    ['in a form whose layer is off', `${honest} /OffForm Do`],
    ['in white under the visible number', `${show(notice, 250)}${show(hidden, 200, '1 g')}${show(visible, 200)}`],
    ['in white over the visible number, where nothing is', `${honest}${show(hidden, 215, '1 g')}`],
  ])('%s', async (_, content) => {
    expect(await linesOf(page(content))).toEqual([notice, visible]);
  });

  test('given in place of what is painted', async () => {
    const replaced = `/Span << /ActualText (${hidden}) >> BDC ${show(visible, 200)} EMC`;
    expect(await linesOf(page(show(notice, 250) + replaced))).toEqual([notice, visible]);
  });

  test('outside the crop box', async () => {
    const cropped = page(honest + show(hidden, 100), '/CropBox [0 180 300 300]');
    expect(await linesOf(cropped)).toEqual([notice, visible]);
  });

  test('under an annotation', async () => {
    const covered = await drawPdf((paper) => {
      paper.text(notice, 50, 50).text(visible, 50, 80).text(hidden, 50, 110);
      paper.rectAnnotation(40, 105, 200, 30, { color: 'white' });
    });
    const lines = await linesOf(covered);
    expect(lines.slice(0, 2)).toEqual([notice, visible]);
  });

  test('only the part of a line that is covered', async () => {
    const line = show('Total 1,941.60 of 9,999.00', 150);
    const covered = page(`${show(notice, 250)}${line} 1 g 114 140 100 30 re f`);
    expect(await linesOf(covered)).toEqual([notice, 'Total 1,941.60 of']);
  });
});

describe('text that can be seen stays:', () => {
  test.each([
    ['light on a dark fill', `0 g 10 140 200 30 re f ${show(visible, 150, '1 g')}`],
    [
      'coloured on a colour of the same lightness',
      `0 0.5 0 rg 10 140 200 30 re f ${show(visible, 150, '0.98 0 0 rg')}`,
    ],
    ['yellow', show(visible, 150, '1 1 0 rg')],
    ['light grey', show(visible, 150, '0.75 g')],
    ['with an opacity of 30 %', show(visible, 150, '/Third gs')],
    ['on a picture', `q 200 0 0 30 10 140 cm /White Do Q ${show(visible, 150)}`],
    ['4 points high', `BT /F 4 Tf 20 150 Td (${visible}) Tj ET`],
    ['inside its clip', show(visible, 150, '10 140 200 30 re W n')],
    ['as an outline', show(visible, 150, '0.4 w 1 Tr')],
    ['printed twice to be bold', show(visible, 150) + show(visible, 150, '1 0 0 1 0.3 0 cm')],
    ['printed twice in one place', show(visible, 150) + show(visible, 150)],
    ['printed as an outline after its fill', show(visible, 150) + show(visible, 150, '0.2 w 1 Tr')],
    ['with a white shadow', show(visible, 150, '1 g 1 0 0 1 0.7 -0.7 cm') + show(visible, 150)],
    ['in a frame that is drawn later', `${show(visible, 150)} 10 140 200 30 re S`],
    ['under a transparent marker', `${show(visible, 150)} /Third gs 1 1 0 rg 10 140 200 30 re f`],
    ['in a layer that is on', `/OC /On BDC ${show(visible, 150)} EMC`],
    [
      'one letter at a time',
      [...visible].map((letter, index) => show(letter, 150, `1 0 0 1 ${index * 8} 0 cm`)).join(''),
    ],
  ])('%s', async (_, content) => {
    const lines = await linesOf(page(show(notice, 250) + content));
    expect([lines[0], lines.slice(1).join(' ').replaceAll(' ', '')]).toEqual([notice, visible.replaceAll(' ', '')]);
  });

  test('in a font that is not in the file and has no outlines here', async () => {
    const cyrillic = handWrittenPdf({
      content: `${show(notice, 250)} BT /C 12 Tf 20 150 Td (ABC) Tj ET`,
      resources: '/Font << /F 5 0 R /C 6 0 R >>',
      objects: [
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        '<< /Type /Font /Subtype /TrueType /BaseFont /Unknown /Encoding << /Differences [65 /afii10017 /afii10018 /afii10019] >> >>',
      ],
    });
    expect(await linesOf(cyrillic)).toEqual([notice, 'АБВ']);
  });

  test('on a small page', async () => {
    const label = await drawPdf(
      (paper) => paper.fontSize(1.8).text(`${notice}, ${visible}`, 4, 4, { lineBreak: false }),
      {
        size: [105, 74],
        margin: 0,
      },
    );
    expect((await linesOf(label)).join(' ')).toBe(`${notice}, ${visible}`);
  });
});

describe('a searchable scan', () => {
  const [width, height] = [320, 260];
  const printed = ['Order LF-4711', 'Subtotal 1,618.00 GBP', 'VAT 323.60 GBP', 'Total 1,941.60 GBP'];

  async function picture(): Promise<Buffer> {
    const drawing = await drawPdf(
      (paper) => {
        paper.fontSize(16);
        for (const [index, line] of printed.entries()) paper.text(line, 60, 60 + index * 40);
      },
      { size: [width, height], margin: 0 },
    );
    return pictureOf(drawing, 150);
  }

  test.each([
    ['an invisible text', (paper: PDFKit.PDFDocument) => paper.addContent('3 Tr')],
    ['a transparent text', (paper: PDFKit.PDFDocument) => paper.fillOpacity(0)],
  ])('with %s is read from its picture', async (_, hide) => {
    const scan = await picture();
    const searchable = await drawPdf(
      (paper) => {
        paper.image(scan, 0, 0, { width, height }).fontSize(16);
        hide(paper);
        for (const [index, line] of printed.entries())
          paper.text(line.replace('1,941.60', '9,999.00'), 60, 60 + index * 40);
      },
      { size: [width, height], margin: 0 },
    );
    const { pages } = await reader.readText(searchable);
    expect(pages[0]).toMatchObject({ origin: 'recognised' });
    expect(pages[0]!.lines.map(({ text }) => text)).toEqual(printed);
  });
});
