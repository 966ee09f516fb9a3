import { StatesError } from '../../interpreter';
import { ServiceError } from '../services';

/** How errors of one service come out of a task. */
export interface ErrorNaming {
  readonly prefix: string;
  /** How the SDK names the service in its messages. */
  readonly serviceName: string;
  /** Codes the SDK has no class for, and the class it uses instead. */
  readonly unmodelledErrors: readonly string[];
  readonly unmodelledName: string;
  readonly wording: 'optimized' | 'aws-sdk';
}

/** Turns a service's error into the one that a Retry or Catch sees; what is no ServiceError is passed on as the defect it is. */
export function taskError(error: unknown, naming: ErrorNaming, requestId: string): unknown {
  if (!(error instanceof ServiceError)) return error;
  if (error.name === 'NotModelledError') return new StatesError('States.Runtime', error.message);
  const name = naming.unmodelledErrors.includes(error.name) ? naming.unmodelledName : withSuffix(error.name);
  return new StatesError(`${naming.prefix}.${name}`, causeOf(error, naming, requestId));
}

/** The two generations of the AWS SDK for Java behind the integrations word their messages differently. */
function causeOf(
  { name, message, statusCode }: ServiceError,
  { serviceName, wording }: ErrorNaming,
  requestId: string,
): string {
  return wording === 'optimized'
    ? `${message} (Service: ${serviceName}; Status Code: ${statusCode}; Error Code: ${name}; Request ID: ${requestId}; Proxy: null)`
    : `${message} (Service: ${serviceName}, Status Code: ${statusCode}, Request ID: ${requestId}) (SDK Attempt Count: 1)`;
}

function withSuffix(name: string): string {
  return name.endsWith('Exception') ? name : `${name}Exception`;
}
