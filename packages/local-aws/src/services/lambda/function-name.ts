import type { AccountRegion } from '../../local-account';
import { ServiceError, type Shape } from '../service';

/** A function as a request names it. */
export interface FunctionReference {
  readonly functionName: string;
  /** Unqualified. */
  readonly functionArn: string;
  /** A version, an alias or `$LATEST`; undefined if the request does not name one. */
  readonly qualifier?: string;
}

const form =
  /^(?:(?:arn:[^:]+:lambda:[^:]+:)?(?:\d{12}:)?function:)?([A-Za-z0-9_-]{1,64})(?::(\$LATEST|[A-Za-z0-9_-]+))?$/;

/** Parses `FunctionName` (a name, a partial or a whole ARN, with or without qualifier) and `Qualifier`. */
export function functionReference(input: Shape, localAccount: AccountRegion): FunctionReference {
  const { FunctionName: written, Qualifier: separate } = input;
  const match = typeof written === 'string' ? form.exec(written) : null;
  if (match === null) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${String(written)}' at 'functionName' failed to satisfy constraint: a function's name or ARN is due`,
    );
  }
  const [, functionName = '', inName] = match;
  const qualifier = typeof separate === 'string' ? separate : inName;
  if (inName !== undefined && qualifier !== inName) {
    throw new ServiceError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return {
    functionName,
    functionArn: functionArn(functionName, localAccount),
    ...(qualifier === undefined ? {} : { qualifier }),
  };
}

/** Returns the unqualified ARN of a function. */
export function functionArn(functionName: string, { partition, region, account }: AccountRegion): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
}

/** Returns the ARN with its qualifier, if there is one. */
export function qualifiedArn({ functionArn: arn, qualifier }: FunctionReference): string {
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
