import { UserError } from '@document-pipelines/asl/diagnostics';
import { apiSource, type ExecutionSource, type StatesCall } from '@document-pipelines/asl/ui';
import { readLogGroup } from './read-log-group';

/** Which account: that of the credentials in use. */
export interface AwsSourceOptions {
  /** Absent: the one of the profile or of AWS_REGION. */
  readonly region?: string;
}

/**
 * Reads the executions of an AWS account with the credentials of the AWS SDK. Calls read-only operations: states:ListStateMachines,
 * ListExecutions, DescribeExecution, DescribeStateMachineForExecution, GetExecutionHistory, and logs:FilterLogEvents. Throws a UserError
 * without a region.
 */
export async function awsSource({ region }: AwsSourceOptions = {}): Promise<ExecutionSource> {
  const sdk = await import('@aws-sdk/client-sfn');
  const client = new sdk.SFNClient({ ...(region === undefined ? {} : { region }), maxAttempts: 6 });
  const used = await client.config.region().catch((error: unknown) => {
    throw new UserError('the AWS SDK knows no region', { help: 'set AWS_REGION, or use --region', cause: error });
  });
  const commands = sdk as unknown as Readonly<Record<string, new (input: object) => object>>;
  const call: StatesCall = async (operation, input) => {
    const Command = commands[`${operation}Command`];
    if (Command === undefined) throw new Error(`the AWS SDK has no ${operation}`);
    return (await client.send(new Command(input) as never)) as unknown as Record<string, unknown>;
  };
  const account = await accountOf(call);
  return apiSource(call, {
    kind: 'aws',
    label: `AWS account ${account}, ${used}`,
    region: used,
    log: (request) => readLogGroup(request, used),
    close: async () => client.destroy(),
  });
}

/** The account is in every ARN. Without a state machine there is nothing to show either. */
async function accountOf(call: StatesCall): Promise<string> {
  const { stateMachines = [] } = await call('ListStateMachines', { maxResults: 1 }).catch((error: unknown) => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UserError(`Step Functions cannot be read: ${reason}`, {
      help: 'check the credentials: aws sts get-caller-identity',
      cause: error,
    });
  });
  const [machine] = stateMachines as readonly { readonly stateMachineArn: string }[];
  return machine?.stateMachineArn.split(':')[4] ?? 'without state machines';
}
