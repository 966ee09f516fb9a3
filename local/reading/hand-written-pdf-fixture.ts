/** A stream object. */
export function stream(dictionary: string, content: string | Uint8Array): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

/**
 * A PDF of one page of 300 × 300 points, for what pdfkit does not write. Object 4 is its content; `objects` follow as 5, 6 …; the font
 * is /F, unless there are others among the resources.
 */
export function handWrittenPdf(page: {
  readonly resources?: string;
  readonly content: string;
  /** Entries of the document's catalog, and of its page. */
  readonly catalog?: string;
  readonly pageEntries?: string;
  readonly objects?: readonly (string | Buffer)[];
}): Buffer {
  const resources = page.resources ?? '';
  const font = resources.includes('/Font')
    ? ''
    : '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${page.catalog ?? ''} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << ${font} ${resources} >> /Contents 4 0 R ${page.pageEntries ?? ''} >>`,
    stream('', page.content),
    ...(page.objects ?? []),
  ];
  let file = Buffer.from('%PDF-1.5\n');
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(table + trailer)]);
}

/** Two forms that paint each other twice: PDFium takes memory until it has no more. */
export function cyclicPdf(): Buffer {
  const form = (name: string, number: number) =>
    stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << /XObject << /${name} ${number} 0 R >> >>`,
      `/${name} Do /${name} Do`,
    );
  return handWrittenPdf({
    resources: '/XObject << /A 5 0 R >>',
    content: 'BT /F 12 Tf 20 250 Td (Invoice no. 4711) Tj ET /A Do',
    objects: [form('B', 6), form('A', 5)],
  });
}

/** A page filled with tiles a millionth of a point apart: PDFium draws them for days. */
export function endlessPdf(): Buffer {
  const pattern =
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.000001 /YStep 0.000001';
  return handWrittenPdf({
    resources: '/Pattern << /P 5 0 R >>',
    content: 'BT /F 12 Tf 20 250 Td (Invoice no. 4711) Tj ET /Pattern cs /P scn 0 0 300 300 re f',
    objects: [stream(`${pattern} /Resources << >>`, '0 0 1 1 re f')],
  });
}

/** A JPEG 2000 picture, broken, as large as its header claims: 200 × 4,129,992 pixels make PDFium abort, 100,000 × 100,000 print. */
export function jpeg2000Pdf(width: number, height: number, text = ''): Buffer {
  const size = Buffer.alloc(36);
  for (const [index, value] of [width, height, 0, 0, width, height, 0, 0].entries())
    size.writeUInt32BE(value, 2 + 4 * index);
  size.writeUInt16BE(3, 34);
  const components = Buffer.from([7, 1, 1, 7, 1, 1, 7, 1, 1]);
  const segment = (marker: number, content: Uint8Array) =>
    Buffer.concat([Buffer.from([0xff, marker, 0, content.length + 2]), content]);
  const picture = Buffer.concat([
    Buffer.from([0xff, 0x4f]),
    segment(0x51, Buffer.concat([size, components])),
    segment(0x52, Buffer.from([0, 0, 0, 1, 1, 5, 4, 4, 0, 1])),
    segment(0x5c, Buffer.alloc(17, 0x40)),
    segment(0x90, Buffer.from([0, 0, 0, 0, 0, 34, 0, 1])),
    Buffer.from([0xff, 0x93]),
    Buffer.alloc(20, 0x2a),
    Buffer.from([0xff, 0xd9]),
  ]);
  return handWrittenPdf({
    resources: '/XObject << /I 5 0 R >>',
    content: `q 100 0 0 100 0 0 cm /I Do Q BT /F 12 Tf 20 250 Td (${text}) Tj ET`,
    objects: [
      stream(
        '/Type /XObject /Subtype /Image /Width 200 /Height 200 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode',
        picture,
      ),
    ],
  });
}
