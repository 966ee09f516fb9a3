import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';
import { callReviewApi } from './call-review-api';

jest.setTimeout(180_000);

const synthesis = synthesisedCopy();
const stateFolder = mkdtempSync(join(tmpdir(), 'human-review-'));
let opened: OpenedLedger;
let documentId: string;
let reviewId: string;

beforeAll(async () => {
  opened = await openLedger({ synthesisFolder: synthesis.folder, stateFolder });
  documentId = await opened.put('wrong-sums.pdf', 'wrong-sums.pdf');
  await opened.local.idle();
  reviewId = `review-${documentId.slice(0, 16)}`;
});

afterAll(async () => {
  await opened.close();
  synthesis.remove();
  rmSync(stateFolder, { recursive: true, force: true });
});

type Row = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

const api = () => ({ endpoint: String(opened.local.outputs['review_api_endpoint']), region: 'us-east-1' });
const show = () => callReviewApi(api(), { method: 'GET', path: `/reviews/${reviewId}` });
const decide = (body: object) =>
  callReviewApi(api(), { method: 'POST', path: `/reviews/${reviewId}/decision`, body: body as never });

/** The reminders that are planned, in the order in which they are due. */
async function planned(): Promise<readonly string[]> {
  const { Schedules: schedules } = await opened.call('scheduler', 'ListSchedules', {});
  return (schedules as readonly { readonly Name: string }[]).map(({ Name }) => Name);
}

async function rowsOf(TableName: unknown): Promise<readonly Row[]> {
  const { Items: items } = await opened.call('dynamodb', 'Scan', { TableName });
  return items as readonly Row[];
}

const reviewRow = async (): Promise<Row> => {
  const rows = await rowsOf(opened.local.outputs['callbacks_table_name']);
  return rows.find(({ callbackId }) => callbackId?.S === `review/${reviewId}`) ?? {};
};

