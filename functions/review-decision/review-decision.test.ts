// One function and one waiting review: over 300 lines, since parts would repeat its world.
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { crashAt, everyCrash, fakeClient, type Interruption, on, serviceError } from '../../tests/fakes/fake-client';
import { fakeReviewWorld } from '../../tests/fakes/fake-review-world';
import { earlierDocument } from '../process-invoice/earlier-document';
import { reviewDecision } from './review-decision';

const reviewId = 'review-0123456789abcdef';
const reviewRow = `callbacks/review/${reviewId}`;
const auditRow = `audit/${reviewId}/arn:execution`;

const read = { invoiceNumber: 'A-17', invoiceDate: '2024-01-01', total: '10.00', currency: 'EUR', lineItems: [] };

/** A review that waits, as request-review leaves it. */
function waiting(interruption?: Interruption) {
  const world = fakeReviewWorld(interruption);
  world.tables.rows.set(reviewRow, {
    callbackId: { S: `review/${reviewId}` },
    status: { S: 'WAITING' },
    taskToken: { S: 'token-1' },
    round: { N: '1' },
    documentType: { S: 'invoice' },
    documentId: { S: 'document' },
    executionArn: { S: 'arn:execution' },
    fields: { S: JSON.stringify(read) },
    answerBefore: { S: '2024-01-01T01:00:00.000Z' },
    reminders: { N: '2' },
  });
  return { ...world, dependencies: world.decider };
}

const approve = { reviewId, decision: 'approve', reviewer: 'ann' };
const reject = { reviewId, decision: 'reject', reviewer: 'bob', comment: 'not ours' };
const correction = {
  reviewId,
  decision: 'correct',
  reviewer: 'ann',
  fields: { total: '12', subtotal: '10,00', tax: '2.00' },
};
const corrected = { ...read, total: '12.00', subtotal: '10.00', tax: '2.00' };
const diff = [
  { field: 'total', before: '10.00', after: '12.00' },
  { field: 'subtotal', after: '10.00' },
  { field: 'tax', after: '2.00' },
];

