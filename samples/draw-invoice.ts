import { type SampleInvoice, statedSums } from './sample-content';

type Paper = PDFKit.PDFDocument;

const columns = { description: 50, quantity: 320, unit: 390, amount: 480 };
const amountWidth = 65;

/** Draws an invoice on one page: supplier, facts, customer, lines, sums. */
export function drawInvoice(paper: Paper, invoice: SampleInvoice): void {
  drawHead(paper, invoice);
  const bottom = drawItems(paper, invoice, 270);
  drawSums(paper, invoice, bottom + 18);
  paper.fontSize(9).text(`Please quote ${invoice.number} with your payment.`, 50, 720);
}

function drawHead(paper: Paper, { supplier, customer, number, issued, due }: SampleInvoice): void {
  paper.font('Helvetica-Bold').fontSize(15).text(supplier[0]!, 50, 50);
  paper.font('Helvetica').fontSize(10);
  for (const [index, line] of supplier.slice(1).entries()) paper.text(line, 50, 72 + index * 14);
  paper.font('Helvetica-Bold').fontSize(20).text('INVOICE', 400, 50);
  paper.font('Helvetica').fontSize(10);
  const facts = [
    ['Invoice number', number],
    ['Invoice date', issued],
    ['Due date', due],
  ] as const;
  facts.forEach(([label, value], index) => {
    paper
      .text(label, 330, 130 + index * 16, { lineBreak: false })
      .text(value, 450, 130 + index * 16, { lineBreak: false });
  });
  paper.font('Helvetica-Bold').text('Bill to', 50, 130).font('Helvetica');
  for (const [index, line] of customer.entries()) paper.text(line, 50, 146 + index * 14);
}

function drawItems(paper: Paper, invoice: SampleInvoice, top: number): number {
  paper.font('Helvetica-Bold').fontSize(10);
  drawRow(paper, top, ['Description', 'Qty', 'Unit price', 'Amount']);
  paper
    .font('Helvetica')
    .moveTo(50, top + 15)
    .lineTo(545, top + 15)
    .lineWidth(0.7)
    .stroke();
  invoice.items.forEach((item, index) => {
    const cells = [
      item.description,
      String(item.quantity),
      money(item.unitCents),
      money(item.quantity * item.unitCents),
    ];
    drawRow(paper, top + 24 + index * 20, cells);
  });
  return top + 24 + invoice.items.length * 20;
}

function drawRow(paper: Paper, y: number, cells: readonly string[]): void {
  paper.text(cells[0]!, columns.description, y, { lineBreak: false });
  paper.text(cells[1]!, columns.quantity, y, { width: 40, align: 'right' });
  paper.text(cells[2]!, columns.unit, y, { width: 65, align: 'right' });
  paper.text(cells[3]!, columns.amount, y, { width: amountWidth, align: 'right' });
}

function drawSums(paper: Paper, invoice: SampleInvoice, top: number): void {
  const { subtotal, tax, total } = statedSums(invoice);
  const sums = [
    ['Subtotal', subtotal],
    [`${invoice.taxName} ${invoice.taxPercent}%`, tax],
    [`Total ${invoice.currency.code}`, total],
  ] as const;
  sums.forEach(([label, cents], index) => {
    if (index === sums.length - 1) paper.font('Helvetica-Bold');
    paper.text(label, columns.unit - 40, top + index * 18, { lineBreak: false });
    paper.text(`${invoice.currency.symbol}${money(cents)}`, columns.amount, top + index * 18, {
      width: amountWidth,
      align: 'right',
    });
  });
  paper.font('Helvetica');
}

function money(cents: number): string {
  return (cents / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
