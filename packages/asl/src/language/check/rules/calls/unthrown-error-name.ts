import { nearName } from '../../../api-models';
import { type ErrorList, errorListOf, plainError } from '../../calls/error-lists';
import { type CheckedCall, serviceCallsOf } from '../../calls/service-calls';
import type { Finding, Rule } from '../../rule';
import { catchersOf, type Handler, retriersOf } from '../../sense/handlers';
import { isOpen } from '../../values';

/**
 * A retrier or catcher names an error that the call cannot throw: only other operations of the service do, or the name is almost that of one
 * that it throws. Names that the API does not list anywhere are left alone: not every service lists all its errors.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const unthrownErrorName: Rule = {
  id: 'unthrown-error-name',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check(definition) {
    for (const checked of serviceCallsOf(definition)) {
      const { part, state, resource } = checked;
      // A function and a callback fail with names of their own, a job with those of its service.
      if (part !== 'Task' || resource.pattern !== 'requestResponse' || resource.service === 'lambda') continue;
      const list = errorListOf(checked);
      if (list === undefined) continue;
      for (const handler of [...retriersOf(state), ...catchersOf(state)]) yield* inHandler(handler, checked, list);
    }
  },
};

/** Fewer listed errors than this: the list is not the whole truth, as S3's are not. */
const fewest = 3;

function* inHandler(
  { what, errors }: Handler,
  { call }: CheckedCall,
  { prefix, otherPrefix, errors: thrown, all }: ErrorList,
): Generator<Finding> {
  for (const { name, path } of errors) {
    const [first = '', error = ''] = name.split('.');
    if (isOpen(name) || error === '') continue;
    if (first !== otherPrefix && first.toLowerCase() !== prefix.toLowerCase()) continue;
    if (first !== prefix) {
      const instead = `${prefix}.${error}`;
      // Both are there: nothing is missed.
      if (errors.some((other) => other.name === instead)) continue;
      const message = `errors of \`${call?.name}\` begin with \`${prefix}.\`, so this ${what} never handles \`${name}\``;
      yield { message, path, help: `write \`${instead}\``, fix: { kind: 'name', name: instead } };
      continue;
    }
    if (thrown.length < fewest || isCommon(error, prefix) || includes(thrown, error)) continue;
    const isOfOthers = includes(all(), error);
    const near = isOfOthers ? undefined : nearName(error, thrown);
    if (!isOfOthers && near === undefined) continue;
    const message = `\`${call?.name}\` cannot throw \`${name}\`, so this ${what} never handles it`;
    const help =
      near === undefined
        ? 'remove it: other operations of the service throw it'
        : `did you mean \`${prefix}.${near}\`?`;
    yield { message, path, help };
  }
}

function includes(errors: readonly string[], error: string): boolean {
  return errors.includes(error) || errors.some((each) => plainError(each) === plainError(error));
}

/** Errors that every operation can throw, listed or not, and those of the SDK itself: https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html */
function isCommon(error: string, prefix: string): boolean {
  return (
    plainError(error) === prefix.toLowerCase() ||
    /^(?:Access|Authoriz|ExpiredToken|Internal|InvalidClientToken|MissingAuthentication|NotAuthorized|OptIn|ProvisionedThroughput|Request|Sdk|Server|Service|SlowDown|Throttl|TooManyRequests|Unavailable|UnrecognizedClient|Validation|Kms|KMS|Limit)/.test(
      error,
    )
  );
}
