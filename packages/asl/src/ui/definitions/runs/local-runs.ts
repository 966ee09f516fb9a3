import type { HistoryEvent } from '../../../interpreter';
import type { StateMachineDefinition } from '../../../language/definition';
import {
  type DescribedExecution,
  type ExecutionStatus,
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

/** Executions that are kept. */
const maxRuns = 50;

/** An execution while its events arrive. Guards that what was read of it is read again only after another event. */
export class RecordedRun {
  private readonly events: ReadEvent[] = [];
  private ending: RunEnding | undefined;
  private read: ReadExecution | undefined;

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

  /** What is known of a run so far. */
  find(id: string): ReadExecution | undefined {
    return this.runs.get(id)?.execution();
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
