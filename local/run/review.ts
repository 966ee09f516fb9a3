import { userInfo } from 'node:os';
import { isJsonObject, type Json } from '../../asl/definition';
import { CannotRunError } from './environment/cannot-run-error';
import type { Console } from './environment/console';
import { documentResults } from './documents/document-result';
import { isAllowed, outcomeText } from './documents/expectation';
import { type EnvironmentOptions, type OpenEnvironment, withEnvironment } from './environment/open-environment';
import { type Review, readReviews } from './reviews';

/** `asl local review …`: which review, and what is to be done with it. */
export type ReviewAction =
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly reviewId: string }
  | {
      readonly kind: 'decide';
      readonly reviewId: string;
      readonly decision: 'approve' | 'reject' | 'correct';
      readonly fields: readonly string[];
      readonly comment?: string;
    };

/** Lists, shows or answers reviews; an answer is followed to the document's end. 0, or 1 where that end is not an allowed one. */
export async function review(action: ReviewAction, options: EnvironmentOptions): Promise<0 | 1> {
  const decision = action.kind === 'decide' ? decisionOf(action) : undefined;
  return withEnvironment({ ...options, command: 'asl local review' }, async (environment) => {
    const reviews = await readReviews(environment.local, environment.outputs);
    if (action.kind === 'list') return list(reviews, options.console);
    const found = findReview(reviews, action.reviewId);
    if (decision === undefined) return show(found, options.console);
    return decide(found, decision, { environment, options });
  });
}

interface Decision {
  readonly decision: string;
  readonly reviewer: string;
  readonly fields?: Readonly<Record<string, Json>>;
  readonly comment?: string;
}

function decisionOf({ decision, fields, comment }: Extract<ReviewAction, { kind: 'decide' }>): Decision {
  if (decision === 'correct' && fields.length === 0)
    throw new CannotRunError('correct needs at least one --field name=value');
  if (decision !== 'correct' && fields.length > 0)
    throw new CannotRunError(`${decision} takes no --field; correct does`);
  return {
    decision,
    reviewer: userInfo().username,
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields.map(fieldOf)) }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** `total=119.00`; a value that begins like a JSON list or object is read as one. */
function fieldOf(text: string): readonly [string, Json] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new CannotRunError(`--field takes name=value, not ${text}`);
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  if (!/^[[{]/.test(value)) return [name, value];
  try {
    return [name, JSON.parse(value) as Json];
  } catch (error) {
    throw new CannotRunError(`--field ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function list(reviews: readonly Review[], console: Console): 0 {
  const waiting = reviews.filter(({ status }) => status === 'WAITING');
  if (waiting.length === 0) console.say('no document waits for a person');
  for (const { reviewId, key, documentType, reasons, round } of waiting) {
    console.print(`${reviewId}  ${key}  ${documentType}${round > 1 ? `  (request ${round})` : ''}`);
    for (const reason of reasons) console.print(`    ${reason}`);
  }
  return 0;
}

function show(
  { reviewId, key, documentType, documentId, status, round, reasons, textUri, fields }: Review,
  console: Console,
): 0 {
  console.print(`${reviewId}: ${status}, request ${round}`);
  console.print(`document  ${key} (${documentId})`);
  console.print(`type      ${documentType}`);
  console.print(`text      ${textUri}`);
  for (const reason of reasons) console.print(`reason    ${reason}`);
  console.print(JSON.stringify(fields, undefined, 2));
  return 0;
}

/** A review by its id, or by the beginning of one. */
function findReview(reviews: readonly Review[], reviewId: string): Review {
  const matching = reviews.filter(
    (candidate) => candidate.reviewId === reviewId || candidate.reviewId.startsWith(reviewId),
  );
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  const known = reviews.filter(({ status }) => status === 'WAITING').map((candidate) => candidate.reviewId);
  const waiting = known.length === 0 ? 'none waits' : `waiting: ${known.join(', ')}`;
  throw new CannotRunError(
    only === undefined
      ? `there is no review ${reviewId}; ${waiting}`
      : `${reviewId} is the beginning of several reviews; ${waiting}`,
  );
}

interface Deciding {
  readonly environment: OpenEnvironment;
  readonly options: EnvironmentOptions;
}

async function decide(found: Review, decision: Decision, { environment, options }: Deciding): Promise<0 | 1> {
  const { local, outputs } = environment;
  const { console, signal } = options;
  const answer = await invokeReviewDecision(environment, { reviewId: found.reviewId, ...decision });
  if (answer['accepted'] === false)
    console.say(
      `! ${found.reviewId} was decided already: ${String(answer['decision'])} by ${String(answer['reviewer'])}`,
    );
  await local.idle(signal);
  const executionArn = String(answer['executionArn']);
  const stateMachineName = executionArn.split(':')[6] ?? '';
  const document = {
    name: found.key.replace(/^incoming\//, ''),
    documentId: found.documentId,
    key: found.key,
    isAlreadyProcessed: false,
  };
  const [result] = await documentResults(local, outputs, [document], stateMachineName);
  if (result === undefined) throw new Error(`the document of ${found.reviewId} has no result`);
  console.print(`${result.document}: ${console.colour(result.outcome, outcomeText(result))}`);
  return isAllowed(result) ? 0 : 1;
}

/** Invokes the function as a reviewer's tool would on AWS. Throws CannotRunError with what it refuses. */
async function invokeReviewDecision(
  { local, outputs }: OpenEnvironment,
  event: object,
): Promise<Readonly<Record<string, Json>>> {
  const input = { FunctionName: outputs.reviewDecisionFunctionName, Payload: Buffer.from(JSON.stringify(event)) };
  const { Payload: payload, FunctionError: functionError } = await local.services.call('lambda', 'Invoke', input, {
    kind: 'operator',
  });
  const answer = JSON.parse(Buffer.from(payload as Uint8Array).toString('utf8')) as Json;
  if (!isJsonObject(answer))
    throw new Error(`${outputs.reviewDecisionFunctionName} answered ${JSON.stringify(answer)}`);
  if (functionError !== undefined)
    throw new CannotRunError(`${String(answer['errorType'])}: ${String(answer['errorMessage'])}`);
  return answer;
}
