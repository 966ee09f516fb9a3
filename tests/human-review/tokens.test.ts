import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import type { SynthesisedApp } from '@document-pipelines/local-aws/apply';
import { createConverse } from '../../offline-reader';
import { localAccount } from '../../operations/account';
import { sendDecision } from '../../operations/reviews/send-decision';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

jest.setTimeout(180_000);

const issuer = 'https://issuer.example';
const synthesis = synthesisedCopy();
const stateFolder = mkdtempSync(join(tmpdir(), 'review-tokens-'));
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let local: Local;

/** The dev stack with an issuer in its environment: stacks/pipelines/human-review/review-api.test.ts checks that it is the same. */
function withIssuer(app: SynthesisedApp): SynthesisedApp {
  const resources = app.resources.map((resource) =>
    resource.type === 'aws_apigatewayv2_route'
      ? {
          ...resource,
          arguments: {
            ...resource.arguments,
            authorization_type: 'JWT',
            authorizer_id: '${aws_apigatewayv2_authorizer.reviewers.id}',
          },
        }
      : resource,
  );
  const [like] = resources;
  if (like === undefined) throw new Error('the stack is empty');
  const authorizer = {
    ...like,
    address: 'aws_apigatewayv2_authorizer.reviewers',
    type: 'aws_apigatewayv2_authorizer',
    name: 'reviewers',
    arguments: {
      api_id: '${aws_apigatewayv2_api.reviews.id}',
      name: 'reviewers',
      authorizer_type: 'JWT',
      identity_sources: ['$request.header.Authorization'],
      jwt_configuration: { issuer, audience: ['reviews'] },
    },
  };
  return { ...app, resources: [...resources, authorizer] };
}

beforeAll(async () => {
  const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] };
  writeFileSync(join(stateFolder, 'jwks.json'), JSON.stringify(keys));
  const stackFolder = join(synthesis.folder, 'stacks', 'dev');
  local = await startLocal({
    stackFolder,
    stateFolder,
    command: 'test',
    converse: createConverse(),
    checks: keptChecks,
    reader: sharedReader,
    change: withIssuer,
  });
});

afterAll(async () => {
  await local.close();
  synthesis.remove();
  rmSync(stateFolder, { recursive: true, force: true });
});

function token(claims: object): string {
  const parts = [{ alg: 'RS256', kid: 'k1' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, createSign('sha256').update(parts.join('.')).sign(privateKey).toString('base64url')].join('.');
}

const show = (headers: Record<string, string> = {}) =>
  fetch(`${String(local.outputs['review_api_endpoint'])}/reviews/review-of-nothing`, { headers });

it('lets a token of the issuer in as far as the function, and nobody else', async () => {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const good = token({ iss: issuer, aud: 'reviews', sub: 'user-7', exp });
  const foreign = token({ iss: 'https://other.example', aud: 'reviews', sub: 'user-7', exp });

  const answered = await show({ authorization: `Bearer ${good}` });

  expect([answered.status, await answered.json()]).toEqual([
    404,
    { error: 'ReviewNotFound', message: 'there is no review review-of-nothing' },
  ]);
  expect((await show({ authorization: `Bearer ${foreign}` })).status).toBe(401);
  expect((await show()).status).toBe(401);
});

it('takes a decision of the command at this computer, which has no token', async () => {
  const account = localAccount(local, new AbortController().signal);

  expect(await sendDecision(account, 'review-of-nothing', { decision: 'approve' })).toEqual({
    statusCode: 404,
    body: { error: 'ReviewNotFound', message: 'there is no review review-of-nothing' },
  });
});
