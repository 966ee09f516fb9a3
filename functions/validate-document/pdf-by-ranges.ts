import type { RangeSource } from './document-object';
import { magicBytes } from './document-type';
import { PdfCrossReference } from './pdf-cross-reference';
import { type PdfFacts, unreadablePdf } from './pdf-facts';
import { latin1, PdfFile } from './pdf-file';
import { PdfDamaged, type PdfValue } from './pdf-values';
import { Unpacking, unpackingBounds } from './unpacking';

/**
 * Reads pages and encryption of a PDF by ranged reads of its end: startxref, cross-reference, trailer, catalogue, and
 * the Count of the page tree. For files too large to be held in memory. Throws UnsupportedDocument if the chain is
 * broken anywhere, DocumentTooLarge if its streams unpack beyond the bounds.
 */
export async function readPdfByRanges(whole: RangeSource, bounds = unpackingBounds): Promise<PdfFacts> {
  try {
    const source = await fromHeader(whole);
    const reference = await PdfCrossReference.open(new PdfFile(source, new Unpacking(bounds)));
    if (reference.trailerEntry('Encrypt') !== undefined) return { pages: 0, isEncrypted: true };
    const catalog = await reference.resolve(reference.trailerEntry('Root'));
    const tree = await reference.resolve(entryOf(catalog, 'Pages'));
    const count = await reference.resolve(entryOf(tree, 'Count'));
    if (count?.kind !== 'number' || !Number.isInteger(count.value) || count.value < 1)
      throw new PdfDamaged('its page tree has no Count');
    return { pages: count.value, isEncrypted: false };
  } catch (error) {
    if (error instanceof PdfDamaged) throw unreadablePdf(error.message);
    throw error;
  }
}

/** Offsets count from the header, which other bytes may come before. */
async function fromHeader(source: RangeSource): Promise<RangeSource> {
  const start = latin1(await source.read(0, magicBytes)).indexOf('%PDF-');
  if (start < 1) return source;
  return {
    sizeBytes: source.sizeBytes - start,
    read: (offset, length) => source.read(offset + start, length),
  };
}

function entryOf(value: PdfValue | undefined, name: string): PdfValue | undefined {
  return value?.kind === 'dictionary' ? value.entries.get(name) : undefined;
}
