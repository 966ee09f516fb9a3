import type { S3Client } from '@aws-sdk/client-s3';
import { DocumentRefused } from '../shared/platform/document-refused';
import type { Log } from '../shared/platform/log';
import { type ObjectVersion, rangesOf, sizeOf, wholeOf } from './document-object';
import { type ContentType, documentType, magicBytes } from './document-type';
import { assertPngHeader } from './image-header';
import { readPdf } from './pdf';
import { readPdfByRanges } from './pdf-by-ranges';
import type { PdfFacts } from './pdf-facts';
import { countTiffPages } from './tiff-pages';

/** The event of ValidateDocument. */
export interface ValidateDocumentEvent extends ObjectVersion {
  readonly documentId: string;
  readonly executionArn: string;
}

/** The properties of a document that the pipeline accepts. */
export interface Validation {
  readonly contentType: ContentType;
  readonly sizeBytes: number;
  readonly pages: number;
}

/** The dependencies of validate-document. */
export interface ValidateDocumentDependencies {
  readonly s3: Pick<S3Client, 'send'>;
  readonly log: Log;
  readonly maxDocumentBytes: number;
  readonly maxPages: number;
  /** PDFs up to this size are read whole by the PDF library, larger ones by ranges of their end. */
  readonly wholePdfMaxBytes: number;
}

/** Textract's bound for images, sync and async alike, in bytes. */
const imageMaxBytes = 10 * 1024 * 1024;

/**
 * Checks exactly this version of the object: size, type, pages, encryption. Only reads, so it may run any number of
 * times. Throws EmptyDocument, DocumentTooLarge, UnsupportedDocument, EncryptedDocument, DocumentDeleted; a document
 * that cannot be parsed is unsupported, never one page. Needs s3:GetObjectVersion on the document.
 */
export async function validateDocument(
  event: ValidateDocumentEvent,
  dependencies: ValidateDocumentDependencies,
): Promise<Validation> {
  const sizeBytes = await sizeOf(dependencies.s3, event);
  assertSize(sizeBytes, dependencies.maxDocumentBytes);
  const source = rangesOf(dependencies.s3, event, sizeBytes);
  const firstBytes = await source.read(0, magicBytes);
  const contentType = documentType(event.key, firstBytes);
  const countPages: Readonly<Record<ContentType, () => Promise<number>>> = {
    'application/pdf': () => countPdfPages(event, sizeBytes, dependencies),
    'image/tiff': () => countTiffPages(source, dependencies.maxPages),
    'image/jpeg': async () => onePage(sizeBytes),
    'image/png': async () => {
      assertPngHeader(firstBytes);
      return onePage(sizeBytes);
    },
  };
  const pages = await countPages[contentType]();
  if (pages > dependencies.maxPages) {
    throw new DocumentRefused('DocumentTooLarge', `the document has more than ${dependencies.maxPages} pages`);
  }
  dependencies.log.info('the document is taken', { contentType, sizeBytes, pages });
  return { contentType, sizeBytes, pages };
}

function assertSize(sizeBytes: number, maxDocumentBytes: number): void {
  if (sizeBytes === 0) throw new DocumentRefused('EmptyDocument', 'the document is empty: it has 0 bytes');
  if (sizeBytes > maxDocumentBytes) {
    throw new DocumentRefused(
      'DocumentTooLarge',
      `the document has ${sizeBytes} bytes, at most ${maxDocumentBytes} are taken`,
    );
  }
}

function onePage(sizeBytes: number): number {
  if (sizeBytes > imageMaxBytes) {
    throw new DocumentRefused(
      'DocumentTooLarge',
      `the image has ${sizeBytes} bytes, PNG and JPEG may have ${imageMaxBytes}`,
    );
  }
  return 1;
}

async function countPdfPages(
  version: ObjectVersion,
  sizeBytes: number,
  dependencies: ValidateDocumentDependencies,
): Promise<number> {
  const pdf: PdfFacts =
    sizeBytes <= dependencies.wholePdfMaxBytes
      ? await readPdf(await wholeOf(dependencies.s3, version))
      : await readPdfByRanges(rangesOf(dependencies.s3, version, sizeBytes));
  if (pdf.isEncrypted) {
    throw new DocumentRefused(
      'EncryptedDocument',
      'the PDF opens with a password only: remove the password and send it again',
    );
  }
  if (pdf.pages === 0) throw new DocumentRefused('UnsupportedDocument', 'the PDF has no page');
  return pdf.pages;
}
