import { crashAt, everyCrash, fakeLog, type Interruption } from '../shared/fakes/fake-client';
import { fakeStates } from '../shared/fakes/fake-states';
import { fakeTables } from '../shared/fakes/fake-table';
import { type ReviewDecisionParts, reviewDecision } from './review-decision';

const reviewId = 'review-0123456789abcdef';

function world(interruption?: Interruption) {
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1', 'token-2'], interruption);
  const log = fakeLog();
  const parts: ReviewDecisionParts = {
    log,
    states: states.states,
    callbacks: { dynamodb: tables.dynamodb, tableName: 'callbacks' },
    now: () => Date.UTC(2024, 0, 1),
  };
  tables.rows.set(`callbacks/review/${reviewId}`, {
    callbackId: { S: `review/${reviewId}` },
    status: { S: 'WAITING' },
    taskToken: { S: 'token-1' },
    round: { N: '1' },
    documentId: { S: 'document' },
    executionArn: { S: 'arn:execution' },
    fields: { S: JSON.stringify({ total: '10.00', currency: 'EUR' }) },
  });
  return { parts, states, tables, log };
}

const approve = { reviewId, decision: 'approve', reviewer: 'ann' };
const reject = { reviewId, decision: 'reject', reviewer: 'bob', comment: 'not ours' };

describe('reviewDecision', () => {
  it.each([
    ['approve', approve, { output: { decision: 'approve', reviewer: 'ann' } }],
    [
      'correct, laid over the fields',
      { reviewId, decision: 'correct', reviewer: 'ann', fields: { total: '12.00' } },
      { output: { decision: 'correct', reviewer: 'ann', fields: { total: '12.00', currency: 'EUR' } } },
    ],
    ['reject', reject, { error: 'RejectedByReviewer', cause: 'rejected by bob: not ours' }],
  ])('answers the waiting state: %s', async (_, event, answer) => {
    const { parts, states, tables } = world();

    await expect(reviewDecision(event, parts)).resolves.toMatchObject({ accepted: true, delivered: true });

    expect(states.answers.get('token-1')).toEqual(answer);
    expect(tables.rows.get(`callbacks/review/${reviewId}`)).toMatchObject({ status: { S: 'DECIDED' } });
  });

  it('lets the first decision win, and tells the second whose it was', async () => {
    const { parts, states } = world();
    await reviewDecision(approve, parts);

    await expect(reviewDecision(reject, parts)).resolves.toMatchObject({
      decision: 'approve',
      reviewer: 'ann',
      accepted: false,
      delivered: false,
    });

    expect(states.answers.get('token-1')).toEqual({ output: { decision: 'approve', reviewer: 'ann' } });
  });

  it('sends the stored decision again where the first sending was lost', async () => {
    const { parts, states } = world(crashAt(3, 'before'));
    await expect(reviewDecision(approve, parts)).rejects.toMatchObject({ name: 'Crash' });
    expect(states.answers.size).toBe(0);

    await expect(reviewDecision(reject, parts)).resolves.toMatchObject({ decision: 'approve', delivered: true });

    expect(states.answers.get('token-1')).toEqual({ output: { decision: 'approve', reviewer: 'ann' } });
  });

  it('keeps a decision that comes too late for its execution', async () => {
    const { parts, tables } = world();
    tables.rows.set(`callbacks/review/${reviewId}`, {
      ...tables.rows.get(`callbacks/review/${reviewId}`),
      taskToken: { S: 'gone' },
    });

    await expect(reviewDecision(approve, parts)).resolves.toMatchObject({ accepted: true, delivered: false });

    expect(tables.rows.get(`callbacks/review/${reviewId}`)).toMatchObject({ status: { S: 'DECIDED' } });
  });

  it.each(everyCrash(3))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { parts, states } = world(crashAt(call, moment));
    await expect(reviewDecision(approve, parts)).rejects.toMatchObject({ name: 'Crash' });

    await reviewDecision(approve, parts);

    expect(Object.fromEntries(states.answers)).toEqual({
      'token-1': { output: { decision: 'approve', reviewer: 'ann' } },
    });
  });

  it('does not find a review that nobody asked for', async () => {
    const { parts } = world();
    const event = { ...approve, reviewId: 'review-unknown' };

    await expect(reviewDecision(event, parts)).rejects.toMatchObject({
      name: 'ReviewNotFound',
      message: 'there is no review review-unknown',
    });
  });

  it.each([
    ['nothing', null, 'reviewId must be given'],
    ['another word', { ...approve, decision: 'maybe' }, 'decision must be approve, correct or reject, it is: "maybe"'],
    ['nobody', { ...approve, reviewer: ' ' }, 'reviewer must name who decides'],
    ['a correction of nothing', { ...approve, decision: 'correct', fields: {} }, 'correct needs fields'],
    ['fields with an approval', { ...approve, fields: { total: '1' } }, 'approve takes no fields'],
    ['a comment that is no text', { ...approve, comment: 7 }, 'comment must be text'],
    [
      'fields that no state can hand on',
      { ...approve, decision: 'correct', fields: { a: 'x'.repeat(256 * 1024) } },
      'the corrected fields take more than',
    ],
  ])('refuses %s', async (_, event, message) => {
    const { parts, states } = world();

    await expect(reviewDecision(event, parts)).rejects.toMatchObject({
      name: 'InvalidDecision',
      message: expect.stringContaining(message),
    });
    expect(states.answers.size).toBe(0);
  });

  it('never logs the token', async () => {
    const { parts, log } = world();

    await reviewDecision(approve, parts);
    await reviewDecision(approve, parts);

    expect(log.lines.join('\n')).not.toContain('token-1');
  });
});
