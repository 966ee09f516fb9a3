import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataLossError, findDataLosses } from './data-losses';
import { type Plan, parsePlan } from './plan-json';
import { planSummary } from './plan-summary';

/** Recorded with Terraform 1.11.4 and `terraform_data`, whose addresses and types were replaced by those of AWS. */
const recorded = parsePlan(readFileSync(join(__dirname, 'testdata', 'terraform-1.11.4-plan.json'), 'utf8'));

describe('a recorded plan', () => {
  it('loses the data of what is removed, renamed, replaced or tainted, and of nothing that is moved or forgotten', () => {
    expect(findDataLosses(recorded)).toEqual([
      { address: 'aws_s3_bucket.documents', action: 'replaced', reason: 'triggers_replace cannot be changed in place' },
      {
        address: 'aws_sqs_queue.dead-letters',
        action: 'destroyed',
        reason: 'the stacks no longer have this address',
      },
      {
        address: 'aws_sqs_queue.undelivered',
        action: 'replaced',
        reason: 'its creation failed, or it was tainted',
      },
      { address: 'aws_dynamodb_table.ledger', action: 'destroyed', reason: 'the stacks no longer have this address' },
    ]);
  });

  it('is summarised with replacements first, and the counts of Terraform', () => {
    expect(planSummary(recorded)).toEqual([
      '  replace  aws_s3_bucket.documents (triggers_replace)',
      '  replace  aws_sns_topic.stored (triggers_replace)',
      '  replace  aws_sqs_queue.undelivered',
      '  destroy  aws_dynamodb_table.ledger',
      '  destroy  aws_sqs_queue.dead-letters',
      '  forget   aws_dynamodb_table.callbacks',
      '  move     aws_dynamodb_table.audit -> aws_dynamodb_table.history',
      '  change   aws_cloudwatch_event_rule.incoming (input, output)',
      '  add      aws_sns_topic.new',
      '  add      aws_sqs_queue.dead-letters-renamed',
      'Plan: 5 to add, 1 to change, 5 to destroy.',
    ]);
  });

  it('is refused with each loss and the commands to go on with', () => {
    const error = dataLossError(findDataLosses(recorded).slice(1, 2), 'prod');
    expect(error.lines).toEqual([
      'this plan would lose data of prod, whose `protectData` is true: the saved plan is deleted',
      '  aws_sqs_queue.dead-letters would be destroyed: the stacks no longer have this address',
      expect.stringMatching(/moveFromId.*npm run plan -- prod.*docs\/deploying\.md#protected-data$/),
    ]);
  });
});

describe('findDataLosses', () => {
  const plan = (type: string, actions: readonly string[], action_reason?: string): Plan => ({
    resource_changes: [
      { address: `${type}.x`, type, name: 'x', change: { actions }, ...(action_reason && { action_reason }) },
    ],
  });

  it.each(['aws_dynamodb_table', 'aws_s3_bucket', 'aws_sqs_queue'])(
    'finds %s, also created before it is destroyed',
    (type) => {
      expect(findDataLosses(plan(type, ['create', 'delete']))).toMatchObject([{ action: 'replaced' }]);
      expect(findDataLosses(plan(type, ['delete']))).toMatchObject([{ action: 'destroyed' }]);
    },
  );

  it.each([['update'], ['create'], ['no-op'], ['forget']])('finds nothing in %s', (action) => {
    expect(findDataLosses(plan('aws_s3_bucket', [action]))).toEqual([]);
  });

  it('finds nothing in a resource without data', () => {
    expect(findDataLosses(plan('aws_sns_topic', ['delete']))).toEqual([]);
  });

  it('names a reason that is not known here', () => {
    expect(findDataLosses(plan('aws_s3_bucket', ['delete'], 'delete_because_new'))).toMatchObject([
      { reason: "Terraform's reason is delete_because_new" },
    ]);
  });
});

describe('planSummary', () => {
  it('counts the resources of a first plan by type', () => {
    const change = { actions: ['create'], before: null, after: {} };
    const added = ['a', 'b'].map((name) => ({ address: `aws_sns_topic.${name}`, type: 'aws_sns_topic', name, change }));
    expect(planSummary({ resource_changes: added })).toEqual([
      '  add      aws_sns_topic (2)',
      'Plan: 2 to add, 0 to change, 0 to destroy.',
    ]);
  });

  it('names arguments that are unknown before the apply, also in blocks, and outputs', () => {
    const change = {
      actions: ['update'],
      before: { definition: 'a', name: 'x', logging: [{ level: 'ALL' }], tags: {} },
      after: { name: 'x', logging: [{}], tags: {} },
      after_unknown: { definition: true, logging: [{ level: true }], tags: {} },
    };
    const address = 'aws_sfn_state_machine.x';
    const plan: Plan = {
      resource_changes: [{ address, type: 'aws_sfn_state_machine', name: 'x', change }],
      output_changes: { region: { actions: ['no-op'] }, x_arn: { actions: ['update'] } },
    };
    expect(planSummary(plan)).toEqual([
      `  change   ${address} (definition, logging)`,
      '  outputs  x_arn',
      'Plan: 0 to add, 1 to change, 0 to destroy.',
    ]);
  });

  it('does not count what data blocks read', () => {
    const data = {
      address: 'data.aws_region.current',
      mode: 'data' as const,
      type: 'aws_region',
      name: 'current',
      change: { actions: ['read'] },
    };
    expect(planSummary({ resource_changes: [data] })).toEqual(['No changes.']);
  });
});
