import PDFDocument from 'pdfkit';
import { contractText, receiptLines } from './sample-content';

type Paper = PDFKit.PDFDocument;

/** Fixed, so that the files are the same on every run. */
const madeAt = new Date('2024-07-01T00:00:00Z');

/** Draws a PDF and returns its bytes. The same drawing returns the same bytes, except for an encrypted one. */
export function drawPdf(draw: (paper: Paper) => void, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const paper = new PDFDocument({
    size: 'A4',
    margin: 50,
    info: { CreationDate: madeAt, ModDate: madeAt },
    ...options,
  });
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    paper.on('data', (chunk: Buffer) => chunks.push(chunk));
    paper.on('end', () => resolve(Buffer.concat(chunks)));
    paper.on('error', reject);
    draw(paper);
    paper.end();
  });
}

/** The contract: title, opening, clauses; it runs over three pages. */
export function drawContract(paper: Paper): void {
  paper.font('Times-Bold').fontSize(18).text(contractText.title, { align: 'center' }).moveDown(1.2);
  paper.font('Times-Roman').fontSize(12);
  for (const paragraph of contractText.opening) paper.text(paragraph, { lineGap: 4 }).moveDown(0.8);
  contractText.clauses.forEach(({ heading, paragraphs }, index) => {
    if (index === 3 || index === 7) paper.addPage();
    paper
      .moveDown(0.6)
      .font('Times-Bold')
      .text(`${index + 1}. ${heading}`)
      .moveDown(0.4)
      .font('Times-Roman');
    for (const paragraph of paragraphs) paper.text(paragraph, { lineGap: 4 }).moveDown(0.6);
  });
  paper
    .moveDown(1.5)
    .text('IN WITNESS WHEREOF the parties have signed this Agreement on the date stated above.')
    .moveDown(2);
  paper.text('Signed for the Provider: ______________________').moveDown(1);
  paper.text('Signed for the Client: ______________________');
}

/** An optional numbered heading with its paragraphs. */
export interface Clause {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** Draws clauses one below the other in the contract's type. */
export function drawParagraphs(paper: Paper, clauses: readonly Clause[]): void {
  for (const { heading, paragraphs } of clauses) {
    if (heading !== '') paper.moveDown(0.4).font('Times-Bold').fontSize(11).text(heading).moveDown(0.3);
    paper.font('Times-Roman').fontSize(11);
    for (const paragraph of paragraphs) paper.text(paragraph, { lineGap: 3 }).moveDown(0.5);
  }
}

/** A till receipt as wide as its roll of paper. */
export function drawReceipt(paper: Paper): void {
  paper.font('Courier-Bold').fontSize(9);
  receiptLines.forEach(([left, right], index) => {
    const y = 20 + index * 14;
    if (right === '' && index < 3) paper.text(left, 15, y, { width: 190, align: 'center' });
    else paper.text(left, 15, y, { lineBreak: false });
    if (right !== '') paper.text(right, 15, y, { width: 190, align: 'right' });
  });
}
