import type { Shape } from '@document-pipelines/local-aws/services';
import { accountWith } from '../../../tests/fixtures/account-fixture';
import { reviewActs } from './review-acts';

/** Acts on an account whose function returns this. */
function actsWith(statusCode: number, body: object) {
  const calls: (readonly [string, Shape])[] = [];
  const decided: string[] = [];
  const account = accountWith(async (_service, operation, input) => {
    calls.push([operation, input]);
    const answer = { statusCode, body: JSON.stringify(body) };
    return operation === 'Invoke' ? { Payload: Buffer.from(JSON.stringify(answer)) } : {};
  });
  const [check, decide] = reviewActs(account, (reviewId) => decided.push(reviewId));
  if (check === undefined || decide === undefined) throw new Error('there are two acts');
  /** The bodies that the function got. */
  const sent = () =>
    calls
      .filter(([operation]) => operation === 'Invoke')
      .map(([, { Payload: payload }]) => {
        const event = JSON.parse(Buffer.from(payload as Uint8Array).toString()) as {
          body: string;
          pathParameters: object;
        };
        return { ...event.pathParameters, ...(JSON.parse(event.body) as object) };
      });
  return { check, decide, calls, sent, decided };
}

const reviewId = 'review-0123456789abcdef';
const approve = { reviewId, decision: 'approve' };

describe('checking', () => {
  it('asks the function that decides, records nothing, and needs no --write', async () => {
    const { check, calls, sent } = actsWith(200, { fields: { total: '1.00' }, failedChecks: ['no'], diff: [] });
    expect(check.changesNothing).toBe(true);
    const input = check.check({ reviewId, fields: { total: '1' } });
    await expect(check.run(input)).resolves.toEqual({ fields: { total: '1.00' }, failedChecks: ['no'] });
    expect(sent()).toEqual([{ reviewId, decision: 'correct', fields: { total: '1' }, checkOnly: true }]);
    expect(calls.map(([operation]) => operation)).toEqual(['Invoke']);
  });

  it('returns what cannot be read as a sentence; a review that is gone is an error', async () => {
    const invalid = actsWith(400, { error: 'InvalidDecision', message: '`soon` is no amount' });
    await expect(invalid.check.run({ reviewId })).resolves.toEqual({ invalid: '`soon` is no amount' });
    const gone = actsWith(410, { error: 'ReviewExpired', message: 'its time is over' });
    await expect(gone.check.run({ reviewId })).rejects.toMatchObject({
      name: 'UserError',
      message: 'its time is over',
    });
  });
});

describe('deciding', () => {
  it('sends the decision between two records, and notes it', async () => {
    const { decide, calls, sent, decided } = actsWith(200, { accepted: true, delivered: true });
    await expect(decide.run(decide.check(approve))).resolves.toEqual({ kind: 'decided', delivered: true });
    expect(sent()).toEqual([approve]);
    expect(calls.map(([operation]) => operation)).toEqual(['PutObject', 'Invoke', 'PutObject']);
    expect(decided).toEqual([reviewId]);
  });

  const first = { decision: 'reject', reviewer: 'ann', decidedAt: '2026-06-01T00:00:00Z' };
  it.each([
    ['another decision', 409, { error: 'DecidedAlready', ...first }],
    ['the same decision', 200, { accepted: false, ...first }],
  ])('names who was first with %s', async (_what, statusCode, body) => {
    const { decide, decided } = actsWith(statusCode, body);
    await expect(decide.run(approve)).resolves.toEqual({ kind: 'conflict', ...first });
    expect(decided).toEqual([reviewId]);
  });

  it('decides nothing while checks fail, and reports what the function rejects', async () => {
    const { decide, decided } = actsWith(422, { error: 'ChecksFail', message: 'no', failedChecks: ['the sum'] });
    await expect(decide.run(approve)).resolves.toEqual({ kind: 'checksFail', failedChecks: ['the sum'] });
    const changed = actsWith(409, { error: 'ReviewChanged', message: 'asked for again' });
    await expect(changed.decide.run(approve)).rejects.toMatchObject({ name: 'UserError', message: 'asked for again' });
    expect([...decided, ...changed.decided]).toEqual([]);
  });

  it('is confirmed with a sentence that has all of it', () => {
    const { decide } = actsWith(200, {});
    expect(decide.describe(decide.check(approve))).toBe(`approve ${reviewId}`);
    const correct = { reviewId, decision: 'correct', fields: { total: '1', tax: '2' }, accept: true };
    expect(decide.describe(decide.check(correct))).toBe(`correct ${reviewId}: total, tax, although a check fails`);
  });
});

it.each([
  ['no input', undefined],
  ['no review', { decision: 'approve' }],
  ['a path', { ...approve, reviewId: '../review' }],
  ['a zero byte', { ...approve, reviewId: 'review\u0000' }],
  ['a list of ids', { ...approve, reviewId: [reviewId] }],
  ['another decision', { ...approve, decision: 'delete' }],
  ['a correction without fields', { ...approve, decision: 'correct' }],
  ['an approval with fields', { ...approve, fields: {} }],
  ['a comment that is not text', { ...approve, comment: {} }],
  ['accept that is text', { ...approve, accept: 'yes' }],
  ['fields that are a list', { ...approve, decision: 'correct', fields: [] }],
])('rejects %s', (_what, input) => {
  const { decide, calls } = actsWith(200, {});
  expect(() => decide.check(input)).toThrow(/must|has fields/);
  expect(calls).toEqual([]);
});
