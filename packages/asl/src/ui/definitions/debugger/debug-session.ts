import type { CallAnswer, Pause, PauseChanges } from '../../../interpreter';
import { type DebuggedCase, debugCase } from '../../../interpreter/cases';
import { UserError } from '../../../language/diagnostics';
import type { RecordedRun } from '../runs/local-runs';
import type { PreparedRun, RunRequest } from '../runs/prepare-run';
import { endingOf, ownEvents, recordRun } from '../runs/start-run';

/** How a session begins. */
export interface DebugRequest extends RunRequest {
  readonly breakpoints: readonly string[];
  readonly onErrors: boolean;
}

/** A session as its page shows it. */
export interface DebugView {
  readonly id: string;
  readonly file: string;
  readonly caseName?: string;
  readonly breakpoints: readonly string[];
  readonly onErrors: boolean;
  /** Absent while it runs, and after its end. */
  readonly pause?: Pause & { readonly path: string };
  /** Other branches and iterations that have arrived at a state and wait for their turn. */
  readonly behind: readonly { readonly stateName: string; readonly mapIndexes: readonly number[] }[];
  readonly hasEnded: boolean;
  /** Simulated milliseconds since the start of the execution. */
  readonly elapsed: number;
}

/** How a session goes on. */
export interface DebugCommand {
  /** The pause that the person sees: another one has come in between otherwise. */
  readonly pause: number;
  readonly mode: 'step' | 'continue';
  readonly changes: PauseChanges;
}

/** One execution that is stepped through. It lives in this process and ends with it. */
export class DebugSession {
  readonly recorded: RecordedRun;
  private readonly debugged: DebuggedCase;
  private readonly startedAt: number;

  constructor(
    private readonly request: DebugRequest,
    { id, prepared, onChange }: { readonly id: string; readonly prepared: PreparedRun; readonly onChange: () => void },
  ) {
    const { machine, given } = prepared;
    this.startedAt = given.now;
    this.recorded = recordRun(prepared, { ...request, kind: 'debug', id });
    this.debugged = debugCase(machine, given, {
      stops: stopsOf(request),
      pausesAtStart: true,
      onChange,
      onHistoryEvent: ownEvents(this.recorded, () => this.debugged.running.executionArn),
    });
    const { running, children } = this.debugged;
    this.recorded.follow({ record: () => running.record(), children, now: () => this.debugged.now() });
    void this.debugged.result.then(({ record }) => {
      this.recorded.end(endingOf(record));
      onChange();
    });
  }

  get hasEnded(): boolean {
    return this.recorded.summary.status !== 'RUNNING';
  }

  view(): DebugView {
    const { request, recorded, debugged } = this;
    const { pause, behind, stops } = debugged.stepDebugger;
    return {
      id: recorded.run.id,
      file: request.file,
      ...(request.caseName === undefined ? {} : { caseName: request.caseName }),
      breakpoints: [...stops.breakpoints],
      onErrors: stops.onErrors,
      ...(pause === undefined ? {} : { pause: { ...pause, path: this.pathOf(pause.stateName) } }),
      behind,
      hasEnded: this.hasEnded,
      elapsed: this.now() - this.startedAt,
    };
  }

  /** The simulated time, milliseconds since 1970. */
  now(): number {
    return this.recorded.now();
  }

  setStops(stops: Pick<DebugRequest, 'breakpoints' | 'onErrors'>): void {
    this.debugged.stepDebugger.stops = stopsOf(stops);
  }

  /** Throws a UserError if the execution is not at that pause any more, or if a call has no answer. */
  async resume({ pause: id, mode, changes }: DebugCommand): Promise<void> {
    const { stepDebugger } = this.debugged;
    const { pause } = stepDebugger;
    if (pause === undefined)
      throw new UserError(this.hasEnded ? 'the execution has ended' : 'the execution is not paused');
    if (pause.id !== id) throw new UserError('the execution has gone on in the meantime');
    if (needsAnswer(pause, changes.answer))
      throw new UserError(`\`${pause.stateName}\` has no answer to its call`, {
        help: 'write its result, or its error',
      });
    stepDebugger.resume(mode, changes);
    await this.settled();
  }

  /** Resolves when it is paused again or has ended, or runs for a while. */
  async settled(): Promise<void> {
    const { stepDebugger } = this.debugged;
    for (let turn = 0; turn < 200 && stepDebugger.pause === undefined && !this.hasEnded; turn++)
      await new Promise((resolve) => setImmediate(resolve));
  }

  /** Ends the execution. */
  async stop(): Promise<void> {
    this.debugged.running.stop({ error: 'Stopped', cause: 'the debugger was closed' });
    await this.debugged.result;
  }

  private pathOf(stateName: string): string {
    return this.recorded.execution().tree.byName.get(stateName)?.path ?? stateName;
  }
}

function stopsOf({ breakpoints, onErrors }: Pick<DebugRequest, 'breakpoints' | 'onErrors'>) {
  return { breakpoints: new Set(breakpoints), onErrors };
}

function needsAnswer(pause: Pause, answer: CallAnswer | undefined): boolean {
  return pause.kind === 'afterCall' && pause.answer === undefined && answer === undefined;
}
