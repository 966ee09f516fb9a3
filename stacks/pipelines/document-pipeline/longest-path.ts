import { isJsonObject, type Json, type JsonObject } from '../../../asl/definition';
import { UserError } from '../../../asl/diagnostics';

/** What the seconds of a path depend on, beside the definition. */
export interface PathOptions {
  /** Most items of an inline Map. */
  readonly mapItems: number;
  /** The only state that a state leads to on the paths that are meant, by the name of the state that it leaves. */
  readonly only?: Readonly<Record<string, string>>;
}

/**
 * Seconds that the longest path through a scope of bounded Tasks takes at most; a path enters each Task once. Of each Task every attempt whose
 * timeout is retried, and the last one, takes all of its TimeoutSeconds; throttles fail at once; each pause is as long as jitter may make it.
 * Placeholders must be filled. Throws a UserError for a Wait, and for a Task or a Map without bounds.
 */
export function longestSeconds(scope: JsonObject, options: PathOptions): number {
  const states = scope['States'] as JsonObject;
  return secondsFrom(String(scope['StartAt']), { states, options, entered: new Set(), own: new Map() });
}

interface Walk {
  readonly states: JsonObject;
  readonly options: PathOptions;
  /** What the path has taken time in. */
  readonly entered: ReadonlySet<string>;
  /** Seconds of the states that have been looked at, by name. */
  readonly own: Map<string, number>;
}

function secondsFrom(name: string, walk: Walk): number {
  if (walk.entered.has(name)) return 0;
  const state = walk.states[name] as JsonObject;
  const only = walk.options.only?.[name];
  const targets = only === undefined ? targetsOf(state) : [only];
  const next = state['Type'] === 'Choice' ? walk : { ...walk, entered: new Set([...walk.entered, name]) };
  const own = walk.own.get(name) ?? ownSeconds(name, state, walk.options);
  walk.own.set(name, own);
  return own + Math.max(0, ...targets.map((target) => secondsFrom(target, next)));
}

function targetsOf(state: JsonObject): readonly string[] {
  const { Next, Default, Choices = [], Catch = [] } = state;
  const ways = [...(Choices as readonly JsonObject[]), ...(Catch as readonly JsonObject[])].map((way) => way['Next']);
  return [Next, Default, ...ways].filter((target) => typeof target === 'string');
}

function ownSeconds(name: string, state: JsonObject, options: PathOptions): number {
  switch (state['Type']) {
    case 'Task':
      return taskSeconds(name, state);
    case 'Parallel':
      return Math.max(...(state['Branches'] as readonly JsonObject[]).map((branch) => longestSeconds(branch, options)));
    case 'Map':
      return mapRounds(name, state, options) * longestSeconds(state['ItemProcessor'] as JsonObject, options);
    case 'Wait':
      throw new UserError(`\`${name}\` waits: its path has no longest time`);
    default:
      return 0;
  }
}

function mapRounds(name: string, { ItemProcessor: processor, MaxConcurrency: most }: JsonObject, options: PathOptions) {
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  if (isJsonObject(config) && config['Mode'] === 'DISTRIBUTED')
    throw new UserError(`\`${name}\` has no bound of items`);
  return Math.ceil(options.mapItems / (Number(most ?? 0) || options.mapItems));
}

function taskSeconds(name: string, { TimeoutSeconds: seconds, Retry: retriers = [] }: JsonObject): number {
  if (typeof seconds !== 'number') throw new UserError(`\`${name}\` needs a number as TimeoutSeconds`);
  const retries = (retriers as readonly JsonObject[]).map((retrier) => {
    const isTimeoutRetried = (retrier['ErrorEquals'] as readonly Json[]).includes('States.Timeout');
    return pauses(retrier) + (isTimeoutRetried ? Number(retrier['MaxAttempts']) * seconds : 0);
  });
  return retries.reduce((sum, each) => sum + each, seconds);
}

function pauses({ IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts }: JsonObject): number {
  const each = Array.from({ length: Number(MaxAttempts) }, (_, index) =>
    Math.min(Number(MaxDelaySeconds), Number(IntervalSeconds) * Number(BackoffRate) ** index),
  );
  return each.reduce((sum, pause) => sum + pause, 0);
}
