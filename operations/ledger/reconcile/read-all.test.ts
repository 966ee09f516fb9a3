import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentIdOf } from '../object-pointer';
import { readAll } from './read-all';
import { type EvidenceRecord, partitionOf, RecordStore } from './record-store';
import { type Source, versionRecord } from './sources';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pointerOf = (number: number) => ({ bucket: 'b', key: `incoming/${number}.pdf`, versionId: 'v' });

/** Pages of one object version each; the process is killed before page `dies`. */
function sourceOf(pages: number, dies?: number) {
  const asked: number[] = [];
  const source: Source = {
    name: 'versions',
    async page({ at = 0 }) {
      const number = Number(at);
      if (number === dies) throw new Error('killed');
      asked.push(number);
      const next = number + 1 < pages ? { next: { at: number + 1 } } : {};
      return { records: [versionRecord(pointerOf(number))], read: 1, share: (number + 1) / pages, ...next };
    },
  };
  return { source, asked };
}

async function recordsIn(store: RecordStore): Promise<readonly EvidenceRecord[]> {
  const records: EvidenceRecord[] = [];
  for (const partition of store.partitions()) for await (const record of store.read(partition)) records.push(record);
  return records;
}

it('continues at the last checkpoint, and has each record once', async () => {
  const lines: string[] = [];
  const resumed: string[] = [];
  const reading = {
    folder,
    isResumable: true,
    signal: new AbortController().signal,
    onProgress: (line: string) => void lines.push(line),
    onResume: (startedAt: string) => void resumed.push(startedAt),
  };
  await expect(readAll([sourceOf(500, 450).source], reading)).rejects.toThrow('killed');
  expect(lines.at(-1)).toMatch(/^versions: 450 read, [\d,]+ a second, about \d+ s left$/);

  const { source, asked } = sourceOf(500);
  const { store } = await readAll([source], reading);

  expect(asked[0]).toBe(400);
  expect(resumed).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT/)]);
  const ids = (await recordsIn(store)).map(({ documentId }) => documentId);
  expect(ids.sort()).toEqual(Array.from({ length: 500 }, (_, number) => documentIdOf(pointerOf(number))).sort());
});

it('writes nothing for what fits into memory, and cannot be resumed', async () => {
  const { source } = sourceOf(3);
  const { store } = await readAll([source], {
    folder: join(folder, 'unused'),
    isResumable: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onResume: () => undefined,
  });

  expect(await recordsIn(store)).toHaveLength(3);
  expect(new RecordStore(join(folder, 'unused', 'records')).partitions()).toEqual([]);
});

it('puts all records of a document into one partition, whatever its id is', () => {
  expect(partitionOf(documentIdOf(pointerOf(1)))).toMatch(/^[0-9a-f]{2}$/);
  expect(partitionOf('models/m1')).toMatch(/^[0-9a-f]{2}$/);
});
