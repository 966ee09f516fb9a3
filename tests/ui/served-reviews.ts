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
  /** Commands of the audit, each with the review that it names, at their beginning and at their end. */
  readonly audited: readonly string[];
  statusOf(index: number): string | undefined;
  /** Another person decides. */
  decideElsewhere(index: number): Promise<void>;
  /** Holds the answers of the function back, until the returned function is called. */
  holdDecisions(): () => void;
}

export const idOf = (index: number): string => `review-${String(index).padStart(16, '0')}`;

/** How reviews are served. */
export interface ServeOptions {
  readonly kind?: 'local' | 'aws';
  readonly allowsWrites?: boolean;
  readonly port?: number;
}

/** Serves `count` reviews; the total of the first does not add up. The first three have a document, the others one that cannot be read. */
export async function serveReviews(
  count: number,
  { kind = 'local', ...choice }: ServeOptions = {},
): Promise<ServedReviews> {
  const world = fakeReviewWorld();
  const { rows } = world.tables;
  for (let index = 0; index < count; index += 1) rows.set(`callbacks/review/${idOf(index)}`, rowOf(index));
  const audited: string[] = [];
  const documents = ['wrong-sums.pdf', 'long/long-contract.pdf', 'receipt.png'].map((name) =>
    readFileSync(join(__dirname, '..', '..', 'samples', name)),
  );
  let held: Promise<void> | undefined;
  const decide = (event: HttpRequest) => answerHttp(event, { ...world.decider, now: Date.now, reviewerClaim: 'sub' });
  const answers: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Promise<object>>> = {
    Scan: async () => ({ Items: [...rows].filter(([key]) => key.startsWith('callbacks/')).map(([, row]) => row) }),
    Query: async ({ ExpressionAttributeValues: values }) => {
      const row = rows.get(`callbacks/${(values as { readonly ':key': { readonly S: string } })[':key'].S}`);
      return { Items: row === undefined ? [] : [row] };
    },
    GetItem: async () => ({ Item: { versionId: { S: 'v1' } } }),
    GetObject: async ({ Key: key }) => {
      const bytes = documents[Number(/\/(\d+)-/.exec(String(key))?.[1])] ?? Buffer.from('no document');
      return { Body: new Uint8Array(bytes), ContentLength: bytes.length };
    },
    PutObject: async ({ Key: key, Body: body }) => {
      const { command, request } = JSON.parse(String(body)) as { command: string; request: { reviewIds: string[] } };
      audited.push(`${command} ${request.reviewIds.join()} ${/(begun|ended)\.json$/.exec(String(key))?.[1]}`);
      return {};
    },
    Invoke: async ({ Payload: payload }) => {
      const event = JSON.parse(Buffer.from(payload as Uint8Array).toString()) as HttpRequest;
      const answer = await decide(event);
      if (!String(event.body).includes('checkOnly')) await held;
      return { Payload: Buffer.from(JSON.stringify(answer)) };
    },
  };
  const account = accountWith(async (service, operation, input) => {
    const answer = answers[operation];
    if (answer === undefined) throw new Error(`${service}:${operation} is not expected`);
    return answer(input) as ReturnType<Account['call']>;
  });
  const pages = [reviewPages({ ...account, names: { ...account.names, maxDocumentBytes: 10_000_000 } })];
  const ui = await serveUi({
    source: { ...(await sampleSource(1)), kind },
    ...choice,
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
    holdDecisions: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
  };
}

/** A review as request-review leaves it. */
function rowOf(index: number) {
  return {
    callbackId: { S: `review/${idOf(index)}` },
    status: { S: 'WAITING' },
    taskToken: { S: `token-${index}` },
    round: { N: '1' },
    confidence: { N: '0.62' },
    documentType: { S: 'invoice' },
    documentId: { S: `document-${index}` },
    documentKey: { S: `incoming/${String(index).padStart(5, '0')}-${hostile}.pdf` },
    reasons: { S: JSON.stringify([`Confidence 0.62. ${hostile}`]) },
    executionArn: { S: `arn:execution-${index}` },
    fields: {
      S: JSON.stringify({
        ...fields,
        invoiceNumber: `WS-${1001 + index}`,
        ...(index === 0 ? { total: '2041.60' } : {}),
      }),
    },
    answerBefore: { S: '2099-01-01T00:00:00.000Z' },
    reminders: { N: '0' },
  };
}
