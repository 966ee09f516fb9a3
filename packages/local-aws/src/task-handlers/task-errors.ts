import { StatesError } from '@document-pipelines/asl/interpreter';
import { ServiceError } from '../services';

/** How errors of one service come out of a task. */
export interface ErrorNaming {
  readonly prefix: string;
  /** How the SDK names the service in its messages. */
  readonly serviceName: string;
  /** Codes without a class in the SDK, and the class that it uses instead. */
  readonly unmodelledErrors: readonly string[];
  readonly unmodelledName: string;
  readonly wording: 'optimized' | 'aws-sdk';
}

/**
 * Converts a service's error to the one that a Retry or Catch matches. An error that is not a ServiceError is a defect and is returned
 * unchanged.
 */
export function taskError(error: unknown, naming: ErrorNaming, requestId: string): unknown {
  if (!(error instanceof ServiceError)) return error;
  if (error.name === 'NotModelledError') return new StatesError('States.Runtime', error.message);
  const name = naming.unmodelledErrors.includes(error.name) ? naming.unmodelledName : withSuffix(error.name);
  return new StatesError(`${naming.prefix}.${name}`, causeOf(error, naming, requestId));
}

/** The integrations use two generations of the AWS SDK for Java, whose messages differ. */
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
