import {
  type MapState,
  type Retrier,
  type Scope,
  type State,
  type TaskState,
  targetsOf,
} from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** What the seconds of a path depend on, besides the definition. */
export interface PathOptions {
  /** Most items of an inline Map. */
  readonly mapItems: number;
  /** The only next state of a state on the relevant paths, by the name of the state that it leaves. */
  readonly only?: Readonly<Record<string, string>>;
}

/**
 * Returns an upper bound of the seconds of the longest path through a scope of bounded Tasks; a path enters each Task
 * once. Of each Task every attempt whose timeout is retried, and the last one, takes all of its TimeoutSeconds;
 * throttles fail at once; each pause is as long as jitter may make it. Placeholders must be filled. Throws a UserError
 * for a Wait, and for a Task or a Map without bounds.
 */
export function longestSeconds({ StartAt, States: states }: Scope, options: PathOptions): number {
  return secondsFrom(StartAt, { states, options, entered: new Set(), own: new Map() });
}

interface Walk {
  readonly states: Scope['States'];
  readonly options: PathOptions;
  /** The states that the path has counted. */
  readonly entered: ReadonlySet<string>;
  /** Seconds of the states that have been read, by name. */
  readonly own: Map<string, number>;
}

function secondsFrom(name: string, walk: Walk): number {
  if (walk.entered.has(name)) return 0;
  const state = walk.states[name]!;
  const only = walk.options.only?.[name];
  const targets = only === undefined ? targetsOf(state) : [only];
  const next = state.Type === 'Choice' ? walk : { ...walk, entered: new Set([...walk.entered, name]) };
  const own = walk.own.get(name) ?? ownSeconds(name, state, walk.options);
  walk.own.set(name, own);
  return own + Math.max(0, ...targets.map((target) => secondsFrom(target, next)));
}

function ownSeconds(name: string, state: State, options: PathOptions): number {
  switch (state.Type) {
    case 'Task':
      return taskSeconds(name, state);
    case 'Parallel':
      return Math.max(...state.Branches.map((branch) => longestSeconds(branch, options)));
    case 'Map':
      return mapSeconds(name, state, options);
    case 'Wait':
      throw new UserError(`\`${name}\` waits: its path has no longest time`);
    default:
      return 0;
  }
}

function mapSeconds(name: string, { ItemProcessor: processor, MaxConcurrency: most }: MapState, options: PathOptions) {
  if (processor === undefined || processor.ProcessorConfig?.Mode === 'DISTRIBUTED')
    throw new UserError(`\`${name}\` has no bound of items`);
  const rounds = Math.ceil(options.mapItems / (Number(most ?? 0) || options.mapItems));
  return rounds * longestSeconds(processor, options);
}

function taskSeconds(name: string, { TimeoutSeconds: seconds, Retry: retriers = [] }: TaskState): number {
  if (typeof seconds !== 'number') throw new UserError(`\`${name}\` needs a number as TimeoutSeconds`);
  const retries = retriers.map((retrier) => {
    const timeouts = retrier.ErrorEquals.includes('States.Timeout') ? attemptsOf(retrier) : 0;
    return pauses(retrier) + timeouts * seconds;
  });
  return retries.reduce((sum, each) => sum + each, seconds);
}

function attemptsOf({ MaxAttempts: attempts = 3 }: Retrier): number {
  return attempts;
}

function pauses(retrier: Retrier): number {
  const {
    IntervalSeconds: first = 1,
    BackoffRate: rate = 2,
    MaxDelaySeconds: most = Number.POSITIVE_INFINITY,
  } = retrier;
  const each = Array.from({ length: attemptsOf(retrier) }, (_, index) => Math.min(most, first * rate ** index));
  return each.reduce((sum, pause) => sum + pause, 0);
}
