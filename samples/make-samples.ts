import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawInvoice } from './draw-invoice';
import { drawContract, drawPdf, drawReceipt } from './draw-pages';
import {
  drawFakeAnswer,
  drawFakeFence,
  drawHiddenText,
  drawOrderedLineItems,
  drawOrderToApprove,
} from './hostile/draw-hostile';
import { drawLongContract } from './long/long-contract';
import { foundryInvoice, harbourInvoice, wrongSumsInvoice } from './sample-content';
import { sampleLabels } from './sample-labels';
import { drawFirstPage, scan, toJpeg, toPng } from './scan';

const scanDotsPerInch = 150;
const receiptDotsPerInch = 200;
const a4Points = { width: 595.28, height: 841.89 };

/**
 * Generates every sample document of this folder, and its labels: `node -r tsx/cjs samples/make-samples.ts`. Each run generates the
 * same bytes.
 */
export async function makeSamples(): Promise<Readonly<Record<string, Uint8Array>>> {
  return {
    'invoice.pdf': await numberedInvoice(harbourInvoice.number),
    // The same number, supplier and total would be a duplicate.
    'invoice-on-hold.pdf': await numberedInvoice('HOS-2024-0872'),
    'invoice-twice.pdf': await numberedInvoice('HOS-2024-0873'),
    'batch-pipeline/invoice.pdf': await numberedInvoice('HOS-2024-0874'),
    'scanned-invoice.pdf': await scannedInvoice(),
    'wrong-sums.pdf': await drawPdf((paper) => drawInvoice(paper, wrongSumsInvoice)),
    'contract.pdf': await drawPdf(drawContract),
    'long/long-contract.pdf': await drawPdf(drawLongContract),
    'hostile/order-to-approve.pdf': await drawPdf(drawOrderToApprove),
    'hostile/fake-fence.pdf': await drawPdf(drawFakeFence),
    'hostile/fake-answer.pdf': await drawPdf(drawFakeAnswer),
    'hostile/hidden-text.pdf': await drawPdf(drawHiddenText),
    'hostile/ordered-line-items.pdf': await drawPdf(drawOrderedLineItems),
    'receipt.png': toPng(
      await drawFirstPage(await drawPdf(drawReceipt, { size: [220, 330], margin: 0 }), receiptDotsPerInch),
    ),
    'encrypted.pdf': await drawPdf((paper) => drawInvoice(paper, harbourInvoice), { userPassword: 'open sesame' }),
    'text-named.pdf': Buffer.from('This is a plain text file. Only its name says that it is a PDF.\n'),
    'empty.pdf': new Uint8Array(),
    'expected.json': Buffer.from(labelsText()),
  };
}

/** Lists of strings are one line each, as the formatter writes them. */
function labelsText(): string {
  const text = JSON.stringify(sampleLabels, undefined, 2);
  return `${text.replace(/\[\s+("[^[\]]*")\s+\]/g, (_, list: string) => `[${list.replace(/\n\s+/g, ' ')}]`)}\n`;
}

function numberedInvoice(number: string): Promise<Buffer> {
  return drawPdf((paper) => drawInvoice(paper, { ...harbourInvoice, number }));
}

/** One picture to the page and no text layer, as a scanner writes it. */
async function scannedInvoice(): Promise<Buffer> {
  const clean = await drawFirstPage(await drawPdf((paper) => drawInvoice(paper, foundryInvoice)), scanDotsPerInch);
  const picture = toJpeg(scan(clean, 1.3), 55);
  return drawPdf((paper) => paper.image(picture, 0, 0, a4Points), { margin: 0 });
}

if (require.main === module) {
  makeSamples().then((samples) =>
    Promise.all(Object.entries(samples).map(([name, bytes]) => writeFile(join(__dirname, name), bytes))),
  );
}
