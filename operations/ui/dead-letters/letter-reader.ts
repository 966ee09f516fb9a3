import { firstLineOf, shareCalls } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import type { ReceivedDeadLetter } from '../../ledger/dead-letter';
import { shownExecution, subjectOf } from '../../ledger/dead-letter-text';
import { readDeadLetters } from '../../ledger/evidence/dead-letters';
import { readLedgerRow } from '../../ledger/evidence/rows';
import type { KnownNames } from '../known-names';
import type { ListedLetter } from './dead-letter-model';
import { kindOfLetter, nextOfLetter, type RowOfLetter } from './next-of-letter';

/** The queue as it was read. */
export interface ReadLetters {
  /** Milliseconds since 1970. */
  readonly asOf: number;
  /** The oldest first. */
  readonly letters: readonly ListedLetter[];
  readonly received: ReadonlyMap<string, ReceivedDeadLetter>;
}

/** Documents whose rows are read, and rows at once. */
const mostRows = 500;
const rowsAtOnce = 8;
/** Milliseconds for which a reading of a local queue is good. */
const localAge = 1_000;

/**
 * Reads dead letters for pages. Guards that the queue is read once for requests at the same time, and on AWS only if someone asks: a letter
 * that is being read is hidden from other readers.
 */
export class LetterReader {
  private last: ReadLetters | undefined;
  private readonly readNow = shareCalls(() => this.readAll());

  constructor(
    private readonly account: Account,
    private readonly names: KnownNames,
    private readonly now: () => number,
  ) {}

  /** Returns the letters as of `after` or later, or as they were read before. */
  async read(after = 0): Promise<ReadLetters> {
    const { last } = this;
    const oldest = this.account.kind === 'aws' ? after : Math.max(after, this.now() - localAge);
    if (last !== undefined && last.asOf >= oldest) return last;
    return this.readNow();
  }

  /** The next request reads the queue. */
  forget(): void {
    this.last = undefined;
  }

  private async readAll(): Promise<ReadLetters> {
    const asOf = this.now();
    const seen = await readDeadLetters(this.account);
    const oldestFirst = [...seen].sort((a, b) => (a.sentAt ?? '').localeCompare(b.sentAt ?? ''));
    const rows = await this.readRows(oldestFirst);
    const letters = oldestFirst.map((letter) => listed(letter, rows));
    for (const { documentId, executionArn, name } of letters) this.names.remember(documentId ?? executionArn, name);
    this.last = { asOf, letters, received: new Map(oldestFirst.map((letter) => [letter.messageId, letter])) };
    return this.last;
  }

  private async readRows(
    letters: readonly ReceivedDeadLetter[],
  ): Promise<ReadonlyMap<string, RowOfLetter | undefined>> {
    const ids = [...new Set(letters.map(({ documentId }) => documentId).filter((id) => id !== undefined))];
    const left = ids.slice(0, mostRows);
    const rows = new Map<string, RowOfLetter | undefined>();
    const next = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined; id = left.shift())
        rows.set(id, await readLedgerRow(this.account, id));
    };
    await Promise.all(Array.from({ length: rowsAtOnce }, next));
    return rows;
  }
}

function listed(letter: ReceivedDeadLetter, rows: ReadonlyMap<string, RowOfLetter | undefined>): ListedLetter {
  const { messageId: id, documentId, executionArn, state, error, cause, sentAt, attempts } = letter;
  const row = documentId === undefined ? undefined : rows.get(documentId);
  const isRead = documentId !== undefined && rows.has(documentId);
  const kind = kindOfLetter(letter);
  return {
    id,
    kind,
    name: kind === 'execution' ? shownExecution(executionArn) : subjectOf(letter),
    ...(documentId === undefined ? {} : { documentId }),
    executionArn,
    state,
    error,
    reason: firstLineOf(cause) ?? '',
    ...(sentAt === undefined ? {} : { sentAt: Date.parse(sentAt) }),
    attempts,
    ...(isRead ? { status: row?.status ?? 'no row' } : {}),
    next: nextOfLetter(letter, row),
  };
}
