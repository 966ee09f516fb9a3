import type { Json, JsonObject } from '../../language/definition';
import type { ExecutionRecord } from '../execution-record';
import type { MapItem, ScopeRun } from './scope/scope-run';

/** The part of the context object that is the same throughout an execution. */
export interface ExecutionContext {
  readonly Execution: JsonObject;
  readonly StateMachine: JsonObject;
}

/** Returns the context object's members for an execution and its machine. */
export function executionContext(record: ExecutionRecord): ExecutionContext {
  const { executionArn, input, name, roleArn, startDate, stateMachineArn, stateMachineName } = record;
  return {
    Execution: {
      Id: executionArn,
      Input: input,
      StartTime: isoTime(startDate),
      Name: name,
      RoleArn: roleArn,
      ...redrives(record),
    },
    StateMachine: { Id: stateMachineArn, Name: stateMachineName },
  };
}

/** Express executions cannot be redriven, and their context object does not mention it. */
function redrives({ type, redriveCount, redriveDate }: ExecutionRecord): JsonObject {
  if (type === 'EXPRESS') return {};
  if (redriveDate === undefined) return { RedriveCount: redriveCount };
  return { RedriveCount: redriveCount, RedriveTime: isoTime(redriveDate) };
}

/** `$$` and `$states.context`: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextObject(
  { Execution, StateMachine }: ExecutionContext,
  run: ScopeRun,
  textOfTime: (millis: number) => string,
): JsonObject {
  const { visit, mapItem } = run;
  const State: JsonObject = {
    Name: run.state.name,
    EnteredTime: textOfTime(visit?.enteredAt ?? 0),
    ...(run.state.type === 'Task' ? { RetryCount: visit?.retryCount ?? 0 } : undefined),
  };
  const context: Record<string, Json> = { Execution, StateMachine, State };
  if (visit?.taskToken !== undefined) context['Task'] = { Token: visit.taskToken };
  if (mapItem !== undefined) context['Map'] = { Item: itemObject(mapItem) };
  return context;
}

/** isoTime that remembers its last result: many states are entered in the same millisecond. */
export function rememberingIsoTime(): (millis: number) => string {
  let last = { millis: Number.NaN, text: '' };
  return (millis) => {
    if (last.millis !== millis) last = { millis, text: isoTime(millis) };
    return last.text;
  };
}

/** Computes a value on its first use, because most executions never use it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function itemObject({ index, value, key, source }: MapItem): JsonObject {
  const item = { Index: index, Value: value };
  if (source === undefined) return item;
  return key === undefined ? { ...item, Source: source } : { ...item, Key: key, Source: source };
}

/**
 * Returns a time as the context object has it, which is how Java's Instant prints it: milliseconds in three digits, or
 * none at a whole second.
 */
export function isoTime(millis: number): string {
  return new Date(millis).toISOString().replace('.000Z', 'Z');
}