/** Returns the messages to the topic of reviews. */
function told(): readonly Readonly<Record<string, unknown>>[] {
  const file = join(stateFolder, 'notifications', 'dev-reviews.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { message: Readonly<Record<string, unknown>> }).message);
}

/** Returns the text of every file below a folder. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [readFileSync(path, 'latin1')];
  });
}

it('asks with a link to the API, plans two reminders and waits without a process', async () => {
  expect(told()).toMatchObject([{ kind: 'asked', reviewId, link: `${api().endpoint}/reviews/${reviewId}` }]);
  expect(await planned()).toHaveLength(2);
  await expect(opened.row(documentId)).resolves.toMatchObject({ status: 'IN_REVIEW', reviewId });
});

it('lets nobody in who has not signed', async () => {
  const link = `${api().endpoint}/reviews/${reviewId}`;

  const unsigned = await fetch(link);

  expect([unsigned.status, await unsigned.text()]).toEqual([403, '{"message":"Forbidden"}']);
  const forged = await fetch(`${link}/decision`, { method: 'POST', body: '{"decision":"approve"}' });
  expect(forged.status).toBe(403);
});

it('reminds at the next start of what became due while nobody was there', async () => {
  const [first = ''] = await planned();
  await opened.close();
  const file = join(stateFolder, 'schedules', `dev-reminders~${first}.json`);
  const schedule = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...schedule, dueAt: Date.now() - 1000 }));

  opened = await openLedger({ synthesisFolder: synthesis.folder, stateFolder });
  await opened.local.idle();

  expect(told().slice(1)).toMatchObject([{ kind: 'reminder', reviewId }]);
  expect(await planned()).toHaveLength(1);
});

it('shows what there is to decide, and says what is wrong with a decision', async () => {
  const shown = await show();
  expect(shown).toMatchObject({
    statusCode: 200,
    body: { reviewId, status: 'WAITING', documentType: 'invoice', key: 'incoming/wrong-sums.pdf' },
  });
  expect(shown.body).toMatchObject({ fields: { total: '2041.60' } });

  await expect(decide({ decision: 'correct', fields: { totel: '1' } })).resolves.toMatchObject({
    statusCode: 400,
    body: { error: 'InvalidDecision', message: 'there is no field "totel"; did you mean total?' },
  });
});

it('says of an expired review that it is, to whoever follows the link and whoever decides', async () => {
  const { answerBefore = {} } = await reviewRow();
  const setTime = (time: string) =>
    opened.call('dynamodb', 'UpdateItem', {
      TableName: opened.local.outputs['callbacks_table_name'],
      Key: { callbackId: { S: `review/${reviewId}` } },
      UpdateExpression: 'SET answerBefore = :time',
      ExpressionAttributeValues: { ':time': { S: time } },
    });
  await setTime('2020-01-01T00:00:00.000Z');

  for (const answer of [await show(), await decide({ decision: 'approve' })])
    expect(answer).toMatchObject({ statusCode: 410, body: { error: 'ReviewExpired' } });

  await setTime(String(answerBefore.S));
});

it('takes the first decision, audits it, takes the reminders back and finishes the document', async () => {
  const { taskToken } = await reviewRow();
  const decision = { decision: 'correct', fields: { total: '1941.60' } };

  await expect(decide(decision)).resolves.toMatchObject({
    statusCode: 200,
    body: { accepted: true, delivered: true, diff: [{ field: 'total', before: '2041.60', after: '1941.60' }] },
  });
  await opened.local.idle();

  await expect(opened.row(documentId)).resolves.toMatchObject({ status: 'STORED' });
  expect(await planned()).toEqual([]);
  await expect(decide(decision)).resolves.toMatchObject({ statusCode: 200, body: { accepted: false } });
  await expect(decide({ decision: 'reject' })).resolves.toMatchObject({
    statusCode: 409,
    body: { error: 'DecidedAlready', decision: 'correct' },
  });
  const audit = await rowsOf('dev-audit');
  expect(audit).toMatchObject([
    { reviewId: { S: reviewId }, decision: { S: 'correct' }, reviewer: { S: expect.stringMatching(/:user\//) } },
  ]);
  const said = [await show(), await decide(decision), audit, told()];
  expect(taskToken?.S).toMatch(/.{40}/);
  expect(JSON.stringify(said)).not.toContain(taskToken?.S);
  for (const folder of ['logs', 'notifications', 'schedules'])
    for (const text of filesBelow(join(stateFolder, folder))) expect(text).not.toContain(taskToken?.S);
});

describe('the synthesised stacks', () => {
  const resources = (type: string) => Object.values(opened.local.app.resources).filter((each) => each.type === type);

  it('authorise every route of the API, and let only this API call its function', () => {
    const routes = resources('aws_apigatewayv2_route').map((route) => route.arguments['authorization_type']);
    expect(routes).toEqual(['AWS_IAM', 'AWS_IAM']);
    const permission = resources('aws_lambda_permission').find(({ name }) => name === 'review-api');
    expect(permission?.arguments).toMatchObject({ source_arn: '${aws_apigatewayv2_api.reviews.execution_arn}/*/*' });
  });

  it('log calls of the API without addresses and names of people', () => {
    const [stage] = resources('aws_apigatewayv2_stage');
    expect(JSON.stringify(stage?.arguments)).not.toMatch(/sourceIp|userArn|identity|authorizer|\$context\.path/);
  });

  it('keep audit rows for ever, and let functions only add to them', () => {
    const audit = resources('aws_dynamodb_table').find(({ name }) => name === 'audit');
    expect(audit?.arguments).not.toHaveProperty('ttl');
    const statements = resources('aws_iam_role_policy').flatMap(
      ({ arguments: { policy } }) =>
        (JSON.parse(String(policy)) as { Statement: { Action: unknown; Resource: unknown }[] }).Statement,
    );
    const onAudit = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('aws_dynamodb_table.audit'));
    expect(onAudit.length).toBeGreaterThan(1);
    for (const { Action } of onAudit) expect(Action).toEqual(['dynamodb:PutItem']);
  });
});
