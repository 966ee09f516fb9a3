import { UserError } from '@document-pipelines/asl/diagnostics';
import { NotFoundError } from '@document-pipelines/asl/ui';
import { createDocumentReader, UnreadableDocumentError } from '@document-pipelines/local-aws/reading';
import { type Account, bytesOfBody, isServiceError, readRow } from '../../account';
import type { Review } from '../../reviews/reviews';
import type { PageWord } from './review-model';

/** Documents that are kept: the one that is shown, and the next. */
const mostKept = 4;
/** While a person waits for one page: a document that takes longer is reported as unreadable. */
const allowance = { documentMilliseconds: 20_000, pageMilliseconds: 10_000 };

/**
 * Reads the documents of reviews: the very version that the execution read, not the current one. Parsing and drawing is done in a thread
 * that a document can break or keep busy without an effect on the server. Rejects with a UserError for a document that cannot be read.
 */
export class ReviewDocuments {
  private readonly documents = new Map<string, Promise<Uint8Array>>();
  private readonly reader = createDocumentReader({ allowance });

  constructor(private readonly account: Account) {}

  /** Returns a page, from 1, as a PNG. */
  async picture(review: Review, page: number, signal: AbortSignal): Promise<Buffer> {
    const bytes = await this.bytesOf(review);
    const { png } = await readable(() => this.reader.drawPage(bytes, page, signal));
    return Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  }

  /** Returns the words of a page, from 1; those of a scan are recognised, which takes seconds. */
  async words(review: Review, pageNumber: number, signal: AbortSignal): Promise<readonly PageWord[]> {
    const bytes = await this.bytesOf(review);
    const { pages } = await readable(() => this.reader.readText(bytes, { pageNumber, signal }));
    return pages.flatMap(({ lines }) =>
      lines.flatMap(({ words }) =>
        words.map(({ text, box: { left, top, width, height } }): PageWord => [text, left, top, width, height]),
      ),
    );
  }

  async pageCount(review: Review): Promise<number> {
    const bytes = await this.bytesOf(review);
    return readable(() => this.reader.countPages(bytes));
  }

  close(): Promise<void> {
    return this.reader.close();
  }

  private bytesOf({ documentId, key }: Review): Promise<Uint8Array> {
    if (documentId === undefined) throw new NotFoundError('the review is not about a document');
    const known = this.documents.get(documentId);
    if (known !== undefined) return known;
    const bytes = this.read(documentId, key);
    this.documents.set(documentId, bytes);
    bytes.catch(() => this.documents.delete(documentId));
    const [oldest] = this.documents.keys();
    if (this.documents.size > mostKept && oldest !== undefined) this.documents.delete(oldest);
    return bytes;
  }

  private async read(documentId: string, key: string): Promise<Uint8Array> {
    const { names } = this.account;
    const { versionId, bucket = names.documentBucketName } =
      (await readRow(this.account, names.ledgerTableName, { documentId })) ?? {};
    const version = versionId === undefined ? {} : { VersionId: String(versionId) };
    const location = { Bucket: String(bucket), Key: key, ...version };
    const { Body: body, ContentLength: bytes } = await this.account.call('s3', 'GetObject', location).catch(missing);
    // Without a version it may be another object than the one that was accepted.
    if (Number(bytes ?? 0) <= names.maxDocumentBytes) return bytesOfBody(body);
    (body as { destroy?(): void }).destroy?.();
    throw new UserError(`the document has ${Number(bytes)} bytes, ${names.maxDocumentBytes} are the most here`);
  }
}

function missing(error: unknown): never {
  if (isServiceError(error, 'NotFound', 'NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'))
    throw new UserError('the document is no longer in its bucket');
  throw error;
}

/** A document that cannot be read is not a defect of the page. */
async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableDocumentError) throw new UserError(error.message);
    throw error;
  }
}
