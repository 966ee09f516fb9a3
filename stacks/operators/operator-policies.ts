import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { policyDocument, type Statement } from '../policy';
import { dataStatements } from './data-statements';
import type { OperatorResources } from './operator-resources';
import { readStatements } from './read-statements';
import { writeStatements } from './write-statements';

/**
 * Three managed policies for people who operate this environment with `pipelines … --aws`. They are attached to nothing here: roles and
 * permission sets of people belong to the account. docs/operating.md lists which command needs which.
 */
export class OperatorPolicies extends Construct {
  /** ARNs by the names of their outputs. */
  readonly outputs: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly resources: OperatorResources,
  ) {
    super(scope, id);
    const read = this.policy('read', 'see rows, statuses and counts, no content of documents', readStatements);
    const data = this.policy('data', 'read documents, results, reviews and histories', dataStatements);
    const write = this.policy('write', 'upload, start, redrive and decide', writeStatements);
    this.outputs = {
      operator_read_policy_arn: read.arn,
      operator_data_policy_arn: data.arn,
      operator_write_policy_arn: write.arn,
    };
  }

  private policy(
    name: 'read' | 'data' | 'write',
    what: string,
    statementsOf: (resources: OperatorResources) => readonly Statement[],
  ): IamPolicy {
    const { target } = this.resources;
    return new IamPolicy(this, `policy:operator-${name}`, {
      name: target.roleNameOf(`operator-${name}`),
      description: `Operators of ${target.environment}: ${what}`,
      policy: policyDocument(statementsOf(this.resources)),
    });
  }
}
