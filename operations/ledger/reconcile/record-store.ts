import { createHash } from 'node:crypto';
import { appendFileSync, createReadStream, existsSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LedgerRow } from '../evidence/rows';
import type { ObjectPointer } from '../object-pointer';

/** One piece of evidence of one document. */
export type EvidenceRecord = { readonly documentId: string } & (
  | { readonly kind: 'version'; readonly pointer: ObjectPointer }
  | { readonly kind: 'row'; readonly row: LedgerRow }
  | { readonly kind: 'stored' }
  /** A batch named it. */
  | { readonly kind: 'named'; readonly pointer: ObjectPointer; readonly batchId: string }
);

/** Two hex digits of a documentId: each partition has about 1/256 of the documents, whatever their names are. */
const partitionDigits = 2;
/** Records in memory; with more, they are appended to the partitions' files. */
const mostBuffered = 50_000;

/** Sizes of the partitions' files in bytes, by partition. */
export type PartitionSizes = Readonly<Record<string, number>>;

/** Returns the partition of a document. */
export function partitionOf(documentId: string): string {
  const isDigest = /^[0-9a-f]{64}$/.test(documentId);
  const digest = isDigest ? documentId : createHash('sha256').update(documentId).digest('hex');
  return digest.slice(0, partitionDigits);
}

/**
 * Records of any number of documents in constant memory: what does not fit is in a folder, in one file for each partition. Guards that
 * all records of a document are in one partition.
 */
export class RecordStore {
  private readonly buffers = new Map<string, string[]>();
  private buffered = 0;

  constructor(private readonly folder: string) {}

  add(record: EvidenceRecord): void {
    const partition = partitionOf(record.documentId);
    const lines = this.buffers.get(partition) ?? [];
    lines.push(JSON.stringify(record));
    this.buffers.set(partition, lines);
    this.buffered += 1;
    if (this.buffered >= mostBuffered) this.flush();
  }

  /** Appends everything to the files, and returns their sizes. */
  flush(): PartitionSizes {
    if (this.buffered > 0) mkdirSync(this.folder, { recursive: true });
    for (const [partition, lines] of this.buffers)
      if (lines.length > 0) appendFileSync(this.fileOf(partition), `${lines.join('\n')}\n`);
    this.buffers.clear();
    this.buffered = 0;
    return Object.fromEntries(
      allPartitions()
        .filter((partition) => existsSync(this.fileOf(partition)))
        .map((partition) => [partition, statSync(this.fileOf(partition)).size]),
    );
  }

  /** Drops what was appended after a flush that returned these sizes. */
  restore(sizes: PartitionSizes): void {
    for (const partition of allPartitions().filter((each) => existsSync(this.fileOf(each)))) {
      const size = sizes[partition];
      if (size === undefined) rmSync(this.fileOf(partition));
      else truncateSync(this.fileOf(partition), size);
    }
  }

  /** The partitions that have records. */
  partitions(): readonly string[] {
    return allPartitions().filter((partition) => this.buffers.has(partition) || existsSync(this.fileOf(partition)));
  }

  /** Yields the records of a partition. */
  async *read(partition: string): AsyncGenerator<EvidenceRecord> {
    if (existsSync(this.fileOf(partition)))
      for await (const line of createInterface({ input: createReadStream(this.fileOf(partition)), crlfDelay: 0 }))
        yield JSON.parse(line) as EvidenceRecord;
    for (const line of this.buffers.get(partition) ?? []) yield JSON.parse(line) as EvidenceRecord;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private fileOf(partition: string): string {
    return join(this.folder, `${partition}.jsonl`);
  }
}

function allPartitions(): readonly string[] {
  const count = 16 ** partitionDigits;
  return Array.from({ length: count }, (_, index) => index.toString(16).padStart(partitionDigits, '0'));
}
