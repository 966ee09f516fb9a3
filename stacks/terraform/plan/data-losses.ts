import { UserError } from '@document-pipelines/asl/diagnostics';
import { managedChanges, type Plan, type ResourceChange } from './plan-json';

/** The resource types that hold data, which a destruction or replacement loses. */
export const dataTypes: readonly string[] = ['aws_dynamodb_table', 'aws_s3_bucket', 'aws_sqs_queue'];

/** A resource with data that a plan would destroy. */
export interface DataLoss {
  readonly address: string;
  readonly action: 'destroyed' | 'replaced';
  /** Why, for a person. */
  readonly reason: string;
}

/**
 * Returns the buckets, tables and queues that a plan would destroy or replace, for any reason. `prevent_destroy` guards
 * only a block that is still there: one that is renamed or removed takes its guard with it.
 */
export function findDataLosses(plan: Plan): DataLoss[] {
  return managedChanges(plan)
    .filter(({ type, change }) => dataTypes.includes(type) && change.actions.includes('delete'))
    .map((each) => ({
      address: each.address,
      action: each.change.actions.includes('create') ? 'replaced' : 'destroyed',
      reason: reasonOf(each),
    }));
}

/** Returns the error of a plan that would lose data of an environment that protects them. */
export function dataLossError(losses: readonly DataLoss[], environment: string): UserError {
  return new UserError(
    `this plan would lose data of ${environment}, whose \`protectData\` is true: the saved plan is deleted`,
    {
      details: losses.map(({ address, action, reason }) => `  ${address} would be ${action}: ${reason}`),
      help: `keep the addresses and names, or call \`moveFromId('<old address>')\` on a renamed resource, and run npm run plan -- ${environment}; to lose data on purpose, see docs/deploying.md#protected-data`,
    },
  );
}

function reasonOf({ change, action_reason: reason = '' }: ResourceChange): string {
  const paths = (change.replace_paths ?? []).map((path) => path.join('.'));
  if (paths.length > 0) return `${paths.join(', ')} cannot be changed in place`;
  return reasons[reason] ?? (reason === '' ? 'the plan has no reason' : `Terraform's reason is ${reason}`);
}

/** By Terraform's `action_reason`. */
const reasons: Readonly<Record<string, string>> = {
  delete_because_no_resource_config: 'the stacks no longer have this address',
  replace_because_tainted: 'its creation failed, or it was tainted',
  replace_by_request: '`-replace` names it',
  replace_by_triggers: '`replace_triggered_by` names a resource that changes',
};
