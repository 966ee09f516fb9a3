import { UserError } from '../../../language/diagnostics';
import { type ExecutionSource, namesIn, type StatesCall } from '../../sources';

/** An execution that is started as another one was. */
export interface StartRequest {
  /** The one that is repeated. */
  readonly executionArn: string;
  readonly name: string;
  /** JSON text; absent: that of the execution. */
  readonly input?: string | undefined;
}

/**
 * Starts an execution of the same state machine and returns its ARN: through the alias with which the other was started, else in the
 * machine's current version. Throws a UserError if the input is not known any more.
 */
export async function startAgain(
  { source, call }: { readonly source: ExecutionSource; readonly call: StatesCall },
  { executionArn, name, input }: StartRequest,
): Promise<string> {
  const started = await call('StartExecution', {
    stateMachineArn: await machineOf(executionArn, call),
    name,
    input: input ?? (await inputOf(source, executionArn)),
  });
  return String(started['executionArn']);
}

/** DescribeExecution does not describe Express executions; their ARN names the machine. */
async function machineOf(executionArn: string, call: StatesCall): Promise<string> {
  if (!executionArn.includes(':express:')) {
    const described = await call('DescribeExecution', { executionArn });
    const { stateMachineAliasArn, stateMachineArn } = described;
    const arn = stateMachineAliasArn ?? stateMachineArn;
    if (typeof arn === 'string') return arn;
  }
  const { machine } = namesIn(executionArn);
  return `${executionArn.split(/:(?:execution|express):/)[0]}:stateMachine:${machine}`;
}

async function inputOf(source: ExecutionSource, executionArn: string): Promise<string> {
  const { input } = await source.describe(executionArn);
  if (input !== undefined) return input;
  throw new UserError('the input of the execution cannot be read', { help: 'write the input' });
}
