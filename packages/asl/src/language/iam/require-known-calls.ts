import { UserError } from '../diagnostics';
import { iamActionsDate } from './actions/iam-actions';
import type { DerivedPolicy } from './derive-execution-policy';
import type { UnknownCall } from './grant';

/** Throws a UserError that names every call for which a derived role may lack a permission. */
export function requireKnownCalls({ unknown }: DerivedPolicy, file: string): void {
  const [first, ...others] = unknown.map(unknownCallText);
  if (first === undefined) return;
  throw new UserError(`the role lacks a permission: ${first}`, {
    location: file,
    details: others.map((each) => `  ${each}`),
    help: 'give the placeholder of a `Resource` the ARN of a function, an activity or an integration; correct the name of a call',
  });
}

/** `state Approve calls ${ActivityArn}, and it is unknown what that is`. */
export function unknownCallText(call: UnknownCall): string {
  switch (call.kind) {
    case 'placeholder':
      return `state ${call.state} calls \`\${${call.placeholder}}\`, and it is unknown what that is`;
    case 'resource':
      return `state ${call.state} calls \`${call.resource}\`, which is not a function, an activity or an integration`;
    case 'action':
      return `state ${call.state} calls ${call.call}, for which IAM had no action on ${iamActionsDate()}`;
    default:
      return call satisfies never;
  }
}
