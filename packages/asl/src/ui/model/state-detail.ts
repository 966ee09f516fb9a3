import type { JsonObject } from '../../language/definition';
import { isJsonObject } from '../../language/definition';
import { type ReadEvent, textIn } from './history';
import { type Payload, toPayload } from './payload';
import { type ReadableFailure, readableFailure } from './readable-failure';
import { type ChosenItems, childOf, chooseVisit } from './state-summaries';
import type { StateTree } from './state-tree';
import type { StateStatus, Visit } from './visit';
import type { Visits } from './visits';

/** One attempt of a state, with the call and its answer. */
export interface AttemptDetail {
  readonly number: number;
  readonly status: 'succeeded' | 'failed' | 'timedOut' | 'aborted' | 'running';
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Milliseconds that its retrier waited before it. */
  readonly delay?: number;
  readonly failure?: ReadableFailure;
  /** `lambda:invoke`, `aws-sdk:dynamodb:getItem`, a function's or an activity's ARN. */
  readonly integration?: string;
  readonly call?: Payload;
  readonly answer?: Payload;
  /** Of a call that is waited for: the response to the request. */
  readonly submitted?: Payload;
  /** The function whose log has this attempt. */
  readonly functionName?: string;
  /** The event with the call, and the member of its details that has it. */
  readonly eventId?: number;
  readonly callMember?: 'parameters' | 'input';
  readonly answerEventId?: number;
}

/** A catcher that took the state's failure. */
export interface CaughtBy {
  readonly errors: readonly string[];
  readonly next: string;
}

/** A variable before the state, and after it. */
export interface VariableChange {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** One visit of one state, in full. */
export interface StateDetail {
  readonly path: string;
  readonly name: string;
  readonly status: StateStatus;
  readonly items: readonly number[];
  /** From 1: which visit of how many. */
  readonly visit: number;
  readonly visits: number;
  readonly enteredAt?: number;
  readonly endedAt?: number;
  readonly failure?: ReadableFailure;
  readonly caughtBy?: CaughtBy;
  readonly input?: Payload;
  readonly output?: Payload;
  readonly variables: readonly VariableChange[];
  readonly attempts: readonly AttemptDetail[];
  /** The ARN of the execution that it started. */
  readonly child?: string;
  readonly enteredEventId?: number;
  readonly exitedEventId?: number;
  /** Its ASL. */
  readonly definition: Payload;
}

/** Which visit of a state is asked for; absent: the last one that failed, else the last one. */
export interface StateRequest {
  readonly path: string;
  readonly items: ChosenItems;
  /** From 1. */
  readonly visit?: number;
}

/** Returns one visit of a state; undefined for a path that the definition does not have. */
export function stateDetail(tree: StateTree, visits: Visits, request: StateRequest): StateDetail | undefined {
  const node = tree.byPath.get(request.path);
  if (node === undefined) return undefined;
  const shown = visits.all.filter(
    ({ path, items }) => path === node.path && node.maps.every((map, depth) => items[depth] === request.items[map]),
  );
  const visit = request.visit === undefined ? chooseVisit(shown) : shown[request.visit - 1];
  const { path, name } = node;
  const definition = toPayload(JSON.stringify(node.definition));
  if (visit === undefined)
    return {
      path,
      name,
      status: 'notReached',
      items: [],
      visit: 0,
      visits: 0,
      variables: [],
      attempts: [],
      definition,
    };
  const { status, items, enteredAt, endedAt, error, cause, attempts, exited } = visit;
  const failure = readableFailure(error, cause);
  const entered = visit.events[0];
  const child = childOf(visit);
  return {
    path,
    name,
    status,
    items,
    visit: shown.indexOf(visit) + 1,
    visits: shown.length,
    enteredAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(failure === undefined ? {} : { failure }),
    ...caughtBy(node.definition, visit, visits),
    ...payloadIn('input', entered, 'input'),
    ...payloadIn('output', exited, 'output'),
    variables: variableChanges(visit, visits),
    attempts: attempts.map(attemptDetail),
    ...(child === undefined ? {} : { child }),
    enteredEventId: visit.id,
    ...(exited === undefined ? {} : { exitedEventId: exited.id }),
    definition,
  };
}

function attemptDetail({
  number,
  status,
  startedAt,
  endedAt,
  delay,
  error,
  cause,
  ...events
}: Visit['attempts'][number]): AttemptDetail {
  const { call, answer, submitted } = events;
  const failure = readableFailure(error, cause);
  const integration = integrationOf(call);
  const functionName = functionNameOf(call);
  return {
    number,
    status,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(delay === undefined ? {} : { delay }),
    ...(failure === undefined ? {} : { failure }),
    ...(integration === undefined ? {} : { integration }),
    ...(functionName === undefined ? {} : { functionName }),
    ...payloadIn('call', call, 'parameters', 'input'),
    ...payloadIn('answer', answer, 'output'),
    ...payloadIn('submitted', submitted, 'output'),
    ...(call === undefined
      ? {}
      : { eventId: call.id, callMember: typeof call.details['parameters'] === 'string' ? 'parameters' : 'input' }),
    ...(answer === undefined ? {} : { answerEventId: answer.id }),
  };
}

function payloadIn(key: string, event: ReadEvent | undefined, ...members: readonly string[]): Record<string, Payload> {
  const member = members.find((each) => event !== undefined && typeof event.details[each] === 'string');
  if (event === undefined || member === undefined) return {};
  const about = event.details[`${member}Details`];
  return {
    [key]: toPayload(String(event.details[member]), {
      isTruncated: isJsonObject(about) && about['truncated'] === true,
    }),
  };
}

function integrationOf(call: ReadEvent | undefined): string | undefined {
  if (call === undefined) return undefined;
  const resource = textIn(call, 'resource');
  const type = textIn(call, 'resourceType');
  return type === undefined ? resource : `${type}:${resource ?? ''}`;
}

/** The function that an attempt invoked, by its name: of its ARN in `Resource`, or of `FunctionName`. */
function functionNameOf(call: ReadEvent | undefined): string | undefined {
  if (call === undefined) return undefined;
  const resource = textIn(call, 'resource') ?? '';
  if (textIn(call, 'resourceType') === undefined) return /:function:([\w-]+)/.exec(resource)?.[1];
  if (!resource.startsWith('invoke')) return undefined;
  const name = /"FunctionName"\s*:\s*"([^"]+)"/.exec(textIn(call, 'parameters') ?? '')?.[1];
  return name === undefined ? undefined : (/:function:([\w-]+)/.exec(name)?.[1] ?? name.replace(/:.*$/, ''));
}

