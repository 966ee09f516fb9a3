import type { Shape } from '@document-pipelines/local-aws/services';
import type { OperatorCommands } from '../operator-commands';
import type { AccountNames } from './account-names';

/**
 * An account and region with one environment of these pipelines, called with the operations of AWS's own APIs: the embedded services of
 * this process, the endpoint of another process, or AWS. Operations use nothing else of it, so that what works locally works on AWS.
 */
export interface Account {
  readonly environment: string;
  readonly region: string;
  readonly kind: 'process' | 'endpoint' | 'aws';
  /** The commands that continue there. */
  readonly commands: OperatorCommands;
  /** Calls an operation in the shape of the AWS SDK for JavaScript v3. Throws the service's error, under its own name. */
  call(service: AccountService, operation: string, input: Shape): Promise<Shape>;
  readonly names: AccountNames;
  /** Returns the caller, as sts:GetCallerIdentity reports it. */
  caller(): Promise<CallerIdentity>;
  /**
   * For how long dead letters are hidden from other readers during a read, in seconds: long enough to redrive them all, since those of
   * a reader that was killed come back only then.
   */
  readonly hiddenSeconds: number;
  /** Longest time to wait for a further message of a queue, in seconds: a distributed queue does not show all of them at once. */
  readonly pollSeconds: number;
  /** Folder of everything the environment's runs leave (`.local/<environment>`), for paths to open; absent on AWS. */
  readonly stateFolder?: string;
  /**
   * Resolves with true when all that is in flight waits for a person or a distant time, with false after this many seconds. Only the
   * process that runs the executions knows: elsewhere `isSettled` is asked again and again, and without it nothing is waited for.
   */
  settle(maxSeconds: number, isSettled?: () => Promise<boolean>): Promise<boolean>;
}

/** The services that operations call. */
export type AccountService = 's3' | 'dynamodb' | 'sqs' | 'sns' | 'states' | 'lambda' | 'scheduler' | 'logs';

/** The caller of an account. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** Returns the caller from an output of GetCallerIdentity. */
export function callerIdentity({ Account: account, Arn: arn }: Shape): CallerIdentity {
  return { account: String(account), arn: String(arn) };
}

/** Returns the text of an object's Body: bytes in process, a stream of the SDK elsewhere. */
export async function textOfBody(body: unknown): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  const { transformToString } = (body ?? {}) as { readonly transformToString?: (encoding: string) => Promise<string> };
  if (transformToString === undefined) throw new TypeError('the body of an object is neither bytes nor a stream');
  return transformToString.call(body, 'utf8');
}

/** Returns an object's Body as bytes. */
export async function bytesOfBody(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const { transformToByteArray } = (body ?? {}) as { readonly transformToByteArray?: () => Promise<Uint8Array> };
  if (transformToByteArray === undefined) throw new TypeError('the body of an object is neither bytes nor a stream');
  return transformToByteArray.call(body);
}

/** Whether a service returned one of these errors. */
export function isServiceError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
