import { isJsonObject, type Json, type JsonObject, memberOf } from '../definition';
import { answeredAtOnce } from './answered-at-once';
import { boundedTask, patienceOf } from './express-bounds';
import { longestSeconds } from './longest-seconds';
import { redirected } from './redirect';
import { allStates, innerScopes, insertBefore, keep, kindOf, reachableFrom, type States, statesOf } from './states';
import { distributedMap, handOverNote, roles } from './to-batch';
import { TransformationError } from './transformation-error';

/** Where texts begin that one call of the model does not take: more calls than an Express execution has time for. */
const longTexts = ['EnrichParts'];

/** AWS ends an Express execution after five minutes: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const expressSeconds = 300;

/**
 * The batch pipeline with EXPRESS children, from the one with STANDARD children: callbacks are answered at once, `frame.express` hands
 * over before what cannot be; attempts and pauses are short, and an error that a STANDARD child would go on retrying is handed over
 * instead of buried; long texts are handed over. Throws TransformationError for what it does not know, and where the longest way
 * through a child would take five minutes.
 */
export function toExpress(batch: JsonObject, frame: JsonObject): JsonObject {
  const [name, map] = distributedMap(batch);
  const processor = map['ItemProcessor'] as JsonObject;
  const start = String(processor['StartAt']);
  const standard = statesOf(processor, `\`${name}\``);
  const States = withHandOvers(
    standard,
    shortened(start, standard, statesOf({ States: frame['express'] ?? null }, 'the frame')),
  );
  checkDuration(start, States);
  const ProcessorConfig = { ...(processor['ProcessorConfig'] as JsonObject), ExecutionType: 'EXPRESS' };
  const express = { ...map, ItemProcessor: { ...processor, ProcessorConfig, States } };
  return { ...batch, States: { ...namedExpress(statesOf(batch, 'the machine')), [name]: express } };
}

/** The parent tells its functions what its children are: `executionType` in a Payload. */
function namedExpress(states: States): States {
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      const { Arguments: call } = state;
      const payload = isJsonObject(call) ? call['Payload'] : undefined;
      if (!isJsonObject(call) || !isJsonObject(payload) || payload['executionType'] !== 'STANDARD')
        return [name, state];
      return [name, { ...state, Arguments: { ...call, Payload: { ...payload, executionType: 'EXPRESS' } } }];
    }),
  );
}

function shortened(start: string, standard: States, express: States): States {
  const bounded = mapStates(standard, (name, state) => {
    if (state['Type'] === 'Wait') throw new TransformationError(`\`${name}\` waits: an EXPRESS child has no time to`);
    if (state['Type'] !== 'Task') return state;
    return boundedTask(name, kindOf(name, state).kind === 'callback' ? answeredAtOnce(name, state) : state);
  });
  const short = redirected(bounded, { from: longTexts, to: roles.handOver, note: handOverNote });
  const guarded = insertGuard(standard, short, express);
  const reached = reachableFrom(start, guarded);
  return keep(guarded, (name) => reached.has(name));
}

/** The frame's Choice comes before the state in which a callback is: every way there leads to it. */
function insertGuard(standard: States, states: States, express: States): States {
  const places = new Set(
    allStates(standard).flatMap(({ name, state, top }) => (kindOf(name, state).kind === 'callback' ? [top] : [])),
  );
  const [place] = places;
  const [guard, second] = Object.keys(express);
  if (place === undefined || places.size > 1 || guard === undefined || second !== undefined) {
    throw new TransformationError(
      'the frame must have one state under `express`, for the one state in which a callback is waited for',
    );
  }
  if (express[guard]?.['Default'] !== place) {
    throw new TransformationError(
      `\`${guard}\` of the frame must have the Default \`${place}\`, where a callback is waited for`,
    );
  }
  return insertBefore(rerouted(states, place, guard), place, express);
}

/** Like {@link redirected}, without a note: the state is still there. */
function rerouted(states: States, from: string, to: string): States {
  const exit = (value: JsonObject): JsonObject => (value['Next'] === from ? { ...value, Next: to } : value);
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      const lists = Object.fromEntries(
        Object.entries(state).map(([field, value]) => [field, isExitList(field, value) ? value.map(exit) : value]),
      );
      return [name, exit(state['Default'] === from ? { ...lists, Default: to } : lists)];
    }),
  );
}

function isExitList(field: string, value: Json): value is readonly JsonObject[] {
  return (field === 'Choices' || field === 'Catch') && Array.isArray(value);
}

/** A catcher before each last one that would bury the document: what a STANDARD child would have gone on retrying. */
function withHandOvers(standard: States, states: States): States {
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      const original = memberOf(standard, name);
      const catchers = state['Catch'];
      const last = Array.isArray(catchers) ? (catchers as readonly JsonObject[]).at(-1) : undefined;
      const isOwnCall = name === roles.handOver || original === undefined || state['Next'] === 'HandedOver';
      if (last?.['Next'] !== roles.burial || isOwnCall) return [name, state];
      const before = (catchers as readonly JsonObject[]).slice(0, -1);
      const errors = handedOverErrors(original).filter((error) => !before.some((each) => catches(each, error)));
      const catcher = {
        ErrorEquals: errors,
        Assign: { [handOverNote]: '{% $states.errorOutput.Error %}' },
        Next: roles.handOver,
      };
      return [name, { ...state, Catch: [...before, ...(errors.length > 0 ? [catcher] : []), last] }];
    }),
  );
}

/** What the state, or the Tasks in its branches, would be retried for; and a timeout, since each attempt is short here. */
function handedOverErrors(state: JsonObject): string[] {
  const inner = innerScopes(state).flatMap((scope) => Object.values(statesOf(scope, 'a branch')));
  const errors = [state, ...inner].flatMap((each) => patienceOf(each));
  return errors.length === 0 ? [] : [...new Set([...errors, 'States.Timeout'])];
}

function catches(catcher: JsonObject, error: string): boolean {
  const { ErrorEquals: errors } = catcher;
  return Array.isArray(errors) && (errors as readonly Json[]).includes(error);
}

function checkDuration(start: string, states: States): void {
  const seconds = longestSeconds(start, states);
  if (seconds < expressSeconds) return;
  throw new TransformationError(
    `the longest way through an EXPRESS child takes ${seconds} s, and AWS ends it after ${expressSeconds} s: shorten asl/transform/express-bounds.ts, or hand more over`,
  );
}

/** The states with a function applied to each, those in branches first. */
function mapStates(states: States, change: (name: string, state: JsonObject) => JsonObject): States {
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      const { Branches: branches } = state;
      if (!Array.isArray(branches)) return [name, change(name, state)];
      const Branches = (branches as readonly JsonObject[]).map((branch) => ({
        ...branch,
        States: mapStates(statesOf(branch, `a branch of \`${name}\``), change),
      }));
      return [name, change(name, { ...state, Branches })];
    }),
  );
}
