import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** An object version that a bucket's journal has. */
export interface RawVersion {
  readonly key: string;
  readonly versionId: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly deleteMarker?: boolean;
}

/** What a run has left on disk, read without using the code that wrote it. */
export interface RawStores {
  /** Rows of the ledger, attribute values unwrapped. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly documents: readonly RawVersion[];
  readonly results: readonly RawVersion[];
  /** By queue: the bodies of its messages. */
  readonly queues: Readonly<Record<string, readonly string[]>>;
  /** Messages of the topic of stored documents. */
  readonly notices: readonly Readonly<Record<string, unknown>>[];
  readonly executions: readonly { readonly name: string; readonly status: string; readonly input: unknown }[];
  /** Files of deliveries that are pending, or were given up. */
  readonly deliveries: readonly string[];
  /** Incomplete files that were not removed. */
  readonly leftovers: readonly string[];
}

/** Reads the stores of a state folder. Throws an Error if a file is torn. */
export async function readRawStores(stateFolder: string): Promise<RawStores> {
  const bucket = (part: string): string => firstFolder(join(stateFolder, 'objects'), part);
  return {
    rows: await ledgerRows(join(stateFolder, 'tables')),
    documents: journalOf(bucket('-documents-')),
    results: journalOf(bucket('-results-')),
    queues: queuesIn(join(stateFolder, 'queues')),
    notices: noticesOf(join(stateFolder, 'notifications', 'dev-stored.jsonl')),
    executions: executionsIn(join(stateFolder, 'executions', 'dev-document-pipeline')),
    deliveries: filesBelow(join(stateFolder, 'deliveries')),
    leftovers: filesBelow(stateFolder).filter((file) => /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(file)),
  };
}

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  iterator(range: { readonly gte: string; readonly lt: string }): AsyncIterable<readonly [string, unknown]>;
}

/** dynalite keeps the items of a table in one LevelDB, under `item-<table>~`. */
async function ledgerRows(folder: string): Promise<Readonly<Record<string, unknown>>[]> {
  const { Level } = createRequire(require.resolve('dynalite'))('level') as {
    readonly Level: new (folder: string, options: object) => Level;
  };
  const store = new Level(folder, { valueEncoding: 'json' });
  await store.open();
  const rows: Readonly<Record<string, unknown>>[] = [];
  try {
    for await (const [, item] of store.iterator({ gte: 'item-dev-ledger~', lt: 'item-dev-ledger\u007f' })) {
      const values = Object.entries(item as Record<string, Record<string, unknown>>);
      rows.push(Object.fromEntries(values.map(([name, value]) => [name, Object.values(value)[0]])));
    }
  } finally {
    await store.close();
  }
  return rows;
}

function journalOf(bucketFolder: string): RawVersion[] {
  const versions = new Map<string, RawVersion>();
  const id = ({ key, versionId }: { readonly key: string; readonly versionId: string }): string =>
    `${key} ${versionId}`;
  for (const line of linesOf(join(bucketFolder, '.s3', 'journal.jsonl'))) {
    const { put, remove } = JSON.parse(line) as { put?: RawVersion; remove?: { key: string; versionId: string } };
    if (put !== undefined) versions.set(id(put), put);
    if (remove !== undefined) versions.delete(id(remove));
  }
  return [...versions.values()];
}

function queuesIn(folder: string): Record<string, readonly string[]> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const bodies = (name: string): string[] =>
    filesBelow(join(folder, name)).map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { body: string }).body);
  return Object.fromEntries(names.map((name) => [name, bodies(name)]));
}

function noticesOf(file: string): Readonly<Record<string, unknown>>[] {
  return linesOf(file).map((line) => {
    const { message, Message } = JSON.parse(line) as { message?: unknown; Message?: unknown };
    const told = message ?? Message;
    return (typeof told === 'string' ? JSON.parse(told) : told) as Record<string, unknown>;
  });
}

function executionsIn(folder: string): RawStores['executions'][number][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => {
      const { record } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        record: { readonly status: string; readonly input: unknown };
      };
      return { name: name.replace('.json', ''), status: record.status, input: record.input };
    });
}

function linesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function firstFolder(folder: string, part: string): string {
  const name = readdirSync(folder).find((each) => each.includes(part));
  if (name === undefined) throw new Error(`${folder} has no folder with ${part} in its name`);
  return join(folder, name);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
