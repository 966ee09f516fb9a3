import type { Json, JsonObject } from '../../language/definition';
import { StatesError } from '../../language/expressions';
import { uuidOfMapRun } from './child-names';
import { type ChildOutcome, resultEntry } from './child-outcome';
import type { MapObjects } from './map-objects';
import type { WriterPlan } from './map-run-plan';
import type { ObjectCaller } from './readers/read-items';

/** What writing results needs. */
export interface Writing {
  readonly mapRunArn: string;
  readonly writer: WriterPlan;
  /** The writer's `arguments`: bucket and prefix. */
  readonly destination: JsonObject;
  readonly outcomes: readonly ChildOutcome[];
  readonly objects: MapObjects;
  readonly caller: ObjectCaller;
  readonly signal: AbortSignal;
}

interface ResultFile {
  readonly Key: string;
  readonly Size: number;
}

/**
 * Returns the results as the state's own, if no ResultWriter writes them into a bucket: only those of children that
 * succeeded.
 */
export function stateResult(outcomes: readonly ChildOutcome[], writer: WriterPlan | undefined): Json {
  return transformOutcomes(
    outcomes.filter(({ status }) => status === 'SUCCEEDED'),
    writer?.transformation ?? 'COMPACT',
  );
}

/**
 * Writes `SUCCEEDED_0.json`, `FAILED_0.json` and `PENDING_0.json` (those with entries) and `manifest.json`; returns the
 * Map state's result. Throws StatesError States.ResultWriterFailed.
 */
export async function writeResults(writing: Writing): Promise<Json> {
  const { mapRunArn, writer, outcomes } = writing;
  const { Bucket = null, Prefix } = writing.destination;
  const folder = [Prefix, uuidOfMapRun(mapRunArn)].filter((part) => part !== undefined && part !== '').join('/');
  const write = (name: string, which: (outcome: ChildOutcome) => boolean, form: WriterPlan['transformation']) =>
    writeFile(
      writing,
      `${folder}/${name}_0.${writer.outputType.toLowerCase()}`,
      transformOutcomes(outcomes.filter(which), form),
    );
  try {
    const isFailure = ({ status }: ChildOutcome): boolean => status !== 'SUCCEEDED' && status !== 'PENDING';
    const ResultFiles = {
      FAILED: await write('FAILED', isFailure, 'NONE'),
      PENDING: await write('PENDING', ({ status }) => status === 'PENDING', 'NONE'),
      SUCCEEDED: await write('SUCCEEDED', ({ status }) => status === 'SUCCEEDED', writer.transformation),
    };
    const manifest = { DestinationBucket: Bucket, MapRunArn: mapRunArn, ResultFiles: ResultFiles as unknown as Json };
    const Key = `${folder}/manifest.json`;
    await put(writing, Key, [JSON.stringify(manifest)]);
    return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket, Key } };
  } catch (thrown) {
    throw writerFailed(thrown);
  }
}

function transformOutcomes(outcomes: readonly ChildOutcome[], form: WriterPlan['transformation']): readonly Json[] {
  switch (form) {
    case 'NONE':
      return outcomes.flatMap(({ details }) => (details === undefined ? [] : [resultEntry(details)]));
    case 'COMPACT':
      return outcomes.map(({ output = null }) => output);
    case 'FLATTEN':
      return outcomes.flatMap(({ output = null }) => (Array.isArray(output) ? (output as readonly Json[]) : [output]));
    default:
      return form satisfies never;
  }
}

async function writeFile(writing: Writing, key: string, entries: readonly Json[]): Promise<readonly ResultFile[]> {
  if (entries.length === 0) return [];
  let size = 0;
  const pieces = function* (): Generator<string> {
    for (const piece of textOf(entries, writing.writer.outputType)) {
      size += Buffer.byteLength(piece);
      yield piece;
    }
  };
  await put(writing, key, pieces());
  return [{ Key: key, Size: size }];
}

/** The entries as one array, or as lines. */
function* textOf(entries: readonly Json[], outputType: WriterPlan['outputType']): Generator<string> {
  const [open, between, close] = outputType === 'JSON' ? (['[', ',', ']'] as const) : (['', '\n', '\n'] as const);
  for (const [index, entry] of entries.entries()) yield `${index === 0 ? open : between}${JSON.stringify(entry)}`;
  yield close;
}

function put({ objects, caller, destination, signal }: Writing, Key: string, body: Iterable<string>): Promise<void> {
  const request: JsonObject = { ...destination, Key };
  const { Prefix: _folder, ...putRequest } = request;
  return objects.putObject({ ...caller, operation: 'putObject', arguments: putRequest }, body, signal);
}

function writerFailed(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return new StatesError('States.ResultWriterFailed', thrown.cause);
  return new StatesError('States.ResultWriterFailed', thrown instanceof Error ? thrown.message : String(thrown));
}
