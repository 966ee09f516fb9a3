import { fakeReviewWorld, firstRound } from '../../../tests/fakes/fake-review-world';
import { remindReviewer } from '../../remind-reviewer/remind-reviewer';
import { requestReview } from '../../request-review/request-review';
import { answerHttp } from './answer-http';
import { type HttpRequest, type HttpResponse, isHttpRequest } from './http-request';

const reviewId = 'review-0123456789abcdef';
const ann = 'arn:aws:sts::123456789012:assumed-role/reviewers/ann';

function get(id = reviewId): HttpRequest {
  return {
    version: '2.0',
    routeKey: 'GET /reviews/{reviewId}',
    pathParameters: { reviewId: id },
    requestContext: { http: { method: 'GET' }, authorizer: { iam: { userArn: ann } } },
  };
}

function post(body: unknown, userArn = ann): HttpRequest {
  return {
    ...get(),
    routeKey: 'POST /reviews/{reviewId}/decision',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    requestContext: { http: { method: 'POST' }, authorizer: { iam: { userArn } } },
  };
}

async function asked() {
  const world = fakeReviewWorld();
  await requestReview(firstRound, world.asker);
  const call = async (request: HttpRequest) => {
    const response = await answerHttp(request, { ...world.decider, reviewerClaim: 'sub' });
    return { ...response, json: JSON.parse(response.body) as Record<string, unknown> };
  };
  return { ...world, call };
}

describe('answerHttp', () => {
  it('shows what there is to decide', async () => {
    const { call } = await asked();

    await expect(call(get())).resolves.toMatchObject({
      statusCode: 200,
      headers: { 'cache-control': 'no-store' },
      json: {
        reviewId,
        status: 'WAITING',
        documentType: 'invoice',
        key: 'incoming/a.pdf',
        fields: firstRound.fields,
        textUri: 's3://results/text.txt',
        answerBefore: '2024-01-01T01:00:00.000Z',
      },
    });
  });

  it('takes a decision in the name of whoever signed the request', async () => {
    const { call, states } = await asked();

    const failedChecks = ['The invoice gives no number.', 'The invoice gives no date.'];
    const correction = { decision: 'correct', fields: { total: '12', subtotal: '12,00' } };
    await expect(call(post(correction))).resolves.toMatchObject({
      statusCode: 422,
      json: { error: 'ChecksFail', failedChecks },
    });
    await expect(call(post({ ...correction, accept: true }))).resolves.toMatchObject({
      statusCode: 200,
      json: {
        accepted: true,
        reviewer: ann,
        failedChecks,
        diff: [{ field: 'total', before: '10.00', after: '12.00' }, {}],
      },
    });

    expect(states.answers.get('token-1')).toMatchObject({ output: { reviewer: ann } });
    await expect(call(get())).resolves.toMatchObject({ json: { status: 'DECIDED', decision: { reviewer: ann } } });
  });

  it('answers a repeat with 200, and another decision with 409 and whose stands', async () => {
    const { call } = await asked();
    await call(post({ decision: 'approve' }));

    await expect(call(post({ decision: 'approve' }))).resolves.toMatchObject({ statusCode: 200 });
    await expect(call(post({ decision: 'reject' }, 'arn:bob'))).resolves.toMatchObject({
      statusCode: 409,
      json: {
        error: 'DecidedAlready',
        message: `approve by ${ann} of 2024-01-01T00:00:00.000Z stands; the first decision wins`,
        reviewer: ann,
      },
    });
  });

  it.each([
    ['what is not JSON', '{', 'the body must be JSON'],
    ['a list', [], 'the body must be a JSON object'],
    ['a reviewer', { decision: 'approve', reviewer: 'boss' }, 'whoever signs the request decides'],
    ['an unknown member', { decision: 'approve', reason: 'x' }, 'the body has no member "reason"'],
    ['no decision', {}, 'decision must be approve, correct or reject'],
    ['a misspelt field', { decision: 'correct', fields: { totl: '1' } }, 'did you mean total?'],
  ])('answers 400 to %s, and says what is wrong', async (_, body, message) => {
    const { call } = await asked();

    await expect(call(post(body))).resolves.toMatchObject({
      statusCode: 400,
      json: { error: 'InvalidDecision', message: expect.stringContaining(message) },
    });
  });

  it('answers 404 to a review that is not there, and 410 to one that has expired', async () => {
    const { call, clock } = await asked();

    for (const id of ['review-unknown', 'x'.repeat(3_000), '../ledger'])
      await expect(call(get(id))).resolves.toMatchObject({ statusCode: 404 });
    clock.now += 3600 * 1000;
    for (const request of [get(), post({ decision: 'approve' })]) {
      await expect(call(request)).resolves.toMatchObject({
        statusCode: 410,
        json: { error: 'ReviewExpired', message: expect.stringContaining('could be decided until 2024-01-01T01:00') },
      });
    }
  });

  it('reads a body that arrives in base64', async () => {
    const { call } = await asked();
    const body = Buffer.from('{"decision":"approve"}').toString('base64');

    await expect(call({ ...post(body), isBase64Encoded: true })).resolves.toMatchObject({ statusCode: 200 });
  });

  it('takes the name from the claim of a token, and nothing from one without it', async () => {
    const { call } = await asked();
    const withClaims = (claims: Record<string, string>): HttpRequest => ({
      ...post({ decision: 'approve' }),
      requestContext: { http: { method: 'POST' }, authorizer: { jwt: { claims } } },
    });

    await expect(call(withClaims({ email: 'a@example.org' }))).resolves.toMatchObject({ statusCode: 403 });
    await expect(call(withClaims({ sub: 'user-7' }))).resolves.toMatchObject({ json: { reviewer: 'user-7' } });
  });

  it('does not take a direct invocation for a request', () => {
    expect(isHttpRequest(get())).toBe(true);
    expect(isHttpRequest({ reviewId, decision: 'approve', version: '2.0' })).toBe(false);
    expect(isHttpRequest(null)).toBe(false);
  });

  it('lets the task token out nowhere: no notice, answer, log, schedule or audit row has it', async () => {
    const { call, notices, log, schedules, tables, clock, reminder, asker } = await asked();
    const answers: HttpResponse[] = [await call(get())];
    await remindReviewer({ reviewId, executionArn: 'arn:execution', round: 1, reminder: 1 }, reminder);
    const planned = JSON.stringify([...schedules.values()]);
    answers.push(await call(post({ decision: 'correct', fields: { total: '12.00' } })));
    answers.push(await call(post({ decision: 'reject' })), await call(post('{')), await call(get()));
    await requestReview({ ...firstRound, round: 2, taskToken: 'token-2' }, asker);
    clock.now += 7200 * 1000;
    answers.push(await call(get()));
    const audit = [...tables.rows].filter(([name]) => name.startsWith('audit/'));

    expect(audit).toHaveLength(1);
    expect(notices).toHaveLength(2);
    expect(JSON.stringify([notices, answers, log.lines, planned, audit])).not.toMatch(/token-[12]|taskToken/);
  });
});
