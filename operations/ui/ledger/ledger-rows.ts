import { shareCalls } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { type LedgerRow, ledgerPages } from '../../ledger/evidence/rows';
import { rowDetail } from '../../ledger/row-text';
import type { KnownNames } from '../known-names';
import type { LedgerEntry } from './ledger-model';

/** The ledger as it was read. */
export interface ReadLedger {
  /** Milliseconds since 1970. */
  readonly asOf: number;
  /** The newest first. */
  readonly entries: readonly LedgerEntry[];
  readonly isCut: boolean;
}

/** Rows that are kept: some 300 bytes each. */
const mostRows = 100_000;
/** A local ledger is read again after so many times the time that this takes, and milliseconds at least. */
const readingShare = 10;
const localAge = 500;

/**
 * Reads the ledger for pages. Guards that it is read once for requests at the same time; and on AWS, where each reading is paid for, only if
 * someone asks.
 */
export class LedgerRows {
  private last: ReadLedger | undefined;
  private tookMilliseconds = 0;
  private readonly readNow = shareCalls(() => this.readAll());

  constructor(
    private readonly account: Account,
    private readonly names: KnownNames,
    private readonly now: () => number,
  ) {}

  /** Returns the rows as of `after` or later, or as they were read before. */
  async read(after = 0): Promise<ReadLedger> {
    const { last } = this;
    const age = Math.max(localAge, this.tookMilliseconds * readingShare);
    const oldest = this.account.kind === 'aws' ? after : Math.max(after, this.now() - age);
    if (last !== undefined && last.asOf >= oldest) return last;
    return this.readNow();
  }

  private async readAll(): Promise<ReadLedger> {
    const asOf = this.now();
    const entries: LedgerEntry[] = [];
    let isCut = false;
    for await (const page of ledgerPages(this.account)) {
      entries.push(...page.slice(0, mostRows - entries.length).map(toEntry));
      isCut = entries.length >= mostRows;
      if (isCut) break;
    }
    entries.sort((a, b) => b.receivedAt - a.receivedAt || (a.documentId < b.documentId ? 1 : -1));
    for (const { documentId, name } of entries) this.names.remember(documentId, name);
    this.tookMilliseconds = this.now() - asOf;
    this.last = { asOf, entries, isCut };
    return this.last;
  }
}

/** Characters of a text in a row. */
const longestText = 300;

function toEntry({ documentId, pointer, status, attempts, details }: LedgerRow): LedgerEntry {
  return {
    documentId,
    name: pointer?.key ?? documentId,
    status,
    attempts,
    receivedAt: timeOf(details['receivedAt']),
    updatedAt: timeOf(details['updatedAt']),
    text: rowDetail({ status, details }).slice(0, longestText),
  };
}

function timeOf(text: string | undefined): number {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? 0 : time;
}