describe('reviewDecision', () => {
  it.each([
    ['approve', approve, { output: { decision: 'approve', reviewer: 'ann' } }],
    [
      'correct, laid over the fields',
      correction,
      { output: { decision: 'correct', reviewer: 'ann', fields: corrected } },
    ],
    ['reject', reject, { error: 'RejectedByReviewer', cause: 'rejected by bob: not ours' }],
  ])('answers the waiting state: %s', async (_, event, answer) => {
    const { dependencies, states, tables } = waiting();

    await expect(reviewDecision(event, dependencies)).resolves.toMatchObject({ accepted: true, delivered: true });

    expect(states.answers.get('token-1')).toEqual(answer);
    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'DECIDED' } });
  });

  it('says what a correction changes, stores it and writes it into the audit row', async () => {
    const { dependencies, tables } = waiting();

    await expect(reviewDecision(correction, dependencies)).resolves.toMatchObject({ decision: 'correct', diff });

    expect(JSON.parse(tables.rows.get(reviewRow)?.['decision']?.S ?? '')).toMatchObject({ diff, fields: corrected });
    expect(tables.rows.get(auditRow)).toEqual({
      reviewId: { S: reviewId },
      executionArn: { S: 'arn:execution' },
      documentId: { S: 'document' },
      documentType: { S: 'invoice' },
      round: { N: '1' },
      decision: { S: 'correct' },
      reviewer: { S: 'ann' },
      decidedAt: { S: '2024-01-01T00:00:00.000Z' },
      diff: { S: JSON.stringify(diff) },
    });
  });

  it('lets the first decision win, and tells the second whose it was', async () => {
    const { dependencies, states, tables } = waiting();
    await reviewDecision(approve, dependencies);

    await expect(reviewDecision(reject, dependencies)).resolves.toMatchObject({
      decision: 'approve',
      reviewer: 'ann',
      accepted: false,
      contradicts: true,
      delivered: false,
    });

    expect(states.answers.get('token-1')).toEqual({ output: { decision: 'approve', reviewer: 'ann' } });
    expect(tables.rows.get(auditRow)).toMatchObject({ decision: { S: 'approve' }, reviewer: { S: 'ann' } });
  });

  it.each([
    ['the same decision', approve, approve, false],
    ["somebody else's same decision", approve, { ...approve, reviewer: 'bob' }, false],
    ['the same correction', correction, correction, false],
    ['another correction', correction, { ...correction, fields: { total: '13.00', subtotal: '13.00' } }, true],
    ['another correction that does not add up', correction, { ...correction, fields: { total: '13.00' } }, true],
  ])('takes %s as a repeat or not', async (_, first, second, contradicts) => {
    const { dependencies } = waiting();
    await reviewDecision(first, dependencies);

    await expect(reviewDecision(second, dependencies)).resolves.toMatchObject({ accepted: false, contradicts });
  });

  it('sends the stored decision again where the first sending was lost', async () => {
    const { dependencies, states } = waiting(crashAt(4, 'before'));
    await expect(reviewDecision(approve, dependencies)).rejects.toMatchObject({ name: 'Crash' });
    expect(states.answers.size).toBe(0);

    await expect(reviewDecision(reject, dependencies)).resolves.toMatchObject({ decision: 'approve', delivered: true });

    expect(states.answers.get('token-1')).toEqual({ output: { decision: 'approve', reviewer: 'ann' } });
  });

  it('keeps a decision that comes too late for its execution', async () => {
    const { dependencies, tables } = waiting();
    tables.rows.set(reviewRow, { ...tables.rows.get(reviewRow), taskToken: { S: 'gone' } });

    await expect(reviewDecision(approve, dependencies)).resolves.toMatchObject({ accepted: true, delivered: false });

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'DECIDED' } });
  });

  it('takes no decision after its time, and repeats one that was taken in time', async () => {
    const { dependencies, clock, tables } = waiting();
    clock.now += 3600 * 1000;

    await expect(reviewDecision(approve, dependencies)).rejects.toMatchObject({
      name: 'ReviewExpired',
      message: `${reviewId} could be decided until 2024-01-01T01:00:00.000Z; it is asked for once more, with a new link`,
    });
    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' } });

    clock.now -= 1;
    await reviewDecision(approve, dependencies);
    clock.now += 1;
    await expect(reviewDecision(approve, dependencies)).resolves.toMatchObject({
      decision: 'approve',
      contradicts: false,
    });
  });

  it('takes the reminders back, and is done even where that fails', async () => {
    const { dependencies, log } = waiting();
    const deleted: unknown[] = [];
    const scheduler = fakeClient<SchedulerClient>([
      on(DeleteScheduleCommand, ({ Name }) => {
        deleted.push(Name);
        throw serviceError(deleted.length === 1 ? 'ResourceNotFoundException' : 'ThrottlingException');
      }),
    ]);

    const reminders = { ...dependencies.reminders, scheduler };
    await expect(reviewDecision(approve, { ...dependencies, reminders })).resolves.toMatchObject({ delivered: true });

    expect(deleted).toHaveLength(2);
    expect(log.lines.filter((line) => line.includes('could not be taken back'))).toHaveLength(1);
  });

  describe('when another execution takes the review over between reading and writing', () => {
    /** The row changes right before the decision is written. */
    function raced(change: Readonly<Record<string, { readonly S: string }>>) {
      const world = waiting();
      const { dynamodb } = world.tables;
      const send = async (command: { readonly input: object }) => {
        if (command instanceof UpdateItemCommand)
          world.tables.rows.set(reviewRow, { ...world.tables.rows.get(reviewRow), ...change });
        return (dynamodb.send as (asked: object) => Promise<unknown>)(command);
      };
      const callbacks = { ...world.dependencies.callbacks, dynamodb: { send } as unknown as typeof dynamodb };
      return { ...world, dependencies: { ...world.dependencies, callbacks } };
    }
    const taken = { executionArn: { S: 'arn:new' }, taskToken: { S: 'token-2' }, fields: { S: '{"total":"99.00"}' } };

    it.each([
      ['an approval', approve],
      ['a correction of what was shown', correction],
    ])('%s is neither stored nor sent', async (_, event) => {
      const { dependencies, states, tables } = raced(taken);

      await expect(reviewDecision(event, dependencies)).rejects.toMatchObject({
        name: 'ReviewChanged',
        message: `${reviewId} has been asked for again meanwhile: look at it once more, then decide`,
      });

      expect(tables.rows.get(reviewRow)).toMatchObject({ ...taken, status: { S: 'WAITING' } });
      expect(tables.rows.get(reviewRow)).not.toHaveProperty('decision');
      expect([...states.answers, ...[...tables.rows.keys()].filter((name) => name.startsWith('audit/'))]).toEqual([]);
    });

    it('the decision that the other one was given stands', async () => {
      const decision = { decision: 'reject', reviewer: 'bob', decidedAt: '2024-01-01T00:00:00.000Z' };
      const { dependencies, states } = raced({
        ...taken,
        status: { S: 'DECIDED' },
        decision: { S: JSON.stringify(decision) },
      });

      await expect(reviewDecision(approve, dependencies)).resolves.toMatchObject({
        executionArn: 'arn:new',
        decision: 'reject',
        accepted: false,
        contradicts: true,
      });

      expect([...states.answers.keys()]).toEqual(['token-2']);
    });
  });

  it.each(everyCrash(4))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { dependencies, states, tables } = waiting(crashAt(call, moment));
    await expect(reviewDecision(approve, dependencies))
      .rejects.toMatchObject({ name: 'Crash' })
      .catch(() => undefined);

    await reviewDecision(approve, dependencies);

    expect(Object.fromEntries(states.answers)).toEqual({
      'token-1': { output: { decision: 'approve', reviewer: 'ann' } },
    });
    expect(tables.rows.get(auditRow)).toMatchObject({ reviewer: { S: 'ann' } });
  });

  it('does not find a review that nobody asked for', async () => {
    const { dependencies } = waiting();
    const event = { ...approve, reviewId: 'review-unknown' };

    await expect(reviewDecision(event, dependencies)).rejects.toMatchObject({
      name: 'ReviewNotFound',
      message: 'there is no review review-unknown',
    });
  });

  it.each([
    ['nothing', null, 'reviewId must be given'],
    ['another word', { ...approve, decision: 'maybe' }, 'decision must be approve, correct or reject, it is: "maybe"'],
    ['nobody', { ...approve, reviewer: ' ' }, 'reviewer must name who decides'],
    ['a correction of nothing', { ...correction, fields: {} }, 'correct needs fields'],
    ['a correction that changes nothing', { ...correction, fields: { total: '10.00' } }, 'what stands there already'],
    [
      'a correction that is read as what is there',
      { ...correction, fields: { total: '10' } },
      'what stands there already',
    ],
    [
      'an amount that is none',
      { ...correction, fields: { total: 'abc' } },
      'The total is given as "abc", which is no amount.',
    ],
    [
      'a day that does not exist',
      { ...correction, fields: { invoiceDate: '31.02.2026' } },
      'The field invoiceDate is given as "31.02.2026"',
    ],
    ['a currency that is none', { ...correction, fields: { currency: 'Thaler' } }, 'The currency is given as "Thaler"'],
    [
      'a line that is unreadable',
      { ...correction, fields: { lineItems: [{ amount: 'x' }] } },
      'The amount of line 1 is given as "x"',
    ],
    [
      'to accept what is no correction',
      { ...approve, accept: true },
      'accept must be true or false, and goes with correct',
    ],
    ['a misspelt field', { ...correction, fields: { totel: '1' } }, 'there is no field "totel"; did you mean total?'],
    ['a field of another world', { ...correction, fields: { colour: '1' } }, 'there is no field "colour"; there are: '],
    ['a number where text is due', { ...correction, fields: { total: 12 } }, 'total must be text, it is: 12'],
    ['text where a list is due', { ...correction, fields: { lineItems: 'x' } }, 'lineItems must be a list, it is: "x"'],
    ['fields with an approval', { ...approve, fields: { total: '1' } }, 'approve takes no fields'],
    ['a comment that is no text', { ...approve, comment: 7 }, 'comment must be text'],
    ['a comment without end', { ...approve, comment: 'x'.repeat(2_001) }, 'comment must have at most 2000 letters'],
    [
      'fields that no row has room for',
      { ...correction, fields: { title: 'x'.repeat(120 * 1024) } },
      'the corrected fields take more than',
    ],
  ])('refuses %s', async (_, event, message) => {
    const { dependencies, states } = waiting();

    await expect(reviewDecision(event, dependencies)).rejects.toMatchObject({
      name: 'InvalidDecision',
      message: expect.stringContaining(message),
    });
    expect(states.answers.size).toBe(0);
  });

  const failing = { ...correction, fields: { total: '233,47', tax: '2.00', subtotal: '10.00' } };
  const failedChecks = ['Subtotal 10.00 EUR and tax 2.00 EUR make 12.00 EUR, but the total says 233.47 EUR.'];

  it('decides nothing by a correction that does not add up, and reports what does not', async () => {
    const { dependencies, states, tables } = waiting();

    await expect(reviewDecision(failing, dependencies)).rejects.toMatchObject({ name: 'ChecksFail', failedChecks });

    expect(states.answers.size).toBe(0);
    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' } });
  });

  it('takes it with accept, normalised, and writes into the audit row what failed', async () => {
    const { dependencies, states, tables } = waiting();

    await expect(reviewDecision({ ...failing, accept: true }, dependencies)).resolves.toMatchObject({
      accepted: true,
      failedChecks,
    });

    expect(states.answers.get('token-1')).toMatchObject({ output: { fields: { total: '233.47' } } });
    expect(JSON.parse(tables.rows.get(auditRow)?.['failedChecks']?.S ?? '')).toEqual(failedChecks);
  });

  it('fails a correction to the number, supplier and total of an earlier document', async () => {
    const { dependencies } = waiting();
    const fields = { ...correction.fields, supplierName: 'Bolts & Sons' };
    const earlier = {
      documentId: 'earlier',
      key: 'incoming/e.pdf',
      documentType: 'invoice',
      fields: { ...corrected, ...fields, total: '12.00' },
    };
    await earlierDocument(earlier, dependencies.invoices);

    await expect(reviewDecision({ ...correction, fields }, dependencies)).rejects.toMatchObject({
      name: 'ChecksFail',
      failedChecks: ['incoming/e.pdf (document earlier) has the same number A-17, supplier and total 12.00.'],
    });
  });

  it('takes only the fields that were shown where no document is decided on', async () => {
    const { dependencies, tables } = waiting();
    const { documentId: _documentId, ...row } = tables.rows.get(reviewRow) ?? {};
    tables.rows.set(reviewRow, row);

    await expect(reviewDecision(correction, dependencies)).rejects.toThrow('there is no field "subtotal"');
    await expect(reviewDecision(approve, dependencies)).resolves.not.toHaveProperty('documentId');
  });
});
