import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '@document-pipelines/local-aws';
import type { Shape } from '@document-pipelines/local-aws/services';
import { type PartitionSizes, RecordStore } from './record-store';
import { rowSourceName, type Source } from './sources';

/** How far the sources were read. */
interface Checkpoint {
  /** ISO 8601: when the reading began. */
  readonly startedAt: string;
  readonly sources: Readonly<Record<string, SourceState>>;
  readonly owners: Readonly<Record<string, string>>;
  readonly sizes: PartitionSizes;
}

interface SourceState {
  readonly read: number;
  readonly isDone: boolean;
  /** Requests the next page. */
  readonly next?: Shape;
}

/** All records of the sources. */
export interface ReadRecords {
  readonly store: RecordStore;
  /** Executions that batches belong to, by batchId. */
  readonly owners: ReadonlyMap<string, string>;
}

/** How the sources are read. */
export interface Reading {
  /** Holds records that do not fit into memory, and the checkpoint. */
  readonly folder: string;
  /** Whether a reading that was interrupted continues in this folder. */
  readonly isResumable: boolean;
  readonly signal: AbortSignal;
  /** Called with each line about the progress, and the share of the source that has been read, from 0 to 1, if it is known. */
  readonly onProgress: (line: string, share?: number) => void;
  /** Called if an interrupted reading is continued. */
  readonly onResume: (startedAt: string) => void;
}

/** Returns when a reading began that was interrupted in this folder, ISO 8601; undefined without one. */
export function interruptedReading(folder: string): string | undefined {
  return readJsonFile<Checkpoint>(checkpointFile(folder))?.startedAt;
}

function checkpointFile(folder: string): string {
  return join(folder, 'checkpoint.json');
}

/** Pages between two checkpoints: about a minute of reading. */
const pagesPerCheckpoint = 200;

/**
 * Reads the sources one after another into a store. With `isResumable`, a checkpoint says every so many pages, and when the signal
 * is aborted, how far it is; a reading that was interrupted continues there.
 */
export async function readAll(sources: readonly Source[], reading: Reading): Promise<ReadRecords> {
  const store = new RecordStore(join(reading.folder, 'records'));
  const file = checkpointFile(reading.folder);
  const found = reading.isResumable ? readJsonFile<Checkpoint>(file) : undefined;
  if (found !== undefined) reading.onResume(found.startedAt);
  store.restore(found?.sizes ?? {});
  const begun: Checkpoint = found ?? { startedAt: new Date().toISOString(), sources: {}, owners: {}, sizes: {} };
  const { startedAt } = begun;
  let { sources: states, owners } = begun;
  const save = (): void => {
    if (reading.isResumable) writeJsonFile(file, { startedAt, sources: states, owners, sizes: store.flush() });
  };
  let pages = 0;
  for (const source of sources) {
    const progress = rateOf(source.name, states[source.name]?.read ?? 0);
    for (let state = states[source.name] ?? { read: 0, isDone: false }; !state.isDone; ) {
      if (reading.signal.aborted) save();
      reading.signal.throwIfAborted();
      const page = await source.page(state.next ?? {});
      let records = 0;
      for await (const record of page.records) {
        store.add(record);
        records += 1;
      }
      owners = { ...owners, ...page.owners };
      const read = state.read + (page.read ?? records);
      state = { read, isDone: page.next === undefined, ...(page.next === undefined ? {} : { next: page.next }) };
      states = { ...states, [source.name]: state };
      const share = page.share ?? expectedShare(source, states);
      reading.onProgress(progress(read, share), share);
      pages += 1;
      if (pages % pagesPerCheckpoint === 0) save();
    }
    save();
  }
  return { store, owners: new Map(Object.entries(owners)) };
}

/** Each object version has a row: rows are read first, and their number is about that of the versions. */
function expectedShare({ isOfVersions = false }: Source, states: Checkpoint['sources']): number | undefined {
  const rows = states[rowSourceName]?.read ?? 0;
  const versions = Object.entries(states).reduce(
    (sum, [name, { read }]) => (name === rowSourceName ? sum : sum + read),
    0,
  );
  return isOfVersions && rows > 0 ? Math.min(1, versions / rows) : undefined;
}

/** `results: 120,000 read, 3,100 a second, about 4 min left`. */
function rateOf(name: string, before: number): (read: number, share: number | undefined) => string {
  const began = Date.now();
  return (read, share) => {
    const seconds = Math.max(0.001, (Date.now() - began) / 1000);
    const rate = (read - before) / seconds;
    const left = share === undefined || share <= 0 ? undefined : (read / share - read) / Math.max(rate, 0.001);
    const rest = left === undefined ? '' : `, about ${durationText(left)} left`;
    return `${name}: ${read.toLocaleString('en')} read, ${Math.round(rate).toLocaleString('en')} a second${rest}`;
  };
}

function durationText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
