import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageBundle, type ServedUi, serveUi } from '@document-pipelines/asl/ui';
import { answerHttp } from '../../functions/review-decision/http/answer-http';
import type { HttpRequest } from '../../functions/review-decision/http/http-request';
import type { Account } from '../../operations/account';
import { reviewPages } from '../../operations/ui/reviews/review-pages';
import { sampleSource } from '../../packages/asl/src/ui/tests/sample-source';
import { fakeReviewWorld } from '../fakes/fake-review-world';
import { accountWith } from '../fixtures/account-fixture';

/** Text of a document that a page must not take for anything else. */
export const hostile = '<img src=x onerror=alert(1)>';

const fields = {
  invoiceNumber: 'WS-1001',
  invoiceDate: '2026-06-01',
  supplierName: hostile,
  customerName: 'Merriden Dental Practice',
  currency: 'GBP',
  lineItems: [],
  subtotal: '1618.00',
  tax: '323.60',
  total: '1941.60',
};

/** The page over an account with waiting reviews: its decisions go to the function that decides, in this process. */
export interface ServedReviews {
  readonly ui: ServedUi;
  /** Audit records, `review-approve.begun` among them. */
  readonly audited: string[];
  statusOf(index: number): string | undefined;
  /** Another person decides. */
  decideElsewhere(index: number): Promise<void>;
}

export const idOf = (index: number): string => `review-${String(index).padStart(16, '0')}`;

/** Serves `count` reviews; the total of the first does not add up. Three have a document that can be drawn: drawing 50 takes long. */
export async function serveReviews(count: number): Promise<ServedReviews> {
  const world = fakeReviewWorld();
  const { rows } = world.tables;
  for (let index = 0; index < count; index += 1)
    rows.set(`callbacks/review/${idOf(index)}`, {
      callbackId: { S: `review/${idOf(index)}` },
      status: { S: 'WAITING' },
      taskToken: { S: `token-${index}` },
      round: { N: '1' },
      confidence: { N: '0.62' },
      documentType: { S: 'invoice' },
      documentId: { S: `document-${index}` },
      documentKey: { S: `incoming/${String(index).padStart(3, '0')}-${hostile}.pdf` },
      reasons: { S: JSON.stringify([`Confidence 0.62. ${hostile}`]) },
      executionArn: { S: `arn:execution-${index}` },
      fields: { S: JSON.stringify(index === 0 ? { ...fields, total: '2041.60' } : fields) },
      answerBefore: { S: '2099-01-01T00:00:00.000Z' },
      reminders: { N: '0' },
    });
  const audited: string[] = [];
  const pdf = readFileSync(join(__dirname, '..', '..', 'samples', 'wrong-sums.pdf'));
  const decide = async (event: HttpRequest) =>
    answerHttp(event, { ...world.decider, now: Date.now, reviewerClaim: 'sub' });
  const call: Account['call'] = async (service, operation, input) => {
    if (operation === 'Scan')
      return { Items: [...rows].filter(([key]) => key.startsWith('callbacks/')).map(([, row]) => row) };
    if (operation === 'GetItem') return { Item: { versionId: { S: 'v1' } } };
    if (operation === 'GetObject')
      return { Body: /\/00[0-2]-/.test(String(input['Key'])) ? new Uint8Array(pdf) : Buffer.from('no document') };
    if (operation === 'PutObject') {
      audited.push(String(input['Key']));
      return {};
    }
    if (operation !== 'Invoke') throw new Error(`${service}:${operation} is not expected`);
    const event = JSON.parse(Buffer.from(input['Payload'] as Uint8Array).toString()) as HttpRequest;
    return { Payload: Buffer.from(JSON.stringify(await decide(event))) };
  };
  const pages = [reviewPages(accountWith(call))];
  const ui = await serveUi({
    source: await sampleSource(1),
    pages,
    command: 'pipelines ui',
    bundle: await pageBundle(pages.map(({ module }) => module)),
  });
  return {
    ui,
    audited,
    statusOf: (index) => rows.get(`callbacks/review/${idOf(index)}`)?.['status']?.S,
    decideElsewhere: async (index) => {
      const authorizer = { iam: { userArn: 'arn:aws:iam::123456789012:user/other' } };
      const event = {
        version: '2.0',
        routeKey: 'POST /reviews/{reviewId}/decision',
        pathParameters: { reviewId: idOf(index) },
        body: JSON.stringify({ decision: 'reject', comment: 'not ours' }),
        requestContext: { http: { method: 'POST' }, authorizer },
      };
      await decide(event as unknown as HttpRequest);
    },
  };
}
