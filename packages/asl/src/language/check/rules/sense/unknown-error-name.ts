import { didYouMean } from '../../../diagnostics';
import type { Finding, Rule } from '../../rule';
import { functionErrors, reservedErrors } from '../../sense/error-names';
import { catchersOf, type Handler, retriersOf } from '../../sense/handlers';
import { isOpen } from '../../values';

/**
 * A retrier or catcher waits for an error that never comes: a name beginning with `States.` that the States Language does not have, or
 * one that is almost a known one. AWS accepts both.
 */
export const unknownErrorName: Rule = {
  id: 'unknown-error-name',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ states }) {
    for (const state of states) {
      for (const handler of [...retriersOf(state), ...catchersOf(state)]) yield* inHandler(handler);
    }
  },
};

const known: ReadonlySet<string> = new Set([...reservedErrors, ...functionErrors]);

function* inHandler({ what, errors }: Handler): Generator<Finding> {
  for (const { name, path } of errors) {
    if (isOpen(name) || known.has(name) || !isInNamespace(name)) continue;
    const isReserved = name.startsWith('States.');
    const near = didYouMean(name, isReserved ? reservedErrors : known);
    if (near === undefined && !isReserved) continue;
    const message = `no error has the name \`${name}\`, so this ${what} never handles it`;
    yield {
      message,
      path,
      help: near ?? 'names that begin with `States.` are reserved: give your own error another name',
    };
  }
}

/** Names of one's own are any others: only in these namespaces, or almost in one, a name near a known one is a slip. */
function isInNamespace(name: string): boolean {
  return /^(?:states?|lambdas?|sandbox)[.,:_-]/i.test(name) && !/^States\.Http\.StatusCode\.\d{3}$/.test(name);
}
