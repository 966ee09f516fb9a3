import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPolicies } from '../../packages/local-aws/src/policies';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';
import { nameIn, type Resource } from '../synthesised-stacks/synthesised-stack';
import { apis, refreshes, region } from './refreshed-resources';

const doc = readFileSync(join(__dirname, '..', '..', 'docs', 'deploying.md'), 'utf8');

function documented(name: string): string {
  const [, text] = new RegExp(`\`\`\`json ${name}\\n([\\s\\S]*?)\\n\`\`\``).exec(doc) ?? [];
  if (text === undefined) throw new Error(`docs/deploying.md has no policy ${name}`);
  return text;
}

const policies = createPolicies({ partition: 'aws', region: 'us-east-1', account: '123456789012' });
policies.putRole('role', '{"Version":"2012-10-17","Statement":[]}');
policies.putRolePolicy('role', 'plan', documented('plan-role'));
const isAllowed = (action: string, resource: string) => policies.allowsRole('role', { action, resource }).allowed;

const state = 'arn:aws:s3:::my-terraform-states/document-pipelines/dev.tfstate';
const savedPlan = 'arn:aws:s3:::my-terraform-states/document-pipelines/plans/dev/abc.tfplan';
const documentObject = 'arn:aws:s3:::dev-documents-123456789012-us-east-1/incoming/invoice.pdf';
const resultObject = 'arn:aws:s3:::dev-results-123456789012-us-east-1/abc/document.json';
const execution = `arn:aws:states:${region}:execution:dev-document-pipeline:abc`;
const machine = `arn:aws:states:${region}:stateMachine:dev-document-pipeline`;
const logStream = `arn:aws:logs:${region}:log-group:/aws/lambda/dev-extract-text:log-stream:abc`;
const role = 'arn:aws:iam::123456789012:role/dev-extract-text-us-east-1';

const denied: readonly (readonly [resource: string, actions: readonly string[]])[] = [
  [documentObject, ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:PutObject', 's3:DeleteObject']],
  [resultObject, ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject']],
  [
    'arn:aws:s3:::dev-documents-123456789012-us-east-1',
    ['s3:PutBucketPolicy', 's3:DeleteBucket', 's3:ListBucketVersions'],
  ],
  [state, ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObjectVersion']],
  [savedPlan, ['s3:GetObject', 's3:DeleteObject']],
  [savedPlan.replace('dev', 'prod'), ['s3:PutObject', 's3:GetObject', 's3:DeleteObject']],
  [state.replace('dev', 'prod'), ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']],
  [`${state.replace('dev', 'prod')}.tflock`, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']],
  ['arn:aws:s3:::my-terraform-states', ['s3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:DeleteBucket']],
  [
    `arn:aws:dynamodb:${region}:table/dev-ledger`,
    [
      'GetItem',
      'BatchGetItem',
      'Query',
      'Scan',
      'PartiQLSelect',
      'ExportTableToPointInTime',
      'PutItem',
      'UpdateItem',
      'DeleteTable',
    ].map((each) => `dynamodb:${each}`),
  ],
  [
    execution,
    ['DescribeExecution', 'GetExecutionHistory', 'StopExecution', 'RedriveExecution'].map((each) => `states:${each}`),
  ],
  [
    machine,
    ['ListExecutions', 'StartExecution', 'UpdateStateMachine', 'DeleteStateMachine'].map((each) => `states:${each}`),
  ],
  [
    `arn:aws:sqs:${region}:dev-dead-letters`,
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SendMessage', 'sqs:PurgeQueue'],
  ],
  [`arn:aws:sns:${region}:dev-stored`, ['sns:Publish', 'sns:Subscribe', 'sns:SetTopicAttributes']],
  [logStream, ['logs:GetLogEvents', 'logs:FilterLogEvents']],
  [
    `arn:aws:logs:${region}:log-group:/aws/lambda/dev-extract-text`,
    ['logs:FilterLogEvents', 'logs:StartQuery', 'logs:StartLiveTail'],
  ],
  [`arn:aws:lambda:${region}:function:dev-review-decision`, ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode']],
  [`arn:aws:kms:${region}:key/abc`, ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:PutKeyPolicy']],
  [role, ['iam:PassRole', 'sts:AssumeRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']],
  [`${apis}/restapis/abc`, ['apigateway:POST', 'apigateway:PATCH', 'apigateway:DELETE', 'apigateway:PUT']],
  ['arn:aws:execute-api:us-east-1:123456789012:abc/v1/POST/classify', ['execute-api:Invoke']],
  [
    '*',
    [
      'bedrock:InvokeModel',
      'textract:GetDocumentTextDetection',
      's3:ListAllMyBuckets',
      'secretsmanager:GetSecretValue',
    ],
  ],
  [`arn:aws:dynamodb:${region}:table/prod-ledger`, ['dynamodb:DescribeTable']],
  [`arn:aws:states:${region}:stateMachine:prod-document-pipeline`, ['states:DescribeStateMachine']],
];

describe('the role to plan with', () => {
  const dev = synthesisedStacks().find(({ environment }) => environment === 'dev')!;

  it.each([...new Set(dev.resources.map(({ type }) => type))])('may refresh every %s', (type) => {
    const [actions, arnOf] = refreshes[type] ?? [];
    expect([type, actions]).toEqual([type, expect.anything()]);
    const isRefused = (resource: Resource) =>
      actions?.some((action) => !isAllowed(action, arnOf?.(resource.arguments, dev) ?? ''));
    expect(
      dev
        .ofType(type)
        .filter(isRefused)
        .map(({ address }) => nameIn(address)),
    ).toEqual([]);
  });

  it('may read the state, and write its lock and saved plans alone', () => {
    expect(isAllowed('s3:GetObject', state)).toBe(true);
    expect(isAllowed('s3:ListBucket', 'arn:aws:s3:::my-terraform-states')).toBe(true);
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])
      expect(isAllowed(action, `${state}.tflock`)).toBe(true);
    expect(isAllowed('states:ValidateStateMachineDefinition', '*')).toBe(true);
    expect(isAllowed('s3:PutObject', savedPlan)).toBe(true);
  });

  it.each(denied)('may not read data of %s or change it', (resource, actions) => {
    expect(actions.filter((action) => isAllowed(action, resource))).toEqual([]);
  });

  it('has only the actions that it needs', () => {
    const needed = new Set([
      ...Object.values(refreshes).flatMap(([actions]) => actions),
      ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 'states:ValidateStateMachineDefinition'],
      // The provider waits with it for a function that another apply is changing.
      'lambda:GetFunctionConfiguration',
    ]);
    const { Statement: statements } = JSON.parse(documented('plan-role')) as {
      Statement: { Action: string | string[] }[];
    };
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !needed.has(action))).toEqual([]);
  });

  it('fits into a managed policy', () => {
    expect(JSON.stringify(JSON.parse(documented('plan-role'))).length).toBeLessThan(6_144);
  });

  it('is trusted for main and for pull requests of this repository, by exact names', () => {
    const { Statement: statements } = JSON.parse(documented('plan-role-trust')) as { Statement: object[] };
    expect(statements).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': [
              'repo:<owner>/<repository>:ref:refs/heads/main',
              'repo:<owner>/<repository>:pull_request',
            ],
          },
        },
      }),
    ]);
    expect(doc).toMatch(
      /For prod, and for every environment with `protectData: true`, remove the line `:pull_request`/,
    );
  });
});
