import { findLostModels, lostModelsWarning } from './lost-models';
import type { Change, Plan } from './plan/plan-json';

const haiku = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku';
const nova = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0';
const guardrail = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1';
const address = 'aws_iam_role_policy.document-pipeline';

/** A policy as it is in a plan. */
function policy(...statements: readonly (readonly [action: string, resource: string | readonly string[]])[]) {
  const all = statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action: [Action], Resource }));
  return { name: 'document-pipeline', policy: JSON.stringify({ Version: '2012-10-17', Statement: all }) };
}

/** A plan with one change. */
function plan(change: Change, type = 'aws_iam_role_policy'): Plan {
  return { resource_changes: [{ address, type, name: 'document-pipeline', change }] };
}

const s3 = ['s3:GetObject', 'arn:aws:s3:::bucket/*'] as const;
const before = policy(['bedrock:InvokeModel', [haiku]], ['bedrock:ApplyGuardrail', guardrail], s3);

describe('findLostModels', () => {
  it('names the model and the guardrail that a role loses', () => {
    const after = policy(['bedrock:InvokeModel', [nova]], s3);
    expect(findLostModels(plan({ actions: ['update'], before, after, after_unknown: {} }))).toEqual([
      { address, arns: [haiku, guardrail] },
    ]);
  });

  it.each([
    [
      'keeps them as former ones',
      policy(['bedrock:InvokeModel', [haiku, nova]], ['bedrock:ApplyGuardrail', [guardrail]]),
    ],
    ['keeps them by a pattern', policy(['bedrock:InvokeModel', '*'], ['bedrock:ApplyGuardrail', guardrail])],
    ['loses something else', policy(['bedrock:InvokeModel', haiku], ['bedrock:ApplyGuardrail', guardrail])],
  ])('says nothing of a role that %s', (_, after) => {
    expect(findLostModels(plan({ actions: ['update'], before, after, after_unknown: {} }))).toEqual([]);
  });

  it('says nothing of a new role, and nothing of other resources', () => {
    expect(findLostModels(plan({ actions: ['create'], before: null, after: before, after_unknown: {} }))).toEqual([]);
    expect(findLostModels(plan({ actions: ['delete'], before, after: null }, 'aws_sqs_queue_policy'))).toEqual([]);
    expect(findLostModels({})).toEqual([]);
  });

  it('names a role that goes with its machine', () => {
    expect(findLostModels(plan({ actions: ['delete'], before, after: null, after_unknown: {} }))).toHaveLength(1);
  });

  it('says that a policy which is known only after the apply was not compared', () => {
    const change = {
      actions: ['update'],
      before,
      after: { name: 'document-pipeline' },
      after_unknown: { policy: true },
    };
    expect(findLostModels(plan(change))).toEqual([{ address, arns: undefined }]);
  });
});

describe('lostModelsWarning', () => {
  it('names what to do', () => {
    expect(
      lostModelsWarning(
        [
          { address, arns: [haiku] },
          { address: 'other', arns: undefined },
        ],
        'prod',
      ),
    ).toEqual([
      'Warning: after this plan, running executions may be denied the model or the guardrail that their definition names:',
      `  ${address}`,
      `    loses ${haiku}`,
      '  other',
      '    its policy is known only after the apply, so it was not compared',
      'To keep the permissions, name the former model in `bedrock.former` of environments/prod.yaml, and plan again.',
    ]);
  });

  it('is nothing without losses', () => {
    expect(lostModelsWarning([], 'prod')).toEqual([]);
  });
});
