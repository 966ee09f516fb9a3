import type { ExecutionRecord, HistoryEvent } from '../../../interpreter';
import type { StateMachineDefinition } from '../../../language/definition';
import {
  type DescribedExecution,
  type ExecutionRow,
  type ExecutionStatus,
  executionOfRecord,
  firstLineOf,
  type MapRunSummary,
  mapRunSummary,
  type ReadEvent,
  type ReadExecution,
  readEvent,
  readExecution,
} from '../../model';

/** An execution of a definition in this process, with mocks. */
export interface LocalRun {
  readonly id: string;
  /** `run`, or `debug` if it is stepped through. */
  readonly kind: 'run' | 'debug';
  readonly file: string;
  readonly machine: string;
  /** The case that it runs; absent: an input of its own. */
  readonly caseName?: string;
  readonly status: ExecutionStatus;
  /** Simulated, milliseconds since 1970. */
  readonly startedAt: number;
  readonly stoppedAt?: number;
}

/** How an execution has ended. */
export interface RunEnding {
  readonly status: ExecutionStatus;
  readonly stoppedAt: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** An execution that was started, while it goes on and after it. */
export interface FollowedRun {
  record(): ExecutionRecord;
  /** Of its Distributed Maps, and of theirs. */
  children(): readonly ExecutionRecord[];
  now(): number;
}

/** A Map Run with its children. */
export interface LocalMapRun {
  readonly rows: readonly ExecutionRow[];
  readonly summary: MapRunSummary;
}

/** Executions that are kept. */
const maxRuns = 50;

/** An execution while its events arrive. Guards that what was read of it is read again only after another event. */
export class RecordedRun {
  private readonly events: ReadEvent[] = [];
  private ending: RunEnding | undefined;
  private read: ReadExecution | undefined;
  private started: FollowedRun | undefined;

  constructor(
    readonly run: Omit<LocalRun, 'status' | 'startedAt' | 'stoppedAt'>,
    private readonly start: {
      readonly definition: StateMachineDefinition;
      readonly input: string;
      readonly startedAt: number;
    },
  ) {}

  get summary(): LocalRun {
    const { status = 'RUNNING', stoppedAt } = this.ending ?? {};
    return {
      ...this.run,
      status,
      startedAt: this.start.startedAt,
      ...(stoppedAt === undefined ? {} : { stoppedAt }),
    };
  }

  add(event: HistoryEvent): void {
    this.events.push(readEvent(event as unknown as Readonly<Record<string, unknown>>));
    this.read = undefined;
  }

  end(ending: RunEnding): void {
    this.ending = ending;
    this.read = undefined;
  }

  /** The execution has begun: its children and its time come from it. */
  follow(started: FollowedRun): void {
    this.started = started;
  }

  /** The simulated time, milliseconds since 1970. */
  now(): number {
    return this.ending?.stoppedAt ?? this.started?.now() ?? this.events.at(-1)?.timestamp ?? this.start.startedAt;
  }

  /** The children of a Map Run, those of its execution or of a child that has one itself. */
  mapRun(mapRunArn: string): LocalMapRun | undefined {
    const records = this.started === undefined ? [] : [this.started.record(), ...this.started.children()];
    const found = records.flatMap(({ mapRuns = [] }) => mapRuns).find((each) => each.mapRunArn === mapRunArn);
    if (found === undefined) return undefined;
    const rows = records.filter((record) => record.mapRunArn === mapRunArn).map((record) => this.rowOf(record));
    return { rows, summary: mapRunSummary(found) };
  }

  /** A child of a Distributed Map, by what the page calls it. */
  child(id: string): ReadExecution | undefined {
    const record = this.started?.children().find((each) => this.idOf(each) === id);
    if (record === undefined) return undefined;
    const { executionArn, machine, name } = this.rowOf(record);
    return executionOfRecord(record, this.start.definition, { executionArn, machine, name });
  }

  private rowOf(record: ExecutionRecord): ExecutionRow {
    const { stateMachineName, status, startDate, stopDate, error, cause } = record;
    const [id, reason] = [this.idOf(record), firstLineOf(cause)];
    return {
      executionArn: id,
      machine: stateMachineName,
      name: id,
      status,
      startedAt: startDate,
      ...(stopDate === undefined ? {} : { stoppedAt: stopDate }),
      ...(error === undefined ? {} : { error }),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /** The same case has children of the same names in every run. */
  private idOf({ name }: ExecutionRecord): string {
    return `${this.run.id}.${name}`;
  }

  /** Returns what the pages of executions show. */
  execution(): ReadExecution {
    this.read ??= readExecution(this.described(), [...this.events]);
    return this.read;
  }

  private described(): DescribedExecution {
    const { id, machine } = this.run;
    const { definition, input, startedAt } = this.start;
    return {
      executionArn: id,
      machine,
      name: id,
      startedAt,
      input,
      definition: JSON.stringify(definition),
      ...(this.ending ?? { status: 'RUNNING' }),
    };
  }
}

/** The executions that pages have started. Guards that the newest ones are kept. */
export class LocalRuns {
  private readonly runs = new Map<string, RecordedRun>();
  private count = 0;

  nextId(kind: LocalRun['kind']): string {
    this.count++;
    return `${kind === 'run' ? 'run-with-mocks' : kind}-${this.count}`;
  }

  add(run: RecordedRun): void {
    this.runs.set(run.run.id, run);
    const ended = [...this.runs.values()].filter(({ summary }) => summary.status !== 'RUNNING');
    for (const old of ended.slice(0, Math.max(0, this.runs.size - maxRuns))) this.runs.delete(old.run.id);
  }

  /** What is known of a run, or of a child of its Distributed Maps, so far. */
  find(id: string): ReadExecution | undefined {
    return this.runs.get(id)?.execution() ?? this.ownerOf(id)?.child(id);
  }

  /** The simulated time of a run, or of the one that a child belongs to. */
  now(id: string): number | undefined {
    return this.ownerOf(id)?.now();
  }

  mapRun(mapRunArn: string, id: string): LocalMapRun | undefined {
    return this.ownerOf(id)?.mapRun(mapRunArn);
  }

  private ownerOf(id: string): RecordedRun | undefined {
    return this.runs.get(id.split('.')[0] as string);
  }

  get(id: string): RecordedRun | undefined {
    return this.runs.get(id);
  }

  /** Newest first. */
  of(file: string): readonly LocalRun[] {
    return [...this.runs.values()]
      .map(({ summary }) => summary)
      .filter((run) => run.file === file)
      .reverse();
  }
}