/** The catcher whose `Next` was entered after a caught failure. */
function caughtBy({ Catch: catchers }: JsonObject, visit: Visit, { all }: Visits): { readonly caughtBy?: CaughtBy } {
  if (visit.status !== 'caught' || !Array.isArray(catchers)) return {};
  const next = all.find(({ before }) => before === visit)?.name;
  const catcher = catchers.filter(isJsonObject).find((each) => each['Next'] === next);
  if (next === undefined || catcher === undefined) return {};
  const { ErrorEquals: errors } = catcher;
  return { caughtBy: { next, errors: Array.isArray(errors) ? errors.map(String) : [] } };
}

/** The variables that the state could see, and those that it assigned. Values are JSON texts. */
function variableChanges(visit: Visit, { all }: Visits): readonly VariableChange[] {
  const before = new Map<string, string>();
  const scopes: (Visit | undefined)[] = [];
  for (let holder = visit.holder; ; holder = holder.holder) {
    scopes.unshift(holder);
    if (holder === undefined) break;
  }
  for (const scope of scopes)
    for (const each of all)
      if (isEarlierIn(scope, each, visit)) for (const [name, value] of assignedBy(each)) before.set(name, value);
  const after = new Map(assignedBy(visit));
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((name) => {
    const [from, to] = [before.get(name), after.get(name)];
    return { name, ...(from === undefined ? {} : { before: from }), ...(to === undefined ? {} : { after: to }) };
  });
}

function isEarlierIn(scope: Visit | undefined, each: Visit, visit: Visit): boolean {
  if (each.holder !== scope || each.exited === undefined || each.exited.id >= visit.id) return false;
  // Another branch or iteration of the same state has variables of its own.
  const ancestor = ancestorIn(scope, visit);
  return ancestor === undefined || isBefore(each, ancestor);
}

function ancestorIn(scope: Visit | undefined, visit: Visit): Visit | undefined {
  let each: Visit | undefined = visit;
  while (each !== undefined && each.holder !== scope) each = each.holder;
  return each;
}

function isBefore(each: Visit, visit: Visit): boolean {
  for (let former = visit.before; former !== undefined; former = former.before) if (former === each) return true;
  return false;
}

function assignedBy({ exited }: Visit): readonly [string, string][] {
  const assigned = exited?.details['assignedVariables'];
  return isJsonObject(assigned) ? Object.entries(assigned).map(([name, value]) => [name, String(value)]) : [];
}
