import { isJsonObject } from '../../shared/json/json-object';
import { errorMessage, errorName } from '../../shared/platform/error-name';
import { hasExpired } from '../../shared/review/review';
import { readReview } from '../../shared/review/review-table';
import { checkFieldsOf } from '../check-fields-of';
import { InvalidDecision } from '../decision-input';
import {
  ChecksFail,
  expiredMessage,
  type ReviewDecisionDependencies,
  ReviewExpired,
  ReviewNotFound,
  reviewDecision,
} from '../review-decision';
import { type HttpRequest, type HttpResponse, jsonResponse } from './http-request';
import { reviewerOf } from './reviewer';
import { shownReview } from './shown-review';

/** The dependencies of the API. */
export interface HttpDependencies extends ReviewDecisionDependencies {
  /** The claim of a token that names who decides. */
  readonly reviewerClaim: string;
}

/**
 * Answers the API: 200 with the review or the decision that holds now, 400 for an invalid decision, 403 for a caller
 * without a name, 404 if the review does not exist, 409 for another decision (with its reviewer) or a review that was
 * requested again meanwhile, 410 if expired, 422 for a correction that leaves checks failing. AWS's errors are
 * rethrown: the API returns 500.
 */
export async function answerHttp(request: HttpRequest, dependencies: HttpDependencies): Promise<HttpResponse> {
  const route = Object.hasOwn(routes, request.routeKey) ? routes[request.routeKey] : undefined;
  if (route === undefined) return jsonResponse(404, { error: 'NotFound', message: 'there is no such route' });
  try {
    return await route(request, dependencies);
  } catch (error) {
    const statusCode = statusCodes[errorName(error) ?? ''];
    if (statusCode === undefined) throw error;
    const failedChecks = error instanceof ChecksFail ? { failedChecks: error.failedChecks } : {};
    return jsonResponse(statusCode, { error: errorName(error), message: errorMessage(error), ...failedChecks });
  }
}

const routes: Readonly<
  Record<string, (request: HttpRequest, dependencies: HttpDependencies) => Promise<HttpResponse>>
> = {
  'GET /reviews/{reviewId}': show,
  'POST /reviews/{reviewId}/decision': decide,
};

const statusCodes: Readonly<Record<string, number>> = {
  InvalidDecision: 400,
  MissingReviewer: 403,
  ReviewNotFound: 404,
  ReviewChanged: 409,
  ReviewExpired: 410,
  ChecksFail: 422,
};

async function show(request: HttpRequest, dependencies: HttpDependencies): Promise<HttpResponse> {
  const reviewId = reviewIdOf(request);
  const review = await readReview(dependencies.callbacks, reviewId);
  if (review === undefined) throw new ReviewNotFound(`there is no review ${reviewId}`);
  if (hasExpired(review, dependencies.now())) throw new ReviewExpired(expiredMessage(review));
  return jsonResponse(200, shownReview(review));
}

async function decide(request: HttpRequest, dependencies: HttpDependencies): Promise<HttpResponse> {
  const { checkOnly, ...body } = bodyOf(request);
  const reviewer = reviewerOf(request, dependencies.reviewerClaim);
  if (checkOnly === true) return jsonResponse(200, await checkFieldsOf(reviewIdOf(request), body, dependencies));
  const result = await reviewDecision({ ...body, reviewId: reviewIdOf(request), reviewer }, dependencies);
  if (!result.contradicts) return jsonResponse(200, result);
  const { decision, decidedAt } = result;
  const message = `${decision} by ${result.reviewer} of ${decidedAt} stands; the first decision wins`;
  return jsonResponse(409, { error: 'DecidedAlready', message, ...result });
}

const bodyMembers: readonly string[] = ['decision', 'fields', 'comment', 'accept', 'checkOnly'];

function bodyOf({ body = '', isBase64Encoded = false }: HttpRequest): Readonly<Record<string, unknown>> {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  const value = parseBody(text);
  if (!isJsonObject(value))
    throw new InvalidDecision('the body must be a JSON object with decision, fields, comment and accept');
  const unknown = Object.keys(value).find((name) => !bodyMembers.includes(name));
  if (unknown === undefined) return value;
  const known = unknown === 'reviewer' ? 'whoever signs the request decides' : `there are: ${bodyMembers.join(', ')}`;
  throw new InvalidDecision(`the body has no member ${JSON.stringify(unknown.slice(0, 100))}; ${known}`);
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidDecision('the body must be JSON');
  }
}

/** A string that cannot be the name of a review is not looked up: DynamoDB would reject a key that is too long. */
function reviewIdOf({ pathParameters }: HttpRequest): string {
  const reviewId = pathParameters?.['reviewId'] ?? '';
  if (/^[\w-]{1,128}$/.test(reviewId)) return reviewId;
  throw new ReviewNotFound(`there is no review ${reviewId.slice(0, 128)}`);
}
