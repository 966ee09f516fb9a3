import { type Account, isServiceError } from '../../account';

/** An execution by its name, which is used once. */
export interface NamedStart {
  readonly machine: { readonly arn: string; readonly aliasArn: string };
  readonly name: string;
  /** JSON text. */
  readonly input: string;
}

/** Starts an execution of this name, unless one has ended already: then `isStarted` is false. */
export async function startOnce(
  account: Account,
  { machine, name, input }: NamedStart,
): Promise<{ readonly executionArn: string; readonly isStarted: boolean }> {
  try {
    const request = { stateMachineArn: machine.aliasArn, name, input };
    const { executionArn } = await account.call('states', 'StartExecution', request);
    return { executionArn: String(executionArn), isStarted: true };
  } catch (error) {
    if (!isServiceError(error, 'ExecutionAlreadyExists')) throw error;
    return { executionArn: `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`, isStarted: false };
  }
}
