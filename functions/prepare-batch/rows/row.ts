import type { BadRow, BatchItem } from '../event';

/** A valid row; its version may still have to be looked up. */
export interface GoodRow {
  readonly kind: 'good';
  readonly line: number;
  readonly item: Omit<BatchItem, 'versionId'> & { readonly versionId?: string };
}

/** A row with its version. */
export interface ResolvedRow {
  readonly kind: 'resolved';
  readonly item: BatchItem;
}

/** A row that is not an item. */
export interface RefusedRow {
  readonly kind: 'bad';
  readonly bad: BadRow;
}

/** A row as it was read. */
export type BatchRow = GoodRow | RefusedRow;

/** The members of a row: the type of each value in JSON. */
const members: Readonly<Record<string, 'string' | 'number'>> = {
  bucket: 'string',
  key: 'string',
  versionId: 'string',
  redriveOf: 'string',
  attempt: 'number',
  checkpoint: 'string',
};

/** Names that a row, or a CSV's header, may have. */
export const memberNames: readonly string[] = Object.keys(members);

/** A row from its members, those that are empty left out; bad where one is unknown, of another type, or not of this bucket. */
export function rowOf(line: number, values: Readonly<Record<string, unknown>>, documentsBucketName: string): BatchRow {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '' && value !== null);
  const reason = mistakeIn(Object.fromEntries(given), documentsBucketName);
  if (reason !== undefined) return badRow(line, reason, JSON.stringify(values));
  const item = { bucket: documentsBucketName, ...Object.fromEntries(given) } as GoodRow['item'];
  return { kind: 'good', line, item };
}

/** A row that is listed instead of run. */
export function badRow(line: number, reason: string, row: string): RefusedRow {
  return { kind: 'bad', bad: { line, reason, row: row.slice(0, 300) } };
}

function mistakeIn(row: Readonly<Record<string, unknown>>, documentsBucketName: string): string | undefined {
  for (const [name, value] of Object.entries(row)) {
    const type = Object.hasOwn(members, name) ? members[name] : undefined;
    if (type === undefined) return `\`${name}\` is none of ${memberNames.join(', ')}`;
    if (typeof value !== type) return `\`${name}\` must be a ${type}`;
  }
  const { bucket, key, redriveOf, attempt } = row;
  if (key === undefined) return '`key` is missing';
  if (Buffer.byteLength(key as string) > 1024) return '`key` is longer than 1,024 bytes';
  if (attempt !== undefined && !(Number.isInteger(attempt) && (attempt as number) > 0)) {
    return '`attempt` must be a whole number from 1';
  }
  if (redriveOf !== undefined && (attempt ?? 1) === 1) return '`redriveOf` needs `attempt` beside it, from 2';
  if (bucket !== undefined && bucket !== documentsBucketName) return `\`bucket\` must be ${documentsBucketName}`;
  return undefined;
}
