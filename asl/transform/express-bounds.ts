import { isJsonObject, type Json, type JsonObject, memberOf } from '../definition';
import { kindOf } from './states';
import { TransformationError } from './transformation-error';

/** Seconds that one attempt of a call has in an EXPRESS child, and whether one that took them all is tried again. */
interface Bound {
  readonly timeoutSeconds: number;
  /** A light call usually answers within milliseconds: its timeout is retried. A heavy one's is handed over. */
  readonly isLight: boolean;
}

const light: Bound = { timeoutSeconds: 3, isLight: true };

/** By call. The sum over the longest way stays under five minutes (longest-seconds.ts); a STANDARD child has the patience. */
const bounds: Readonly<Record<string, Bound>> = {
  'lambda:invoke': { timeoutSeconds: 20, isLight: false },
  'bedrockruntime:converse': { timeoutSeconds: 28, isLight: false },
  'dynamodb:updateItem': light,
  'dynamodb:getItem': light,
  's3:getObjectTagging': light,
  's3:getObject': light,
  's3:putObject': light,
  'sns:publish': light,
  'sqs:sendMessage': light,
  'states:startExecution': light,
};

/** Two retries, each after at most one and two seconds. */
const shortRetry = { IntervalSeconds: 1, BackoffRate: 2, MaxDelaySeconds: 2, MaxAttempts: 2, JitterStrategy: 'FULL' };

/** A Task with the attempts and pauses of an EXPRESS child. Throws TransformationError for a call that has no bound here. */
export function boundedTask(name: string, state: JsonObject): JsonObject {
  const kind = kindOf(name, state);
  const bound = kind.kind === 'request' ? memberOf(bounds, kind.call) : undefined;
  if (bound === undefined) {
    throw new TransformationError(
      `\`${name}\` calls ${String(state['Resource'])}: say in asl/transform/express-bounds.ts how long it may take`,
    );
  }
  const retriers = retriersOf(state).flatMap((retrier) => shortRetrier(retrier, bound));
  const { Retry: _retry, ...rest } = state;
  return inOrder(
    { ...rest, TimeoutSeconds: bound.timeoutSeconds, ...(retriers.length > 0 && { Retry: retriers }) },
    state,
  );
}

/** The errors that a state is retried for. */
export function patienceOf(state: JsonObject): string[] {
  return retriersOf(state).flatMap(({ ErrorEquals: errors }) =>
    (Array.isArray(errors) ? (errors as readonly Json[]) : []).map(String),
  );
}

function shortRetrier(retrier: JsonObject, { isLight }: Bound): JsonObject[] {
  const errors = (retrier['ErrorEquals'] as readonly string[]).filter((error) => isLight || error !== 'States.Timeout');
  return errors.length === 0 ? [] : [{ ErrorEquals: errors, ...shortRetry }];
}

function retriersOf(state: JsonObject): JsonObject[] {
  const { Retry: retriers } = state;
  return Array.isArray(retriers) ? (retriers as readonly Json[]).filter(isJsonObject) : [];
}

/** The fields in the order of another state's. */
function inOrder(state: JsonObject, like: JsonObject): JsonObject {
  const fields = [...new Set([...Object.keys(like), ...Object.keys(state)])].filter((field) =>
    Object.hasOwn(state, field),
  );
  return Object.fromEntries(fields.map((field) => [field, state[field] as Json]));
}
