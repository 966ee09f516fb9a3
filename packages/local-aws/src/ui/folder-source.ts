import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pricePerTransition } from '@document-pipelines/asl/cost';
import { linesOf } from '@document-pipelines/asl/interpreter';
import { shortPath } from '@document-pipelines/asl/paths';
import {
  callEndpoint,
  type DescribedExecution,
  ExecutionNotFoundError,
  type ExecutionRow,
  type ExecutionSource,
  failedStateIn,
  firstLineOf,
  mapRunSummary,
  namesIn,
  type ReadEvent,
  readEvent,
} from '@document-pipelines/asl/ui';
import { servedEnvironment } from '../environment/served-environment';
import { jsonFilesIn, readJsonFile } from '../json-file';
import type { StateMachineEntry } from '../services/states/machines/state-machine-entry';
import { ExecutionFiles, readStored, type StoredExecution } from './execution-files';
import { readLogFile } from './read-log-file';

/** Bytes at the end of a history that are read for the failure of a row. */
const tailBytes = 65_536;

/** How a state folder is named to people. */
export interface FolderSourceOptions {
  /** `dev, .local/dev`: printed at the top of the page. */
  readonly label: string;
  /** The command that runs what the folder has: without it, executions cannot be started, stopped or redriven. */
  readonly runCommand: string;
}

/**
 * Reads the executions that a local environment keeps in its state folder. It takes no lock and writes nothing: it works while a run is
 * under way, and after it. Acts go through the endpoint of the process that runs the environment. The folder need not exist yet.
 */
export function folderSource(stateFolder: string, { label, runCommand }: FolderSourceOptions): ExecutionSource {
  const machinesFolder = join(stateFolder, 'state-machines');
  const executionsFolder = join(stateFolder, 'executions');
  const files = new ExecutionFiles(rowOf);
  const entryOf = (name: string) => readJsonFile<StateMachineEntry>(join(machinesFolder, `${name}.json`));
  const fileOf = (executionArn: string): string => {
    const { machine, name } = namesIn(executionArn);
    if (`${machine}/${name}`.split('/').includes('..')) throw new ExecutionNotFoundError(executionArn);
    return join(executionsFolder, machine, `${name.replace(':', '.')}.json`);
  };
  const stored = async (executionArn: string): Promise<StoredExecution> => {
    const found = await readStored(fileOf(executionArn));
    if (found === undefined) throw new ExecutionNotFoundError(executionArn);
    return found;
  };
  const readHistory = async (executionArn: string, { historyBytes }: StoredExecution, from: number) =>
    readLines(fileOf(executionArn).replace(/\.json$/, '.history.ndjson'), from, historyBytes);

  return {
    kind: 'local',
    label,
    region: 'us-east-1',
    machines: async () =>
      jsonFilesIn(machinesFolder).flatMap((file) => {
        const entry = readJsonFile<StateMachineEntry>(file);
        return entry === undefined ? [] : [{ stateMachineArn: entry.stateMachineArn, name: entry.name }];
      }),
    async list({ stateMachineArn, mapRunArn }) {
      const name = (mapRunArn ?? stateMachineArn ?? '').split(':')[6] ?? '';
      const rows = await files.in(join(executionsFolder, name));
      return { rows: mapRunArn === undefined ? rows : rows.filter((row) => row.mapRunArn === mapRunArn) };
    },
    async describe(executionArn) {
      const { record, revisionId } = await stored(executionArn);
      const definition = entryOf(namesIn(executionArn).machine.split('/')[0] ?? '')?.revisions[revisionId]?.definition;
      return describedOf(record, definition);
    },
    async events(executionArn, afterId) {
      const events = await readHistory(executionArn, await stored(executionArn), 0);
      return events.filter(({ id }) => id > afterId);
    },
    async mapRun(mapRunArn, executionArn) {
      const { mapRuns = [] } = (await stored(executionArn)).record;
      const found = mapRuns.find((each) => each.mapRunArn === mapRunArn);
      return found === undefined ? undefined : mapRunSummary(found);
    },
    async failure({ executionArn }) {
      const execution = await stored(executionArn);
      const events = await readHistory(executionArn, execution, Math.max(0, execution.historyBytes - tailBytes));
      return { ...rowFailure(execution), ...failedStateIn(events) };
    },
    async log(request) {
      const log = await readLogFile(join(stateFolder, 'logs'), request);
      return { ...log, location: shortPath(log.location, process.cwd()) };
    },
    async writer() {
      const served = await servedEnvironment(stateFolder);
      if (served !== undefined) return { kind: 'open', call: callEndpoint(served.endpointUrl) };
      return { kind: 'closed', reason: `nothing runs ${label}: this page reads its files`, command: runCommand };
    },
  };
}

function rowOf(stored: StoredExecution): ExecutionRow {
  const { executionArn, type, status, startDate, stopDate, statesEntered, retries, redriveCount, mapRunArn } =
    stored.record;
  return {
    executionArn,
    ...namesIn(executionArn),
    status,
    startedAt: startDate,
    ...(stopDate === undefined ? {} : { stoppedAt: stopDate }),
    ...rowFailure(stored),
    ...(type === 'EXPRESS' ? {} : { price: (statesEntered + retries + 1) * pricePerTransition('us-east-1') }),
    ...(redriveCount > 0 ? { redriveCount } : {}),
    ...(mapRunArn === undefined ? {} : { mapRunArn }),
  };
}

function rowFailure({ record: { error, cause } }: StoredExecution) {
  const reason = firstLineOf(cause);
  return { ...(error === undefined ? {} : { error }), ...(reason === undefined ? {} : { reason }) };
}

function describedOf(record: StoredExecution['record'], definition: string | undefined): DescribedExecution {
  const { executionArn, status, startDate, stopDate, error, cause, input, output, redriveCount, mapRunArn } = record;
  return {
    executionArn,
    ...namesIn(executionArn),
    status,
    startedAt: startDate,
    ...(stopDate === undefined ? {} : { stoppedAt: stopDate }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    input: JSON.stringify(input),
    ...(output === undefined ? {} : { output: JSON.stringify(output) }),
    redriveCount,
    ...(mapRunArn === undefined ? {} : { mapRunArn }),
    ...(definition === undefined ? {} : { definition }),
  };
}

/** The events between two bytes of a history; what is behind belongs to no record yet. A first line that is cut is left out. */
async function readLines(file: string, from: number, to: number): Promise<readonly ReadEvent[]> {
  if (to <= from) return [];
  const opened = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(to - from), 0, to - from, from);
    const lines = linesOf(buffer.subarray(0, bytesRead).toString('utf8'));
    const whole = from === 0 ? lines : lines.slice(1);
    return whole.filter((line) => line !== '').map((line) => readEvent(JSON.parse(line) as Record<string, unknown>));
  } finally {
    await opened.close();
  }
}
