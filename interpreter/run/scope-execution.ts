import type { Json } from '../../asl/definition';
import type { RandomSource } from '../../asl/expressions';
import type { Clock } from '../clock';
import type { ExecutionRecord } from '../execution-record';
import type { History } from '../history/history';
import type { StateView } from '../states/state-view';
import type { TaskHandlers } from '../task-handlers';
import type { Failure } from './failure';
import type { AtCompletable, MapItem, ScopeRun, Visit } from './scope/scope-run';
import type { VariableLimits } from './variable-limits';
import type { WaitingTokens } from './waiting-tokens';

/** An execution as its scopes use it: what moves them on, and what they have in common. */
export interface ScopeExecution {
  readonly history: History;
  readonly tokens: WaitingTokens;
  readonly variableLimits: VariableLimits;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  readonly region: string;
  /** What never changes in its record. */
  readonly identity: Pick<ExecutionRecord, 'executionArn' | 'stateMachineArn' | 'stateMachineName' | 'roleArn'>;
  readonly isRunning: boolean;
  /** Whether a store keeps its record. */
  readonly isKept: boolean;
  statesEntered: number;
  retries: number;

  /** Ends the execution well. */
  succeed(output: Json): void;
  /** Ends the execution by a failure that nothing caught. */
  fail(failure: Failure, previousEventId: number): void;
  /** A state's result is there. */
  completed(run: AtCompletable, result: Json): void;
  /** The state has failed. */
  failed(run: ScopeRun, failure: Failure): void;
  /** What the state's expressions see; `mapItem` where they are an ItemSelector. */
  viewOf(run: ScopeRun, mapItem?: MapItem): StateView;
  /** Has the scope moved on, now or once those that are being moved have had their turn. */
  enqueue(run: ScopeRun): void;
  /** Whether the event loop gets its turn first; the scope goes on after it. */
  yields(run: ScopeRun): boolean;
  /** Does something once the record is kept; at once where none is kept. */
  afterSave(run: ScopeRun, effect: () => void): void;
  /** Keeps the record without waiting for it. */
  saveAlong(): void;
  /** Does something at a moment, unless the attempt has ended before. */
  at(millis: number, run: ScopeRun, effect: () => void): void;
  /** Whether what was begun in that attempt is still awaited. */
  isCurrent(run: ScopeRun, visit: Visit | undefined, attempt: number | undefined): boolean;
  /** Ends what the state's attempt has set going: timers, its call, its token. */
  endAttempt(run: ScopeRun, reason?: Error): void;
  /** Runs something whose throwing must end the execution and nothing else. */
  guard(work: () => unknown): void;
}
