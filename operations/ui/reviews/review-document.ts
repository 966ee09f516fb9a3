import { NotFoundError } from '@document-pipelines/asl/ui';
import { createDocumentReader, drawDocumentPage, type PagePicture } from '@document-pipelines/local-aws/reading';
import { type Account, readRow } from '../../account';
import type { Review } from '../../reviews/reviews';
import type { PageWord } from './review-model';

/** Documents and pictures that are kept: those that are shown, and the next. */
const mostKept = 4;

/** Reads the documents of reviews: the very version that the execution read, not the current one. */
export class ReviewDocuments {
  private readonly documents = new Map<string, Promise<Uint8Array>>();
  private readonly pictures = new Map<string, Promise<PagePicture>>();
  private readonly reader = createDocumentReader();

  constructor(private readonly account: Account) {}

  /** Returns the picture of a page, from 1. Throws UnreadableDocumentError, NotFoundError. */
  picture(review: Review, page: number): Promise<PagePicture> {
    return kept(this.pictures, `${review.documentId ?? ''} ${page}`, async () =>
      drawDocumentPage(await this.bytesOf(review), page),
    );
  }

  /** Returns the words of a page; those of a scan are recognised, which takes seconds. */
  async words(review: Review, page: number): Promise<readonly PageWord[]> {
    const { pages } = await this.reader.readText(await this.bytesOf(review));
    const lines = pages.find(({ pageNumber }) => pageNumber === page)?.lines ?? [];
    return lines.flatMap(({ words }) =>
      words.map(({ text, box: { left, top, width, height } }): PageWord => [text, left, top, width, height]),
    );
  }

  async pageCount(review: Review): Promise<number> {
    return this.reader.countPages(await this.bytesOf(review));
  }

  close(): void {
    void this.reader.close();
  }

  private bytesOf({ documentId, key }: Review): Promise<Uint8Array> {
    if (documentId === undefined) throw new NotFoundError('the review is not about a document');
    return kept(this.documents, documentId, () => this.read(documentId, key));
  }

  private async read(documentId: string, key: string): Promise<Uint8Array> {
    const { names } = this.account;
    const { versionId, bucket = names.documentBucketName } =
      (await readRow(this.account, names.ledgerTableName, { documentId })) ?? {};
    const version = versionId === undefined ? {} : { VersionId: String(versionId) };
    const { Body: body } = await this.account.call('s3', 'GetObject', { Bucket: String(bucket), Key: key, ...version });
    if (body instanceof Uint8Array) return body;
    return (body as { transformToByteArray(): Promise<Uint8Array> }).transformToByteArray();
  }
}

/** Returns what is kept under a key, or reads it and forgets the oldest. */
function kept<Value>(all: Map<string, Promise<Value>>, key: string, read: () => Promise<Value>): Promise<Value> {
  const known = all.get(key);
  if (known !== undefined) return known;
  const value = read();
  all.set(key, value);
  value.catch(() => all.delete(key));
  const [oldest] = all.keys();
  if (all.size > mostKept && oldest !== undefined) all.delete(oldest);
  return value;
}
