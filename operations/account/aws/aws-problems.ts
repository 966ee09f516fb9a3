import { UserError } from '@document-pipelines/asl/diagnostics';
import { isServiceError } from '../account';

/** Errors of credentials that were good once. */
const expired = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'];
/** Errors of credentials that are unknown to AWS, or that are not found. */
const unusable = [
  'CredentialsProviderError',
  'TokenProviderError',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
];

/** Returns the error to show of a call to AWS whose credentials cannot be used; undefined for any other error. */
export function credentialsProblem(error: unknown): UserError | undefined {
  if (!(error instanceof Error)) return undefined;
  const profile = process.env['AWS_PROFILE'];
  const login = `\`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\``;
  if (isServiceError(error, ...expired))
    return new UserError('the credentials have expired', {
      help: `renew them (with SSO: ${login}), then run the same command again: what was done stays done`,
      cause: error,
    });
  if (!isServiceError(error, ...unusable)) return undefined;
  return new UserError(`AWS cannot use the credentials: ${error.message}`, {
    help: `choose a profile (AWS_PROFILE=…) or sign in (with SSO: ${login}); \`aws sts get-caller-identity\` shows what is used`,
    cause: error,
  });
}

/** Whether a service has denied a call. HEAD requests have no body, and so no name of an error. */
export function isDenied(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DeniedError) return true;
  const { $metadata: metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return (
    /^(AccessDenied|AuthorizationError|NotAuthorized|Forbidden)/.test(error.name) || metadata?.httpStatusCode === 403
  );
}

/** Resolves with undefined for a read that the caller's policies do not allow: what is optional is left out. */
export async function unlessDenied<Value>(read: Promise<Value>): Promise<Value | undefined> {
  try {
    return await read;
  } catch (error) {
    if (!isDenied(error)) throw error;
    return undefined;
  }
}

/** A call that the caller's policies do not allow. */
export class DeniedError extends UserError {
  override readonly name = 'DeniedError';
}
