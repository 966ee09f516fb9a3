import type { Json } from '../../language/definition';
import type { RandomSource } from '../../language/expressions';
import type { Clock } from '../clock';
import type { ExecutionRecord } from '../execution-record';
import type { History } from '../history/history';
import type { StateView } from '../states/state-view';
import type { TaskHandlers } from '../task-handlers';
import type { Failure } from './failure';
import type { AtCompletable, MapItem, ScopeRun, Visit } from './scope/scope-run';
import type { VariableLimits } from './variable-limits';
import type { WaitingTokens } from './waiting-tokens';

/** An execution as its scopes use it: what advances them, and what they share. */
export interface ScopeExecution {
  readonly history: History;
  readonly tokens: WaitingTokens;
  readonly variableLimits: VariableLimits;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  readonly region: string;
  /** The constant part of its record. */
  readonly identity: Pick<ExecutionRecord, 'executionArn' | 'stateMachineArn' | 'stateMachineName' | 'roleArn'>;
  readonly isRunning: boolean;
  /** Whether a store keeps its record. */
  readonly isKept: boolean;
  statesEntered: number;
  retries: number;

  /** Ends the execution well. */
  succeed(output: Json): void;
  /** Ends the execution with a failure that was not caught. */
  fail(failure: Failure, previousEventId: number): void;
  /** The result of a state has arrived. */
  completed(run: AtCompletable, result: Json): void;
  /** The state has failed. */
  failed(run: ScopeRun, failure: Failure): void;
  /** Returns what the state's expressions read; `mapItem` if they are an ItemSelector. */
  viewOf(run: ScopeRun, mapItem?: MapItem): StateView;
  /** Advances the scope, now or after those that are being advanced. */
  enqueue(run: ScopeRun): void;
  /** Whether the event loop gets its turn first; the scope continues after it. */
  yields(run: ScopeRun): boolean;
  /** Whether a gate holds the scope before its state; it is enqueued once the gate lets it go. */
  holds(run: ScopeRun): boolean;
  /** Runs an effect once the record is kept; at once without a store. */
  afterSave(run: ScopeRun, effect: () => void): void;
  /** Keeps the record without waiting for it. */
  saveAlong(): void;
  /** Runs an effect at a moment, unless the attempt has ended before. */
  at(millis: number, run: ScopeRun, effect: () => void): void;
  /** Whether what was begun in that attempt is still awaited. */
  isCurrent(run: ScopeRun, visit: Visit | undefined, attempt: number | undefined): boolean;
  /** Ends what the state's attempt has started: timers, its call, its token. */
  endAttempt(run: ScopeRun, reason?: Error): void;
  /** Runs work whose errors must end only the execution. */
  guard(work: () => unknown): void;
}
