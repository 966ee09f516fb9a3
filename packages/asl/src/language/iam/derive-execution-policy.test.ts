import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, optimizedIntegrations } from '../definition';
import type { Substitutions } from '../load';
import { deriveExecutionPolicy } from './derive-execution-policy';

const target = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };

/** `action → resources` of the policy that one Task needs, each action on its own. */
function permissions(task: Record<string, Json>, substitutions: Substitutions = {}): Record<string, readonly string[]> {
  return permissionsOf({ StartAt: 'T', States: { T: { Type: 'Task', End: true, ...task } } }, substitutions);
}

function permissionsOf(definition: { StartAt: string; States: Json }, substitutions: Substitutions = {}) {
  const { statements } = deriveExecutionPolicy(definition, substitutions, target);
  return Object.fromEntries(statements.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource])));
}

const jsonata = (resource: string, given: Json, more: Record<string, Json> = {}) =>
  permissions({ QueryLanguage: 'JSONata', Resource: `arn:aws:states:::${resource}`, Arguments: given, ...more });

describe('deriveExecutionPolicy', () => {
  const cases = readFileSync(join(__dirname, 'testdata', 'integrations.jsonl'), 'utf8')
    .trim()
    .split('\n');

  it.each(cases.map((line) => JSON.parse(line) as { name: string; task: Record<string, Json>; permissions: Json }))(
    'derives $name',
    ({ task, permissions: expected }) => {
      expect(permissions(task)).toEqual(expected);
    },
  );

  it('has a rule for every optimized integration, which names a resource', () => {
    for (const key of Object.keys(optimizedIntegrations)) {
      const { statements } = deriveExecutionPolicy(
        {
          StartAt: 'T',
          States: { T: { Type: 'Task', Resource: `arn:aws:states:::${key}`, Parameters: {}, End: true } },
        },
        {},
        target,
      );
      const unexplained = statements.filter(({ Sid }) => /IsNoKnownIntegration$/.test(Sid));
      expect(unexplained).toEqual([]);
    }
  });

  it.each([
    [
      'a global profile by the profile, the model here and the model without region',
      'global.anthropic.model-1',
      [
        'arn:aws:bedrock:::foundation-model/anthropic.model-1',
        'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/global.anthropic.model-1',
        'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.model-1',
      ],
    ],
    [
      'the ARN of a global profile likewise',
      'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/global.anthropic.model-1',
      [
        'arn:aws:bedrock:::foundation-model/anthropic.model-1',
        'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/global.anthropic.model-1',
        'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.model-1',
      ],
    ],
    ['a model whose name has points', 'deepseek.v3.2', ['arn:aws:bedrock:eu-west-1::foundation-model/deepseek.v3.2']],
  ])('allows %s', (_, id, expected) => {
    const given = { ModelId: id, Messages: [] };
    expect(jsonata('aws-sdk:bedrockruntime:converse', given)['bedrock:InvokeModel']).toEqual(expected);
  });

  it('allows the models behind an application inference profile through this profile alone', () => {
    const profile = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123';
    const Resource = 'arn:aws:states:::aws-sdk:bedrockruntime:converse';
    const task = { Type: 'Task', QueryLanguage: 'JSONata', Resource, Arguments: { ModelId: profile }, End: true };
    const { statements } = deriveExecutionPolicy({ StartAt: 'T', States: { T: task } }, {}, target);
    expect(statements.map(({ Action, Resource: on, Condition }) => ({ Action, on, Condition }))).toEqual([
      {
        Action: ['bedrock:InvokeModel'],
        on: ['arn:aws:bedrock:*::foundation-model/*'],
        Condition: { ArnLike: { 'bedrock:InferenceProfileArn': [profile] } },
      },
      { Action: ['bedrock:InvokeModel'], on: [profile], Condition: undefined },
    ]);
  });

  it('adds no region by guess where an inference profile comes with its models by name', () => {
    const profile = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.model-1';
    const model = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.model-1';
    const converse = { ModelId: '${Model}', Messages: [] };
    const asked = (arns: readonly string[]) =>
      permissions(
        { QueryLanguage: 'JSONata', Resource: 'arn:aws:states:::aws-sdk:bedrockruntime:converse', Arguments: converse },
        { Model: { kind: 'text', value: 'us.anthropic.model-1', arns } },
      );

    expect(asked([profile, model])).toEqual({ 'bedrock:InvokeModel': [profile, model] });
    expect(asked([profile])).toEqual({
      'bedrock:InvokeModel': ['arn:aws:bedrock:*::foundation-model/anthropic.model-1', profile],
    });
  });

  it('gives a placeholder the ARNs that its substitution names, with the reason', () => {
    const substitutions: Substitutions = {
      Table: { kind: 'text', value: 'orders', arn: 'arn:of:the:table' },
      Model: {
        kind: 'text',
        value: 'eu.model',
        arns: ['arn:profile', 'arn:model:1', 'arn:model:2'],
        reason: 'a profile and its models',
      },
    };
    const definition = {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::dynamodb:getItem',
          Parameters: { TableName: '${Table}' },
          Next: 'B',
        },
        B: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:bedrockruntime:converse',
          Parameters: { ModelId: '${Model}' },
          End: true,
        },
      },
    };
    const { statements } = deriveExecutionPolicy(definition, substitutions, target);
    expect(statements).toEqual([
      {
        Sid: 'BedrockInvokeModel',
        Effect: 'Allow',
        Action: ['bedrock:InvokeModel'],
        Resource: ['arn:model:1', 'arn:model:2', 'arn:profile'],
        reasons: ['B calls aws-sdk:bedrockruntime:converse (a profile and its models)'],
      },
      {
        Sid: 'DynamodbGetItem',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem'],
        Resource: ['arn:of:the:table'],
        reasons: ['A calls dynamodb:getItem'],
      },
    ]);
  });

  it('takes Terraform tokens for every part of the place and for values', () => {
    const tokens = { partition: '${data.p.x}', region: '${data.r.x}', account: '${data.a.x}', stateMachineName: 'm' };
    const definition = {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'arn:${P}:states:::dynamodb:getItem',
          Parameters: { TableName: '${T}' },
          Next: 'B',
        },
        B: {
          Type: 'Task',
          Resource: 'arn:${P}:states:::lambda:invoke',
          Parameters: { FunctionName: '${FArn}' },
          End: true,
        },
      },
    };
    const text = (value: string) => ({ kind: 'text', value }) as const;
    const substitutions = {
      P: text('${data.p.x}'),
      T: text('${aws_t.x.name}'),
      FArn: text('${aws_l.x.qualified_arn}'),
    };
    const { statements } = deriveExecutionPolicy(definition, substitutions, tokens);
    expect(statements.map(({ Resource }) => Resource)).toEqual([
      ['arn:${data.p.x}:dynamodb:${data.r.x}:${data.a.x}:table/${aws_t.x.name}'],
      ['${aws_l.x.qualified_arn}'],
    ]);
  });

  it('narrows an expression by what is known of it', () => {
    const bucket = { Bucket: 'reports', Key: "{% $documentId & '/document.json' %}", Body: {} };
    expect(jsonata('aws-sdk:s3:putObject', bucket)).toEqual({
      's3:PutObject': ['arn:aws:s3:::reports/*/document.json'],
    });
    const path = { Bucket: 'reports', 'Key.$': "States.Format('pages/{}/text.txt', $.page)" };
    expect(permissions({ Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: path })).toEqual({
      's3:GetObject': ['arn:aws:s3:::reports/pages/*/text.txt'],
    });
  });

  it('adds the actions on versions, and ListBucket so that a missing key is NoSuchKey', () => {
    const given = { Bucket: 'uploads', Key: 'a', VersionId: '{% $versionId %}' };
    expect(jsonata('aws-sdk:s3:getObjectTagging', given)).toEqual({
      's3:GetObjectTagging': ['arn:aws:s3:::uploads/a'],
      's3:GetObjectVersionTagging': ['arn:aws:s3:::uploads/a'],
      's3:ListBucket': ['arn:aws:s3:::uploads'],
    });
    const caught = { Catch: [{ ErrorEquals: ['S3.NoSuchKeyException'], Next: 'T' }] };
    expect(jsonata('aws-sdk:s3:getObject', { Bucket: 'uploads', Key: 'a' }, caught)).toHaveProperty('s3:ListBucket');
    expect(jsonata('aws-sdk:s3:getObject', { Bucket: 'uploads', Key: 'a' })).not.toHaveProperty('s3:ListBucket');
  });

  it('asks for nothing but AssumeRole where a Task has credentials', () => {
    const task = { Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'q' } };
    expect(permissions({ ...task, Credentials: { RoleArn: 'arn:aws:iam::222222222222:role/other' } })).toEqual({
      'sts:AssumeRole': ['arn:aws:iam::222222222222:role/other'],
    });
  });

  it('lets a Distributed Map start, watch and redrive its children, read its items and write its results', () => {
    const definition = {
      StartAt: 'Batch',
      States: {
        Batch: {
          Type: 'Map',
          Label: 'Batch',
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'One',
            States: {
              One: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:one:7', End: true },
            },
          },
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'CSV' },
            Parameters: { Bucket: 'in', Key: 'list.csv' },
          },
          ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'runs/' } },
          End: true,
        },
      },
    };
    expect(permissionsOf(definition)).toEqual({
      'lambda:InvokeFunction': ['arn:aws:lambda:eu-west-1:123456789012:function:one:7'],
      's3:AbortMultipartUpload': ['arn:aws:s3:::out/runs/*'],
      's3:GetObject': ['arn:aws:s3:::in/list.csv', 'arn:aws:s3:::out/runs/*'],
      's3:ListMultipartUploadParts': ['arn:aws:s3:::out/runs/*'],
      's3:PutObject': ['arn:aws:s3:::out/runs/*'],
      'states:DescribeExecution': [
        'arn:aws:states:eu-west-1:123456789012:execution:m/Batch:*',
        'arn:aws:states:eu-west-1:123456789012:execution:m:*',
      ],
      'states:RedriveExecution': ['arn:aws:states:eu-west-1:123456789012:execution:m/Batch:*'],
      'states:StartExecution': ['arn:aws:states:eu-west-1:123456789012:stateMachine:m'],
      'states:StopExecution': [
        'arn:aws:states:eu-west-1:123456789012:execution:m/Batch:*',
        'arn:aws:states:eu-west-1:123456789012:execution:m:*',
      ],
    });
  });

  it('hands a role only to the service that the call is for', () => {
    const { statements } = deriveExecutionPolicy(
      {
        StartAt: 'T',
        States: {
          T: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
            Parameters: { 'TrainingJobName.$': '$.name', RoleArn: 'arn:aws:iam::123456789012:role/train' },
            End: true,
          },
        },
      },
      {},
      target,
    );
    expect(statements.find(({ Action }) => Action.includes('iam:PassRole'))).toMatchObject({
      Resource: ['arn:aws:iam::123456789012:role/train'],
      Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    });
  });
});
