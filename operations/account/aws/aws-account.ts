import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { type EnvironmentOptions, findProject, sdkCalls, usualRegion } from '@document-pipelines/local-aws/environment';
import type { Environment } from '../../../environments';
import { operatorCommands } from '../../operator-commands';
import { type Account, type CallerIdentity, callerIdentity } from '../account';
import { accountNames } from '../account-names';
import { settleByPolling } from '../settle-by-polling';
import type { AwsChoice } from './aws-choice';
import { credentialsProblem, DeniedError, isDenied } from './aws-problems';
import { type OperatorPolicy, policiesNeeded } from './policy-needed';
import { readOutputs, type StackOutputs } from './read-outputs';

/** Which environment is opened on AWS. */
export interface AwsAccountOptions extends Pick<EnvironmentOptions, 'cwd' | 'environment' | 'signal'> {
  readonly aws: AwsChoice;
}

/** Attempts for a throttled call: the SDK waits up to 20 seconds between two, and sends less while it is throttled. */
const maxAttempts = 12;

/**
 * Returns the account of an environment on AWS, with the SDK's usual credentials. Asks sts:GetCallerIdentity first, and nothing else
 * before region and account are those of the environment. Throws UserError with what to do.
 */
export async function awsAccount({ cwd, environment, aws, signal }: AwsAccountOptions): Promise<Account> {
  const settings = environmentSettings(cwd, environment);
  const { region } = settings;
  await checkRegion(settings);
  const call = sdkCalls({ region, maxAttempts });
  const caller = await askCaller(call);
  checkAccount(settings, caller);
  const outputs = readOutputs({
    cwd,
    environment,
    ...(aws.outputsFile === undefined ? {} : { outputsFile: aws.outputsFile }),
  });
  checkOutputs(settings, caller, outputs);
  const names = accountNames(outputs);
  return {
    environment,
    region,
    kind: 'aws',
    commands: operatorCommands({ environment, aws }),
    names,
    caller: async () => caller,
    call: async (service, operation, input) => {
      try {
        return await call(service, operation, input);
      } catch (error) {
        if (!isDenied(error)) throw credentialsProblem(error) ?? error;
        const policies = policiesNeeded(service, operation, { input, names });
        throw new DeniedError(
          `${caller.arn} may not call ${service} ${operation}: the policy ${policies.join(' or ')} is missing`,
          {
            details: [`  ${(error as Error).message}`],
            help: `attach ${policies.map((policy) => policyArn(outputs, policy)).join(' or ')} to the role; docs/operating.md lists the policies of each command`,
            cause: error,
          },
        );
      }
    },
    hiddenSeconds: 120,
    pollSeconds: 2,
    settle: settleByPolling({ first: 1, most: 15 }, signal),
  };
}

function environmentSettings(cwd: string, environment: string): Environment {
  const { loadEnvironments } = require('../../../environments') as typeof import('../../../environments');
  const [settings] = loadEnvironments(join(findProject(cwd).root, 'environments'), [environment]);
  if (settings === undefined) throw new UserError(`there is no environment ${environment}`);
  return settings;
}

async function checkRegion({ name, region }: Environment): Promise<void> {
  const usual = await usualRegion();
  if (usual === undefined || usual === region) return;
  throw new UserError(`${name} is in ${region}, and the region of your settings is ${usual}`, {
    help: `set AWS_REGION=${region}, or a profile (AWS_PROFILE) of that region`,
  });
}

async function askCaller(call: ReturnType<typeof sdkCalls>): Promise<CallerIdentity> {
  try {
    return callerIdentity(await call('sts', 'GetCallerIdentity', {}));
  } catch (error) {
    throw credentialsProblem(error) ?? error;
  }
}

function checkAccount({ name, allowedAccountIds }: Environment, { account, arn }: CallerIdentity): void {
  if (allowedAccountIds === undefined || allowedAccountIds.includes(account)) return;
  throw new UserError(
    `${arn} is in the account ${account}, and ${name} may only be used in ${allowedAccountIds.join(', ')}`,
    {
      help: `use credentials of that account (AWS_PROFILE=…), or correct \`allowedAccountIds\` in environments/${name}.yaml`,
    },
  );
}

/** Outputs of another environment, region or account would lead to the resources of that one. */
function checkOutputs({ name, region }: Environment, { account }: CallerIdentity, outputs: StackOutputs): void {
  const [, , , , ownAccount] = String(outputs['document_pipeline_arn']).split(':');
  const found = { environment: outputs['environment'], region: outputs['region'], account: ownAccount };
  const wanted = { environment: name, region, account };
  for (const [what, value] of Object.entries(wanted))
    if (found[what as keyof typeof found] !== value)
      throw new UserError(
        `the outputs are of the ${what} ${String(found[what as keyof typeof found])}, not of ${value}`,
        {
          help: `use the outputs of ${name}: \`terraform -chdir=cdktf.out/stacks/${name} output -json\``,
        },
      );
}

function policyArn(outputs: StackOutputs, policy: OperatorPolicy): string {
  return String(outputs[`${policy.replace('-', '_')}_policy_arn`] ?? policy);
}
