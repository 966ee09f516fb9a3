import type { Local } from '@document-pipelines/local-aws';
import { sdkCalls } from '@document-pipelines/local-aws/environment';
import type { Permission, Shape } from '@document-pipelines/local-aws/services';
import type { Statement } from '../../stacks/policy';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';
import { type AwsProject, awsProject, setVariables } from './aws-project';

/** One of the synthesised managed policies. */
export type PolicyName = 'operator-read' | 'operator-data' | 'operator-write';

/** An environment that people operate over HTTP with a role, whose policies are evaluated. */
export interface OperatedEnvironment extends Pick<AwsProject, 'folder' | 'options' | 'printed'> {
  readonly local: Local;
  readonly ledger: OpenedLedger;
  /** From then on, commands use the credentials of a role that has exactly these policies. */
  as(policies: readonly PolicyName[]): Promise<void>;
  /** A call with those credentials. */
  call(service: string, operation: string, input: Shape): Promise<Shape>;
  /** Every permission that was asked for, and granted, to the role. */
  readonly used: readonly Permission[];
  statementsOf(policy: PolicyName): readonly Statement[];
  close(): Promise<void>;
}

const roleArn = 'arn:aws:iam::123456789012:role/operator';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'sts:AssumeRole' }],
});

/** Applies dev, and serves it. */
export async function operatedEnvironment(): Promise<OperatedEnvironment> {
  const ledger = await openLedger();
  const { local } = ledger;
  const project = await awsProject(local.endpointUrl, local.outputs);
  const used = recordGranted(local);
  const asOperator = sdkCalls({
    region: 'us-east-1',
    endpointUrl: local.endpointUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let restore = (): void => undefined;
  return {
    folder: project.folder,
    options: project.options,
    printed: project.printed,
    local,
    ledger,
    used,
    async as(policies) {
      restore();
      local.policies.putRole(roleArn, trust);
      for (const policy of policies)
        local.policies.attachRolePolicy(roleArn, String(local.outputs[`${policy.replace('-', '_')}_policy_arn`]));
      const { Credentials: credentials } = await asOperator('sts', 'AssumeRole', {
        RoleArn: roleArn,
        RoleSessionName: 'operator',
      });
      const { AccessKeyId, SecretAccessKey, SessionToken } = credentials as Readonly<Record<string, string>>;
      restore = setVariables({
        AWS_ACCESS_KEY_ID: AccessKeyId,
        AWS_SECRET_ACCESS_KEY: SecretAccessKey,
        AWS_SESSION_TOKEN: SessionToken,
      });
    },
    call: (service, operation, input) => sdkCalls({ region: 'us-east-1' })(service, operation, input),
    statementsOf: (policy) => statementsOf(local, policy),
    async close() {
      restore();
      await project.close();
      await ledger.close();
    },
  };
}

function recordGranted({ policies }: Local): readonly Permission[] {
  const used: Permission[] = [];
  const { authorise } = policies;
  policies.authorise = (caller, permission) => {
    const decision = authorise.call(policies, caller, permission);
    if (caller.kind === 'role' && caller.roleArn === roleArn && decision.allowed) used.push(permission);
    return decision;
  };
  return used;
}

const documents = new WeakMap<Local, Map<string, readonly Statement[]>>();

/** The same objects at each call: statements are compared by identity. */
function statementsOf(local: Local, policy: PolicyName): readonly Statement[] {
  const known = documents.get(local) ?? new Map<string, readonly Statement[]>();
  documents.set(local, known);
  const found = known.get(policy) ?? parse(local, policy);
  known.set(policy, found);
  return found;
}

function parse({ applied }: Local, policy: PolicyName): readonly Statement[] {
  const { policy: document } = applied.attributes[`aws_iam_policy.${policy}`] ?? {};
  return (JSON.parse(String(document)) as { readonly Statement: readonly Statement[] }).Statement;
}
