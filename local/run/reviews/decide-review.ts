import type { Json } from '../../../asl/definition';
import { documentResult } from '../documents/document-result';
import { isAllowed, outcomeText } from '../documents/expectation';
import { CannotRunError } from '../environment/cannot-run-error';
import type { Console } from '../environment/console';
import type { EnvironmentOptions, OpenEnvironment } from '../environment/open-environment';
import { callReviewApi } from './call-review-api';
import type { Decision } from './decision';
import type { Review } from './reviews';

/** Where a decision is taken to, and who is told of it. */
export interface Deciding {
  readonly environment: OpenEnvironment;
  readonly options: EnvironmentOptions;
}

type Answer = Readonly<Record<string, Json>>;

/** Gives a decision to the API of reviews and follows it to its execution's end. 0, or 1 where that end is not an allowed one. */
export async function decideReview(found: Review, decision: Decision, deciding: Deciding): Promise<0 | 1> {
  const { environment, options } = deciding;
  const { console } = options;
  const answer = await postDecision(found.reviewId, decision, environment);
  if (answer['error'] === 'ChecksFail') return reportChecks(answer, console);
  if (answer['accepted'] === false)
    console.say(
      `! ${found.reviewId} was decided already: ${String(answer['decision'])} by ${String(answer['reviewer'])}`,
    );
  else for (const change of changesOf(answer)) console.print(change);
  await environment.local.idle(options.signal);
  const executionArn = String(answer['executionArn']);
  return found.documentId === undefined
    ? tellExecution(executionArn, deciding)
    : tellDocument({ ...found, documentId: found.documentId }, executionArn, deciding);
}

/** What holds now: the decision, or the one that stood before it. Throws CannotRunError with what the API refuses. */
async function postDecision(reviewId: string, decision: Decision, { outputs }: OpenEnvironment): Promise<Answer> {
  const { statusCode, body } = await callReviewApi(
    { endpoint: outputs.reviewApiEndpoint, region: outputs.region },
    { method: 'POST', path: `/reviews/${encodeURIComponent(reviewId)}/decision`, body: { ...decision } },
  );
  if (statusCode === 200 || statusCode === 409 || statusCode === 422) return body;
  throw new CannotRunError(`${String(body['error'] ?? statusCode)}: ${String(body['message'])}`);
}

/** What a correction leaves that does not add up: nothing is decided. */
function reportChecks({ failedChecks = [] }: Answer, console: Console): 1 {
  console.say(
    '! not decided: with this correction it still fails. Correct more fields, or repeat the command with --accept',
  );
  for (const check of failedChecks as readonly string[]) console.print(check);
  return 1;
}

/** `total: 2041.60 → 1941.60`. */
function changesOf({ diff = [] }: Answer): string[] {
  const changes = diff as readonly { readonly field: string; readonly before?: Json; readonly after: Json }[];
  return changes.map(({ field, before, after }) => `${field}: ${shown(before)} → ${shown(after)}`);
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '(none)' : JSON.stringify(value);
}

async function tellDocument(
  found: Review & { readonly documentId: string },
  executionArn: string,
  { environment: { local, outputs }, options: { console } }: Deciding,
): Promise<0 | 1> {
  const document = {
    name: found.key.replace(/^incoming\//, ''),
    documentId: found.documentId,
    key: found.key,
    isAlreadyProcessed: false,
    executionArns: [executionArn],
  };
  const result = await documentResult({ local, outputs }, document, { isOver: true });
  console.print(`${result.document}: ${console.colour(result.outcome, outcomeText(result))}`);
  return isAllowed(result) ? 0 : 1;
}

async function tellExecution(
  executionArn: string,
  { environment: { local }, options: { console } }: Deciding,
): Promise<0 | 1> {
  const { status } = await local.services.call('states', 'DescribeExecution', { executionArn }, { kind: 'operator' });
  console.print(`${executionArn.split(':').at(-1)}: ${String(status)}`);
  return status === 'SUCCEEDED' || status === 'RUNNING' ? 0 : 1;
}
