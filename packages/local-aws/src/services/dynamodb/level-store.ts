import { createRequire } from 'node:module';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** The parts of `level`, dynalite's own store, that are used here. */
interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  put(key: string, value: unknown): Promise<void>;
  iterator(range: { readonly gte: string; readonly lt: string }): AsyncIterable<readonly [string, unknown]>;
}

interface LevelModule {
  readonly Level: new (folder: string, options: { readonly valueEncoding: 'json' }) => Level;
}

/**
 * Opens the store before dynalite does, which ends the process if it cannot, and repairs what a kill left. dynalite makes a table
 * active a moment after it has saved it; killed in between, it would return CREATING for ever, and callers would wait. Throws a
 * UserError if another process has the store open.
 */
export async function prepareStore(folder: string): Promise<void> {
  const store = openedBy(folder);
  try {
    await store.open();
    await finishTables(store);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `the tables in ${folder} cannot be opened (is another run of this environment still going?): ${why}`,
      { cause },
    );
  } finally {
    await store.close();
  }
}

/** Returns the store of a folder, not yet open. */
export function openedBy(folder: string): Level {
  const { Level } = createRequire(require.resolve('dynalite'))('level') as LevelModule;
  return new Level(folder, { valueEncoding: 'json' });
}

const tables = { gte: 'table~', lt: 'table\u007f' };

async function finishTables(store: Level): Promise<void> {
  for await (const [key, value] of store.iterator(tables)) {
    const table = value as { readonly TableStatus?: string };
    // Each of these ends in a table that can be used; a deletion that was not done did not happen.
    if (table.TableStatus !== 'ACTIVE') await store.put(key, { ...table, TableStatus: 'ACTIVE' });
  }
}
